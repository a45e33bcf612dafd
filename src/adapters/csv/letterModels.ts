/** How likely a text is in encodings with one byte per letter: which letters a language uses, and where. */

export interface LetterModel {
  readonly label: string;
  /** Logarithm of how common the encoding is, beside Windows-1252. */
  readonly prior: number;
  /** Lower-case letters beyond ASCII with their shares among these, per language. */
  readonly languages: readonly ReadonlyMap<string, number>[];
  /** Words mix these letters with ASCII ones; words of other scripts never do. */
  readonly isLatin: boolean;
}

// The letters of each language, the most frequent first.
const western = [
  'üäöß',
  'éèàêçâôîûùïœë',
  'óáíñéúü',
  'ãçáéóêíõâúôà',
  'äåöøæéü',
  'àèùìòé',
  'áíóþðöæúýé',
  'éëïèóöü',
];
const central = ['íáéěřžščýůúťďňó', 'áíéčžšýúťľôóňďŕäĺ', 'łąęóśżćńź', 'áéöőíóüúű', 'čšžćđ', 'ăîşâţ', 'üäöß'];
const turkish = ['ıüşçğöâîû'];
const baltic = ['āīšēūļžčņģķ', 'ėšųąžįęūč', 'äõüöšž'];
const cyrillic = [
  'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё',
  'оаниівтерслкудмпязьбгчйхцжюїєщшфґ',
  'аоиенрстјквудпмлзгбчшцњхћжђљфџ',
];
const greek = ['αοιετσνηυρπκμλςίόάγέδήωχθύφβώξζψϊΐϋΰ'];
const hebrew = ['יוהלארתבמשנכעקדםפסגחטןצזךץף'];
const arabic = ['اليمنرتوبةعدفسهكحقأجشصىطخإضءذزثئغظآؤپچژگ'];
const thai = ['านรอกเงมยลวดทสตะปบคหแจพชขใไโผถซธศณฟษภญฉฐฆฎฮฬฏฑ่้ิีัืุู็์ำๆ๊๋ึ'];

export const letterModels: readonly LetterModel[] = [
  describe('windows-1252', 0, western),
  describe('macintosh', -6, western),
  describe('windows-1250', -1, central),
  describe('iso-8859-2', -1.5, central),
  describe('windows-1254', -1.5, turkish),
  describe('windows-1257', -2, baltic),
  describe('windows-1251', -0.5, cyrillic, false),
  describe('koi8-r', -1, cyrillic.slice(0, 1), false),
  describe('koi8-u', -1.5, cyrillic.slice(1, 2), false),
  describe('ibm866', -3, cyrillic.slice(0, 1), false),
  describe('iso-8859-5', -3, cyrillic, false),
  describe('windows-1253', -1, greek, false),
  describe('windows-1255', -3, hebrew, false),
  describe('windows-1256', -4, arabic, false),
  describe('windows-874', -5, thai, false),
];

function describe(label: string, prior: number, languages: readonly string[], isLatin = true): LetterModel {
  return { label, prior, languages: languages.map(sharesOf), isLatin };
}

/** Shares that fall with the rank, as those of letters do. */
function sharesOf(letters: string): Map<string, number> {
  const weights = [...letters].map((letter, rank) => [letter, 1 / (rank + 3)] as const);
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  return new Map(weights.map(([letter, weight]) => [letter, weight / sum]));
}

/** Marks of print that every one of these encodings may have in a text. */
const marks = new Set('“”„‘’‚–—…€™®©°½¼×·«»№\u00a0');
/** Rough shares of what stands in a text beyond ASCII; only their order of size matters. */
const shares = { lower: 0.85, first: 0.1, afterCapital: 0.3, inWord: 0.0005, mark: 0.03, strange: 0.002 };
const markCount = 20;
const strangeCount = 60;
/** What letters beside one another are worth that hardly ever stand so. */
const rareNeighbours = Math.log(0.15);
const mixedScripts = Math.log(0.02);
const wrong = Math.log(1e-7);

/** @returns the logarithm of the likelihood in the likeliest language, to be compared with that of the same bytes in other encodings */
export function likelihoodOfLetters(text: string, model: LetterModel): number {
  return (
    model.prior + Math.max(...model.languages.map((letters) => likelihoodIn(text, letters, model.isLatin)))
  );
}

function likelihoodIn(text: string, letters: ReadonlyMap<string, number>, isLatin: boolean): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character <= '\u007f') continue;
    const previous = text.charAt(at - 1);
    sum += likelihoodOfLetter(character, previous, letters);
    if (!isLatin) sum += isAsciiLetter(previous) || isAsciiLetter(text.charAt(at + 1)) ? mixedScripts : 0;
    else if (previous > '\u007f' && isLetter(previous)) sum += rareNeighbours;
  }
  return sum;
}

function likelihoodOfLetter(
  character: string,
  previous: string,
  letters: ReadonlyMap<string, number>,
): number {
  if (character === '\ufffd' || (character >= '\u0080' && character < '\u00a0')) return wrong;
  if (marks.has(character)) return Math.log(shares.mark / markCount);
  const lower = character.toLowerCase();
  const letter = letters.get(lower);
  if (letter === undefined) return Math.log(shares.strange / strangeCount);
  return Math.log(shareOf(character === lower, previous) * letter);
}

function shareOf(isLower: boolean, previous: string): number {
  if (isLower) return shares.lower;
  if (!isLetter(previous)) return shares.first;
  return previous === previous.toLowerCase() ? shares.inWord : shares.afterCapital;
}

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character);
}

function isAsciiLetter(character: string): boolean {
  return /[a-z]/i.test(character);
}
