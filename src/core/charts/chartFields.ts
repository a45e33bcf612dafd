/** A chart per field: its most frequent values, or ranges where it has many numbers or dates. */
import { type ChartBar, type FieldChart, fewProducts } from '../../contract/insight/charts.ts';
import { fieldOfFilter, type View } from '../../contract/products.ts';
import type { FieldColumn } from '../products/fieldColumn.ts';
import { summariseField } from '../products/fieldSummary.ts';
import type { ProductColumns } from '../products/productRows.ts';
import { countCodes, countRows, maskOfView, orderCodes } from './countValues.ts';
import { type Range, rangesOf } from './fieldRanges.ts';

/** As many as are taken in at a glance. */
const mostBars = 12;
/** Sizes and years stand each by itself, in their order, up to here. */
const mostSizes = 24;

/** @throws Failure as `ProductRows.mask` */
export function chartFields(rows: ProductColumns, view: View): { products: number; fields: FieldChart[] } {
  const mask = maskOfView(rows, view);
  const fields = rows.fields.map((field) => {
    const others = view.where.filter((filter) => fieldOfFilter(filter) !== field);
    const isOwn = others.length < view.where.length;
    return chartField(rows, field, isOwn ? maskOfView(rows, { ...view, where: others }) : mask);
  });
  return { products: countRows(mask), fields };
}

function chartField(rows: ProductColumns, field: string, mask: Uint8Array): FieldChart {
  const column = rows.column(field);
  const counts = countCodes(column, mask);
  const missing = counts[0] ?? 0;
  const codes = orderCodes(column, counts).filter((code) => code !== 0);
  const { span } = summariseField(rows, column);
  const ranges = span !== undefined && span.distinct > mostSizes ? rangesOf(column, span) : null;
  const drawn =
    ranges === null
      ? valueBars(
          field,
          column,
          counts,
          span === undefined ? codes.slice(0, mostBars) : inOrder(column, codes),
        )
      : rangeBars(field, ranges, counts);
  const shown = drawn.flatMap(({ codes: behind }) => behind.filter((code) => (counts[code] ?? 0) > 0));
  const products = countRows(mask);
  return {
    field,
    products,
    missing,
    distinct: codes.length,
    few: codes.filter((code) => (counts[code] ?? 0) < fewProducts).length,
    kind: ranges === null ? 'values' : 'ranges',
    bars: [
      ...drawn.map(({ bar }) => bar),
      ...(missing > 0 ? [{ label: '', count: missing, filter: { field, values: [''] } }] : []),
    ],
    rest: {
      values: codes.length - shown.length,
      products: shown.reduce((left, code) => left - (counts[code] ?? 0), products - missing),
    },
  };
}

interface DrawnBar {
  readonly bar: ChartBar;
  readonly codes: readonly number[];
}

function valueBars(
  field: string,
  { values }: FieldColumn,
  counts: Int32Array,
  codes: readonly number[],
): DrawnBar[] {
  return codes.map((code) => {
    const value = values[code] ?? '';
    return {
      bar: { label: value, count: counts[code] ?? 0, filter: { field, values: [value] } },
      codes: [code],
    };
  });
}

function rangeBars(field: string, ranges: readonly Range[], counts: Int32Array): DrawnBar[] {
  return ranges.map(({ label, min, max, codes }) => {
    const count = codes.reduce((sum, code) => sum + (counts[code] ?? 0), 0);
    const filter = codes.length === 0 ? null : { kind: 'range' as const, field, min, max };
    return { bar: { label, count, filter }, codes };
  });
}

/** By size; the few values that are neither number nor date come last. */
function inOrder(column: FieldColumn, codes: readonly number[]): number[] {
  const scalars = column.scalars();
  const sizeOf = (code: number): number => {
    const { number, from } = scalars[code] ?? { number: Number.NaN, from: Number.NaN };
    const size = Number.isNaN(number) ? from : number;
    return Number.isNaN(size) ? Number.POSITIVE_INFINITY : size;
  };
  return codes.toSorted((a, b) => sizeOf(a) - sizeOf(b) || a - b).slice(0, mostSizes);
}
