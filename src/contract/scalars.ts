/** What a text is worth where sizes are compared: a number, a date, both (a year), or neither. */

export interface Scalar {
  /** NaN where the text is no number. */
  readonly number: number;
  /** The first and the last millisecond (since 1970, UTC) that a date names; NaN where the text is no date. */
  readonly from: number;
  readonly to: number;
}

const mayBeScalar = /^[+.\d-].{0,40}$/;
const neither: Scalar = { number: Number.NaN, from: Number.NaN, to: Number.NaN };
const plainNumber = /^[+-]?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?$/i;
const isoDate =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?)?)?$/i;

/**
 * Reads a plain number ("12.50", "-3", "2011.0") and an ISO date ("2012", "2012-03", "2012-03-31", with a time; without a
 * zone in UTC). Blanks around do not count; "12,50", "€ 12" and "31.3.2012" are neither, because they can be read in two ways.
 */
export function readScalar(text: string): Scalar {
  const trimmed = text.trim();
  // Most texts of a catalog are neither, and all of them are asked.
  if (!mayBeScalar.test(trimmed)) return neither;
  const [from, to] = readDate(trimmed);
  return { number: plainNumber.test(trimmed) ? Number(trimmed) : Number.NaN, from, to };
}

export function isScalar(text: string): boolean {
  const { number, from } = readScalar(text);
  return Number.isFinite(number) || !Number.isNaN(from);
}

function readDate(text: string): readonly [from: number, to: number] {
  const [match, year = '', month = '01', day = '01', time, zone = 'Z'] = isoDate.exec(text) ?? [];
  // Date.parse would take the 30th of February for the 1st of March.
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (match === undefined || Number(day) > lastDay) return [Number.NaN, Number.NaN];
  const from = Date.parse(`${year}-${month}-${day}T${time ?? '00:00'}${zone}`);
  if (time !== undefined) return [from, from];
  const next = new Date(from);
  if (text.length > 'YYYY-MM'.length) next.setUTCDate(next.getUTCDate() + 1);
  else if (text.length > 'YYYY'.length) next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCFullYear(next.getUTCFullYear() + 1);
  return [from, next.getTime() - 1];
}

/** Bounds of a range, inclusive; what is not given does not bound. */
export interface Bounds {
  readonly min?: string | number | undefined;
  readonly max?: string | number | undefined;
}

/** "10..20", "10.." and "..20" as bounds, which may still have a problem; null for a text without two dots. */
export function parseBounds(text: string): Bounds | null {
  const at = text.indexOf('..');
  if (at === -1) return null;
  const [min, max] = [text.slice(0, at).trim(), text.slice(at + 2).trim()];
  return { ...(min !== '' && { min }), ...(max !== '' && { max }) };
}

/** As `parseBounds` reads them. */
export function formatBounds({ min = '', max = '' }: Bounds): string {
  return `${min}..${max}`;
}

/** What is wrong with the bounds of a range, in words; null where nothing is. */
export function boundsProblem({ min, max }: Bounds): string | null {
  for (const bound of [min, max]) {
    if (bound !== undefined && !isScalar(String(bound)))
      return `"${bound}" is neither a number nor a date. Write numbers as 12.50 and dates as 2012-03-31.`;
  }
  if (min === undefined && max === undefined) return 'A range needs a least value, a greatest one, or both.';
  if (min === undefined || max === undefined) return null;
  const [least, most] = [readScalar(String(min)), readScalar(String(max))];
  if (bothNumbers(least, most) ? least.number <= most.number : least.from <= most.to) return null;
  return Number.isNaN(least.number + most.number) && Number.isNaN(least.from + most.to)
    ? `${min} and ${max} cannot be compared: one is a number and the other a date.`
    : `Nothing lies from ${min} to ${max}: the first is the larger one.`;
}

function bothNumbers(one: Scalar, other: Scalar): boolean {
  return !Number.isNaN(one.number) && !Number.isNaN(other.number);
}

/**
 * A test of values against the bounds. Numbers are compared with numbers, else dates with dates: a date begins with its first
 * moment, a greatest date reaches to its last. What is neither, or cannot be compared with a bound, is in no range.
 */
export function withinBounds({ min, max }: Bounds): (value: Scalar) => boolean {
  const least = min === undefined ? null : readScalar(String(min));
  const most = max === undefined ? null : readScalar(String(max));
  return (value) =>
    (least === null ||
      (bothNumbers(value, least) ? value.number >= least.number : value.from >= least.from)) &&
    (most === null || (bothNumbers(value, most) ? value.number <= most.number : value.from <= most.to));
}
