/** Two fields against each other. */
import { Failure } from '../../contract/failure.ts';
import type { View } from '../../contract/products.ts';
import type { ProductColumns } from '../products/productRows.ts';
import { countCodes, countRows, maskOfView, orderCodes } from './countValues.ts';

/** As JSON a few megabytes. */
const mostCells = 1_000_000;

export interface CrossTable {
  readonly products: number;
  readonly values: string[];
  readonly columns: string[];
  readonly counts: number[][];
  readonly distinct: { values: number; columns: number };
}

/** @throws Failure `bad-input` for an unknown field, or where the table would be too large */
export function crossFields(
  rows: ProductColumns,
  view: View,
  field: string,
  by: string,
  most: number | null,
): CrossTable {
  const [down, across] = [rows.column(field), rows.column(by)];
  const mask = maskOfView(rows, view);
  const all = {
    down: orderCodes(down, countCodes(down, mask)),
    across: orderCodes(across, countCodes(across, mask)),
  };
  const distinct = { values: all.down.length, columns: all.across.length };
  const [downCodes, acrossCodes] = [
    all.down.slice(0, most ?? undefined),
    all.across.slice(0, most ?? undefined),
  ];
  if (downCodes.length * acrossCodes.length > mostCells) {
    throw new Failure(
      'bad-input',
      `${field} has ${distinct.values} different values and ${by} has ${distinct.columns}: the table would have more than a million cells. Choose a field with fewer values, or filter first.`,
    );
  }
  const downPlaces = placesOf(downCodes, down.values.length);
  const acrossPlaces = placesOf(acrossCodes, across.values.length);
  const counts = downCodes.map(() => new Array<number>(acrossCodes.length).fill(0));
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] !== 1) continue;
    const line = counts[downPlaces[down.codeAt(row)] ?? -1];
    const at = acrossPlaces[across.codeAt(row)] ?? -1;
    if (line !== undefined && at >= 0) line[at] = (line[at] ?? 0) + 1;
  }
  return {
    products: countRows(mask),
    values: downCodes.map((code) => down.values[code] ?? ''),
    columns: acrossCodes.map((code) => across.values[code] ?? ''),
    counts,
    distinct,
  };
}

/** By code; -1 for one that has no place. */
function placesOf(codes: readonly number[], length: number): Int32Array {
  const places = new Int32Array(length).fill(-1);
  for (const [place, code] of codes.entries()) places[code] = place;
  return places;
}
