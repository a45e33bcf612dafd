/** Undoes what spreadsheets and pandas do to the cells of a table. */

/** Blanks and characters that nobody sees: zero-width ones, and marks of direction. */
const invisibleEnds =
  /^[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+|[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+$/g;
/** ="00123" is how Excel keeps a number as text. */
const textFormula = /^="(.*)"$/s;
/** The apostrophe that keeps a spreadsheet from running a cell, as Twinset's own exports have it. */
const harmlessFormula = /^'(?=[=+\-@\t\r\n＝＋－＠])/;

/** Written by machines for "no value", in any column; an error value of a spreadsheet is none either. */
const machineNulls = new Set([
  '',
  'NaN',
  '<NA>',
  '\\N',
  'NULL',
  '#N/A',
  '#NAME?',
  '#REF!',
  '#VALUE!',
  '#DIV/0!',
  '#NULL!',
  '#NUM!',
]);
/** Of these, those that are no id of anything. */
const emptyIds = new Set([
  '',
  '<NA>',
  '\\N',
  '#N/A',
  '#NAME?',
  '#REF!',
  '#VALUE!',
  '#DIV/0!',
  '#NULL!',
  '#NUM!',
]);
/** Words for "no value" that may also be values: a brand called None, the country NA. */
const nullWords = new Set(['na', 'n/a', 'nan', 'null', 'none', '#n/a']);

/** The cell as it was meant, without blanks around it. */
export function cleanCell(cell: string): string {
  const first = cell.charCodeAt(0);
  const last = cell.charCodeAt(cell.length - 1);
  const isPlain = first > 0x3d && first < 0x7f && last > 0x22 && last < 0x7f;
  if (isPlain || (first >= 0x30 && first <= 0x39 && last > 0x22 && last < 0x7f)) return cell;
  const trimmed = cell.replace(invisibleEnds, '');
  const text = textFormula.exec(trimmed)?.[1];
  if (text !== undefined) return text.replaceAll('""', '"').replace(invisibleEnds, '');
  return trimmed.replace(harmlessFormula, '');
}

/**
 * The cells of a column of values: "no value" is the empty string, whole numbers that pandas wrote as floats because
 * of a gap ("2011.0") are whole again. A word such as "None" is a value where the column has other words.
 */
export function cleanValues(cells: readonly string[]): string[] {
  const values = cells.map((cell) => {
    const clean = cleanCell(cell);
    return machineNulls.has(clean) ? '' : clean;
  });
  const words = values.some((value) => isNullWord(value)) ? values.some(isOtherWord) : true;
  const known = words ? values : values.map((value) => (isNullWord(value) ? '' : value));
  return wholeNumbers(known) ?? known;
}

function isNullWord(value: string): boolean {
  return value.length <= 4 && value !== '' && nullWords.has(value.toLowerCase());
}

function isOtherWord(value: string): boolean {
  return /\p{L}/u.test(value) && !isNullWord(value);
}

/**
 * The cells of a column of ids. What is undone is undone for the whole column or not at all: no two ids may become
 * equal by it, and none that names a file may lose that name.
 */
export function cleanIds(cells: readonly string[], isFileName: (stem: string) => boolean): string[] {
  let ids = cells.map((cell) => {
    const clean = cleanCell(cell);
    return emptyIds.has(clean) ? '' : clean;
  });
  for (const undo of [withoutApostrophes, wholeNumbers]) {
    const undone = undo(ids);
    if (undone === null || new Set(undone).size !== new Set(ids).size) continue;
    if (!ids.some((id, at) => id !== undone[at] && isFileName(id))) ids = undone;
  }
  return ids;
}

/** '00123 keeps a spreadsheet from making a number of it; 'x' is a quoted word. Null where no cell has one. */
function withoutApostrophes(values: readonly string[]): string[] | null {
  const isMark = (value: string) => value.length > 1 && value.startsWith("'") && !value.endsWith("'");
  return values.some(isMark) ? values.map((value) => (isMark(value) ? value.slice(1) : value)) : null;
}

/** Null where the column is no column of whole numbers, some of them with ".0". */
function wholeNumbers(values: readonly string[]): string[] | null {
  let isFloat = false;
  for (const value of values) {
    if (value === '') continue;
    if (!/^-?\d+(?:\.0)?$/.test(value)) return null;
    isFloat ||= value.endsWith('.0');
  }
  return isFloat ? values.map((value) => value.replace(/\.0$/, '')) : null;
}

/** A long number as a spreadsheet shows it: its last digits are lost ("1.01235E+12"). */
export function isShortenedNumber(id: string): boolean {
  return id.includes('+') && /^\d(?:[.,]\d+)?E\+\d{2,}$/i.test(id);
}
