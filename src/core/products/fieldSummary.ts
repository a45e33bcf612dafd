/** What can be said of a field over the whole catalog, whatever is filtered. */
import type { Facet } from '../../contract/products.ts';
import type { FieldColumn } from './fieldColumn.ts';
import type { ProductRows } from './ports.ts';

export interface FieldSummary {
  /** Values that a product has now, "no value" not counted. */
  readonly distinct: number;
  readonly span: Facet['span'];
}

/** A field of numbers may have a few values like "free"; one of words with a few numbers is none. */
const leastShare = 0.9;

const remembered = new WeakMap<FieldColumn, { readonly version: number; readonly summary: FieldSummary }>();

/** Remembered until the products change. */
export function summariseField(rows: ProductRows, column: FieldColumn): FieldSummary {
  const known = remembered.get(column);
  if (known?.version === rows.version) return known.summary;
  // The dictionary holds values of removed products too.
  const isHeld = new Uint8Array(column.values.length);
  for (let row = 0; row < rows.rowCount; row++) isHeld[column.codeAt(row)] = 1;
  const codes: number[] = [];
  for (let code = 1; code < isHeld.length; code++) if (isHeld[code] === 1) codes.push(code);
  const summary = {
    distinct: codes.length,
    span:
      findSpan(column, codes, (code) => column.scalars()[code]?.number ?? Number.NaN) ??
      findSpan(column, codes, (code) => column.scalars()[code]?.from ?? Number.NaN),
  };
  remembered.set(column, { version: rows.version, summary });
  return summary;
}

/** From the least to the greatest value, as they are written; undefined where too few have a size. */
function findSpan(
  { values }: FieldColumn,
  codes: readonly number[],
  sizeOf: (code: number) => number,
): Facet['span'] {
  let [least, most] = [-1, -1];
  let sized = 0;
  for (const code of codes) {
    const size = sizeOf(code);
    if (Number.isNaN(size)) continue;
    sized++;
    if (least < 0 || size < sizeOf(least)) least = code;
    if (most < 0 || size > sizeOf(most)) most = code;
  }
  if (sized === 0 || sized < codes.length * leastShare) return undefined;
  return { min: values[least]?.trim() ?? '', max: values[most]?.trim() ?? '', distinct: codes.length };
}
