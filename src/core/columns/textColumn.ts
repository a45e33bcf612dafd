/** Texts by number, in few long strings: a byte or two per letter and four per text, where a string of its own takes sixteen more. */

/** Some texts, one behind the other. */
export interface PackedTexts {
  readonly text: string;
  /** Where each ends, in UTF-16 units. */
  readonly ends: Uint32Array;
}

export interface ReadTexts {
  /** Empty for a number that no text was given. */
  at(number: number): string;
}

export interface TextColumn extends ReadTexts {
  readonly length: number;
  /** Any number: those before it that no text was given are empty. */
  set(number: number, text: string): void;
  /** The next numbers. */
  append(page: PackedTexts): void;
  /** The same as they are now, whatever is set later. */
  hold(): ReadTexts;
}

interface Page extends PackedTexts {
  /** The number of its first text. */
  readonly first: number;
}

/** Texts that are set one by one become a page together. */
const pageLength = 512;

export function packTexts(texts: readonly string[]): PackedTexts {
  let end = 0;
  const ends = Uint32Array.from(texts, (text) => {
    end += text.length;
    return end;
  });
  return { text: texts.join(''), ends };
}

/** @param place of one that is there */
export function packedTextAt({ text, ends }: PackedTexts, place: number): string {
  return text.slice(place === 0 ? 0 : ends[place - 1], ends[place]);
}

export function createTextColumn(): TextColumn {
  let pages: Page[] = [];
  /** Those behind the pages. */
  let tail: string[] = [];
  let tailStart = 0;
  /** What was set again since its page was made. */
  let changed = new Map<number, string>();

  const at = (number: number): string => textAt({ pages, tail, tailStart, changed }, number);

  function addPage(page: PackedTexts): void {
    // A copy: `ends` may be a part of something large.
    pages.push({ text: page.text, ends: page.ends.slice(), first: tailStart });
    tailStart += page.ends.length;
  }

  function packTail(): void {
    if (tail.length === 0) return;
    addPage(packTexts(tail));
    tail = [];
  }

  /** Pages of what the texts are now. */
  function packAnew(): void {
    const { length } = column;
    const texts = Array.from({ length }, (_, number) => at(number));
    pages = [];
    tail = [];
    tailStart = 0;
    changed = new Map();
    for (let first = 0; first < length; first += pageLength)
      addPage(packTexts(texts.slice(first, first + pageLength)));
  }

  const column: TextColumn = {
    get length() {
      return tailStart + tail.length;
    },
    at,
    set(number, text) {
      while (number > column.length) column.set(column.length, '');
      if (number >= tailStart) {
        tail[number - tailStart] = text;
        if (tail.length === pageLength) packTail();
        return;
      }
      if (at(number) === text) return;
      changed.set(number, text);
      if (changed.size > pageLength + tailStart / 8) packAnew();
    },
    append(page) {
      packTail();
      addPage(page);
    },
    hold() {
      const held = { pages: [...pages], tail: [...tail], tailStart, changed: new Map(changed) };
      return { at: (number) => textAt(held, number) };
    },
  };
  return column;
}

interface Held {
  readonly pages: readonly Page[];
  readonly tail: readonly string[];
  readonly tailStart: number;
  readonly changed: ReadonlyMap<number, string>;
}

function textAt({ pages, tail, tailStart, changed }: Held, number: number): string {
  if (number < 0) return '';
  if (number >= tailStart) return tail[number - tailStart] ?? '';
  const again = changed.size === 0 ? undefined : changed.get(number);
  if (again !== undefined) return again;
  const page = pages[pageOf(pages, number)];
  if (page === undefined) return '';
  const place = number - page.first;
  return packedTextAt(page, place);
}

/** Of one that is in a page. */
function pageOf(pages: readonly Page[], number: number): number {
  let low = 0;
  let high = pages.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((pages[middle]?.first ?? 0) <= number) low = middle;
    else high = middle - 1;
  }
  return low;
}
