/** The numbers or dates of a field in about a dozen ranges, each of which is a filter. */
import type { Facet } from '../../contract/products.ts';
import { readScalar } from '../../contract/scalars.ts';
import type { FieldValues } from '../products/fieldColumn.ts';

export interface Range {
  readonly label: string;
  /** As a filter takes them, both inclusive; empty where no value lies within. */
  readonly min: string;
  readonly max: string;
  /** Of the values within. */
  readonly codes: readonly number[];
}

const wantedRanges = 12;

/** The same whatever is filtered, so that a range that is chosen stays one. @param span the field's, over the whole catalog */
export function rangesOf(column: FieldValues, span: NonNullable<Facet['span']>): Range[] {
  const [least, most] = [readScalar(span.min).number, readScalar(span.max).number];
  return Number.isNaN(least) || Number.isNaN(most) ? periodsOf(column) : intervalsOf(column, least, most);
}

function intervalsOf(column: FieldValues, least: number, most: number): Range[] {
  const sized = column
    .scalars()
    .flatMap(({ number }, code) => (number >= least && number <= most ? [{ number, code }] : []))
    .sort((a, b) => a.number - b.number);
  const isWhole = sized.every(({ number }) => Number.isInteger(number));
  const step = niceStep((most - least) / wantedRanges, isWhole);
  const placeOf = (number: number) => Math.floor(number / step + 1e-9);
  const byPlace = Map.groupBy(sized, ({ number }) => placeOf(number));
  const ranges: Range[] = [];
  for (let place = placeOf(least); place <= placeOf(most); place++) {
    const within = byPlace.get(place) ?? [];
    const textOf = (entry: { code: number } | undefined) => column.values[entry?.code ?? 0]?.trim() ?? '';
    ranges.push({
      label: nameInterval(place * step, step, isWhole),
      min: textOf(within[0]),
      max: textOf(within.at(-1)),
      codes: within.map(({ code }) => code),
    });
  }
  return ranges;
}

/** 1, 2 or 5 times a power of ten, at least as long as asked for. */
function niceStep(length: number, isWhole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(length));
  const step = [1, 2, 5, 10].map((times) => times * power).find((each) => each >= length) ?? length;
  return isWhole ? Math.max(1, step) : step;
}

function nameInterval(from: number, step: number, isWhole: boolean): string {
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  const write = (number: number) => number.toFixed(digits);
  if (!isWhole) return `${write(from)} to below ${write(from + step)}`;
  return step === 1 ? write(from) : `${write(from)} to ${write(from + step - 1)}`;
}

/** By year; where all are of one year, by month. */
function periodsOf(column: FieldValues): Range[] {
  const dated = column
    .scalars()
    .flatMap(({ from }, code) => (Number.isNaN(from) ? [] : [{ iso: new Date(from).toISOString(), code }]));
  const years = new Set(dated.map(({ iso }) => iso.slice(0, 'YYYY'.length)));
  const length = years.size > 1 ? 'YYYY'.length : 'YYYY-MM'.length;
  const byPeriod = Map.groupBy(dated, ({ iso }) => iso.slice(0, length));
  return [...byPeriod]
    .map(([period, within]) => ({
      label: period,
      min: period,
      max: period,
      codes: within.map(({ code }) => code),
    }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
}
