/** Reads the rows of a sheet as they come: each cell as a person sees it. */
import { copyOf, createRichText, replaceEscapes } from './richText.ts';
import { attributeOf, createXmlReader } from './xmlTags.ts';

export interface SheetContext {
  /** By their numbers. */
  readonly sharedTexts: readonly string[];
  /** Which styles show a number as a date. */
  readonly isDate: readonly boolean[];
  /** Days that the workbook's first day lies after Excel's usual one. */
  readonly daysLater: number;
  /** Told how far the sheet reaches, of cells with something in them and of rows; throws where that is too far. */
  onReach(row: number, column: number): void;
}

export interface SheetRow {
  /** From 1. */
  readonly number: number;
  /** Up to the last that is not empty. */
  readonly cells: readonly string[];
}

/** Rows in which something stands, in order. @throws Error where the sheet is damaged */
export async function* readSheet(
  pieces: AsyncIterable<string>,
  context: SheetContext,
): AsyncGenerator<readonly SheetRow[]> {
  let rows: SheetRow[] = [];
  const sheet = followSheet(context, (row) => rows.push(row));
  const reader = createXmlReader(sheet);
  for await (const piece of pieces) {
    reader.feed(piece);
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
  reader.end();
}

function followSheet(context: SheetContext, onRow: (row: SheetRow) => void) {
  const inline = createRichText();
  /** Equal cells are kept once. */
  const texts = createTextStore();
  let row = 0;
  let lastRow = 0;
  let isNumbered = false;
  let cells: string[] = [];
  let column = 0;
  let type = '';
  let style = '';
  let isInline = false;
  let isValue = false;
  let value = '';

  function openRow(attributes: string): void {
    const number = attributeOf(attributes, 'r');
    isNumbered = number !== undefined;
    row = number === undefined ? lastRow + 1 : Number(number);
    cells = [];
    column = 0;
    context.onReach(row, 0);
  }

  function openCell(attributes: string, isEmpty: boolean): void {
    const before = column;
    const address = attributeOf(attributes, 'r');
    column = before + 1;
    if (address !== undefined) {
      const place = placeOf(address);
      column = place.column;
      if (!isNumbered) row = place.row;
      isNumbered = true;
      if (column <= before || place.row !== row) throw new Error(`its cell ${address} is out of place`);
    }
    context.onReach(row, isEmpty ? 0 : column);
    type = attributeOf(attributes, 't') ?? 'n';
    style = attributeOf(attributes, 's') ?? '';
    value = '';
  }

  function closeCell(): void {
    const text = textOf({ type, style, value, inline: inline.take() }, context);
    if (text === '') return;
    while (cells.length < column - 1) cells.push('');
    cells.push(texts(text));
  }

  function closeRow(): void {
    if (!(row > lastRow)) throw new Error(`its row ${row} is out of place`);
    lastRow = row;
    if (cells.length > 0) onRow({ number: row, cells });
  }

  return {
    open(name: string, attributes: string, isEmpty: boolean): void {
      if (name === 'row') openRow(attributes);
      else if (name === 'c') openCell(attributes, isEmpty);
      else if (name === 'v') isValue = true;
      else if (name === 'is') isInline = true;
      else if (isInline) inline.open(name);
    },
    close(name: string): void {
      if (name === 'row') closeRow();
      else if (name === 'c') closeCell();
      else if (name === 'v') isValue = false;
      else if (name === 'is') isInline = false;
      else if (isInline) inline.close(name);
    },
    text(text: string): void {
      if (isValue) value += text;
      else inline.add(text);
    },
    wantsText: () => isValue || (isInline && inline.wantsText()),
  };
}

interface StoredCell {
  readonly type: string;
  readonly style: string;
  readonly value: string;
  readonly inline: string;
}

/** Empty for a formula without a result, and for one that failed. ECMA-376, part 1, 18.18.11. */
function textOf({ type, style, value, inline }: StoredCell, context: SheetContext): string {
  if (type === 'inlineStr') return inline;
  if (value === '' || type === 'e') return '';
  switch (type) {
    case 'str':
      return replaceEscapes(value);
    case 's': {
      const text = context.sharedTexts[Number(value)];
      if (text === undefined) throw new Error(`it has no text ${value}`);
      return text;
    }
    case 'b':
      if (value !== '1' && value !== '0') throw new Error(`${value} is neither true nor false`);
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'd':
      return dateText(requireDate(new Date(value), value));
    case 'n':
      return context.isDate[Number(style)] === true
        ? dateText(requireDate(dateOfSerial(Number(value), context.daysLater), value))
        : plainNumber(value);
    default:
      throw new Error(`it has a cell of the unknown type ${type}`);
  }
}

const dayMs = 86_400_000;
/** Of 1 January 1970, counted as Excel does. */
const epochDay = 25_569;

function dateOfSerial(serial: number, daysLater: number): Date {
  // A fraction of a day is hardly ever exact: 0.2 is 04:48:00, not the millisecond before.
  return new Date(Math.round((serial + daysLater - epochDay) * dayMs));
}

function requireDate(date: Date, value: string): Date {
  if (Number.isNaN(date.getTime())) throw new Error(`${value} is no date`);
  return date;
}

function dateText(date: Date): string {
  const [day = '', time = ''] = date.toISOString().split('T');
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 8)}`;
}

/** Fifteen digits are what a spreadsheet has and shows: 19.99, not 19.989999999999998. */
function plainNumber(text: string): string {
  const number = Number(Number(text).toPrecision(15));
  if (!Number.isFinite(number)) return text;
  return Number.isInteger(number) ? BigInt(number).toString() : String(number);
}

/** "AB12" is row 12 and column 28. @throws Error */
function placeOf(address: string): { row: number; column: number } {
  let column = 0;
  let at = 0;
  for (; at < address.length; at++) {
    const letter = address.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  const row = Number(address.slice(at));
  if (column === 0 || !Number.isInteger(row) || row < 1) throw new Error(`${address} is no cell`);
  return { row, column };
}

/** More different ones are texts or ids. */
const mostStored = 100_000;

function createTextStore(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const own = copyOf(text);
    if (own.length <= 64 && known.size < mostStored) known.set(own, own);
    return own;
  };
}
