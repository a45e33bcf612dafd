/** Some of a catalog's products as rows of their own, for whoever asks no more than these. */
import type { SoldOut } from '../../../../contract/queue.ts';
import type { ProductRows } from '../../../../core/products/ports.ts';
import { createProductRows, type MutableProductRows } from '../../../../core/products/productRows.ts';

/** Of those that are there, named as they are or composed otherwise. Hidden ones are hidden here as well. */
export function chooseRows(
  all: ProductRows,
  ids: readonly string[],
  soldOut: SoldOut | null,
): MutableProductRows {
  const chosen = ids.flatMap((id) => all.rowOf(id) ?? []);
  const hidden = all.hidden();
  const rows = createProductRows();
  rows.setFields(all.fields);
  rows.setSoldOut(soldOut);
  rows.upsert(chosen.map(all.at));
  const isHidden = chosen.filter((row) => hidden?.[row] === 1).map(all.idAt);
  // Which one is kept is said elsewhere: here each stands for itself.
  rows.setHidden(new Map(isHidden.map((id) => [id, id])));
  return rows;
}
