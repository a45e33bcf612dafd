/**
 * Ids of images by number. Those that imports give are SHA-256 in hexadecimal letters: such a one takes 32 bytes here, eight words whose first is
 * its hash. Any other text is kept as it is: its words are a hash, zeros, and its place among such texts.
 */
import { createBuckets, hashText } from './buckets.ts';

/** Some ids, one behind the other; texts of others are counted from this page's first. */
export interface PackedImageIds {
  readonly words: Uint32Array;
  readonly others: readonly string[];
}

export interface ReadImageIds {
  readonly length: number;
  /** Empty for a number that has none. */
  at(number: number): string;
  /** A number that has this id, −1 for none; then others that have it. */
  first(imageId: string): number;
  next(number: number): number;
  /** Whether a number has the id that a number of another column has. */
  isSame(number: number, others: ReadImageIds, other: number): boolean;
  /** As `first`, for the id of another column. */
  firstSame(others: ReadImageIds, other: number): number;
  /** Ids of these numbers, in their order. */
  pack(numbers: Uint32Array): PackedImageIds;
  /** The eight words of a number, and the text where they stand for one. */
  readonly words: Uint32Array;
  textAt(number: number): string | undefined;
}

export interface ImageIds extends ReadImageIds {
  /** Any number: those before it that no id was given have none. */
  set(number: number, imageId: string): void;
  clear(number: number): void;
  append(page: PackedImageIds): void;
  /** Makes at most so many more findable, which the first to find one would have to. @returns whether all are */
  prepare(limit: number): boolean;
  /** The same as they are now, whatever is set later. */
  hold(): ReadImageIds;
}

export const wordsPerImageId = 8;
const lettersPerWord = 8;
const digestLength = wordsPerImageId * lettersPerWord;
const none = -1;

export function createImageIds(): ImageIds {
  return columnOf(new Uint32Array(0), [], 0);
}

/** @param others by place from 1 */
function columnOf(from: Uint32Array, others: string[], count: number): ImageIds {
  let words = from;
  let length = count;
  /** Numbers below are in it; the others get there when one is looked for, or there is time. */
  let indexed = 0;
  const buckets = createBuckets();
  const hashOf = (number: number): number => words[number * wordsPerImageId] ?? 0;
  const asked = new Uint32Array(wordsPerImageId);

  function reserve(numbers: number): void {
    if (numbers * wordsPerImageId <= words.length) return;
    const larger = new Uint32Array(Math.max(numbers * wordsPerImageId, 2 * words.length));
    larger.set(words.subarray(0, length * wordsPerImageId));
    words = larger;
  }

  const hasId = (number: number): boolean => {
    for (let at = number * wordsPerImageId, end = at + wordsPerImageId; at < end; at++)
      if (words[at] !== 0) return true;
    return false;
  };

  function indexUntil(end: number): void {
    for (; indexed < end; indexed++) if (hasId(indexed)) buckets.add(indexed, hashOf(indexed));
  }

  function textAt(number: number): string | undefined {
    const first = number * wordsPerImageId;
    return isOther(words, first) ? others[(words[first + wordsPerImageId - 1] ?? 0) - 1] : undefined;
  }

  function areWords(number: number, wanted: Uint32Array, other: number): boolean {
    const [own, its] = [number * wordsPerImageId, other * wordsPerImageId];
    for (let word = 0; word < wordsPerImageId; word++)
      if (words[own + word] !== wanted[its + word]) return false;
    return true;
  }

  /** The first from this one on that stands for these words, or for the text where there is one. */
  function find(from: number, wanted: Uint32Array, other: number, text: string | undefined): number {
    let number = from;
    while (number !== none) {
      if (text === undefined ? areWords(number, wanted, other) : textAt(number) === text) return number;
      number = buckets.next(number);
    }
    return none;
  }

  function firstOf(wanted: Uint32Array, other: number, text: string | undefined): number {
    indexUntil(length);
    return find(buckets.first(wanted[other * wordsPerImageId] ?? 0), wanted, other, text);
  }

  const column: ImageIds = {
    get length() {
      return length;
    },
    get words() {
      return words;
    },
    at(number) {
      if (number >= length || !hasId(number)) return '';
      return textAt(number) ?? digestAt(words, number * wordsPerImageId);
    },
    textAt,
    first(imageId) {
      if (readDigest(imageId, asked, 0)) return firstOf(asked, 0, undefined);
      asked[0] = hashText(imageId);
      return firstOf(asked, 0, imageId);
    },
    next: (number) => find(buckets.next(number), words, number, textAt(number)),
    isSame(number, ids, other) {
      if (number >= length || !hasId(number)) return false;
      const text = ids.textAt(other);
      return text === undefined ? areWords(number, ids.words, other) : textAt(number) === text;
    },
    firstSame: (ids, other) => firstOf(ids.words, other, ids.textAt(other)),
    pack(numbers) {
      const packed = new Uint32Array(numbers.length * wordsPerImageId);
      const texts: string[] = [];
      numbers.forEach((number, place) => {
        const [own, its] = [number * wordsPerImageId, place * wordsPerImageId];
        packed.set(words.subarray(own, own + wordsPerImageId), its);
        const text = textAt(number);
        if (text !== undefined) packed[its + wordsPerImageId - 1] = texts.push(text);
      });
      return { words: packed, others: texts };
    },
    set(number, imageId) {
      column.clear(number);
      reserve(number + 1);
      length = Math.max(length, number + 1);
      writeId(imageId, words, number * wordsPerImageId, others);
      if (number < indexed) buckets.add(number, hashOf(number));
    },
    clear(number) {
      if (number >= length) return;
      if (number < indexed && hasId(number)) buckets.remove(number);
      words.fill(0, number * wordsPerImageId, (number + 1) * wordsPerImageId);
    },
    append(page) {
      const count = page.words.length / wordsPerImageId;
      reserve(length + count);
      words.set(page.words, length * wordsPerImageId);
      if (page.others.length > 0) {
        for (let number = length; number < length + count; number++) {
          const first = number * wordsPerImageId;
          if (!isOther(words, first)) continue;
          const text = page.others[(words[first + wordsPerImageId - 1] ?? 0) - 1] ?? '';
          words[first + wordsPerImageId - 1] = others.push(text);
        }
      }
      length += count;
    },
    prepare(limit) {
      indexUntil(Math.min(length, indexed + limit));
      return indexed === length;
    },
    hold: () => columnOf(words.slice(), [...others], length),
  };
  return column;
}

