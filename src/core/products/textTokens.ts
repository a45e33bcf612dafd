/** How names, ids and what a person types become comparable words. */

/** Letters that Unicode does not decompose into a base letter and a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const asciiOnly = /^[\0-\x7f]*$/;

export const isAscii = (text: string): boolean => asciiOnly.test(text);

const marks = /\p{M}+/gu;
const undecomposed = /[ßæœøłđðþı]/g;
/** Runs of letters and digits; scripts written without spaces give a word per character. */
const words =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[[\p{L}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]+/gv;
const asciiWords = /[a-z0-9]+/g;

/** Lower case, without accents, full-width forms made plain: "Écru" and "ECRU" become "ecru". */
export function foldText(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(marks, '')
    .toLowerCase()
    .replace(undecomposed, (letter) => plainLetters[letter] ?? letter);
}

/** The folded words of a text, in order of appearance. */
export function tokenise(text: string): string[] {
  if (isAscii(text)) return text.toLowerCase().match(asciiWords) ?? [];
  return foldText(text).match(words) ?? [];
}

/**
 * The words of a text. What has no letter or digit ("---", an emoji) counts as one word as it stands, so that it
 * can be found too.
 */
export function wordsOf(text: string): readonly string[] {
  const words = tokenise(text);
  if (words.length > 0) return words;
  const whole = foldText(text).trim();
  return whole === '' ? [] : [whole];
}

const digitRuns = /\d+/g;

/**
 * A key whose plain string order is the natural order of the texts: case and accents do not count, "2" comes
 * before "10". Every digit run becomes "0", its length without leading zeros as one character, and its digits.
 */
export function naturalKey(text: string): string {
  return foldText(text.trim()).replace(digitRuns, (run) => {
    const digits = run.replace(/^0+(?=\d)/, '');
    return `0${String.fromCharCode(Math.min(digits.length, 0xffff))}${digits}`;
  });
}