/** Packs ids that are texts. */
export function packImageIds(imageIds: readonly string[]): PackedImageIds {
  const words = new Uint32Array(imageIds.length * wordsPerImageId);
  const others: string[] = [];
  imageIds.forEach((imageId, number) => {
    writeId(imageId, words, number * wordsPerImageId, others);
  });
  return { words, others };
}

/** Whether an id is there twice. Two digests hardly ever begin alike, so sorted first words tell, in a fifth of the time that finding each takes. */
export function hasOneTwice({ words, others }: PackedImageIds): boolean {
  const hashes = new Uint32Array(words.length / wordsPerImageId);
  for (let number = 0; number < hashes.length; number++)
    hashes[number] = words[number * wordsPerImageId] ?? 0;
  const sorted = hashes.toSorted();
  const alike = new Set<number>();
  for (let place = 1; place < sorted.length; place++) {
    const hash = sorted[place] ?? 0;
    if (hash === sorted[place - 1]) alike.add(hash);
  }
  if (alike.size === 0) return false;
  const column = columnOf(words, [...others], hashes.length);
  const seen = new Set<string>();
  for (const [number, hash] of hashes.entries()) {
    if (!alike.has(hash)) continue;
    const imageId = column.at(number);
    if (seen.has(imageId)) return true;
    seen.add(imageId);
  }
  return false;
}

function writeId(imageId: string, words: Uint32Array, first: number, others: string[]): void {
  if (readDigest(imageId, words, first)) return;
  words[first] = hashText(imageId);
  words[first + wordsPerImageId - 1] = others.push(imageId);
}

/** Whether the words stand for a text that is no digest. */
function isOther(words: Uint32Array, first: number): boolean {
  for (let word = 1; word < wordsPerImageId - 1; word++) if (words[first + word] !== 0) return false;
  return words[first + wordsPerImageId - 1] !== 0;
}

/** Writes a digest's words. @returns false, with nothing of use written, for what is no digest, and one that would be taken for a text */
function readDigest(imageId: string, into: Uint32Array, first: number): boolean {
  if (imageId.length !== digestLength) return false;
  let rest = 0;
  for (let word = 0, at = 0; word < wordsPerImageId; word++) {
    let value = 0;
    for (let letter = 0; letter < lettersPerWord; letter++) {
      const digit = digitOf(imageId.charCodeAt(at++));
      if (digit < 0) {
        into.fill(0, first, first + wordsPerImageId);
        return false;
      }
      value = (value << 4) | digit;
    }
    into[first + word] = value;
    if (word > 0 && word < wordsPerImageId - 1) rest |= value;
  }
  if (rest !== 0) return true;
  into.fill(0, first, first + wordsPerImageId);
  return false;
}

function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

const letters = Array.from('0123456789abcdef', (letter) => letter.charCodeAt(0));
const digestCodes = new Array<number>(digestLength).fill(0);

function digestAt(words: Uint32Array, first: number): string {
  for (let word = 0, at = 0; word < wordsPerImageId; word++) {
    const value = words[first + word] ?? 0;
    for (let shift = 28; shift >= 0; shift -= 4) digestCodes[at++] = letters[(value >>> shift) & 15] ?? 0;
  }
  return String.fromCharCode(...digestCodes);
}
