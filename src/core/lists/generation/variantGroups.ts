/** Groups of products that look nearly the same: colour variants, second photos. */
import type { ProductTable } from './productTable.ts';
import { type SearchSources, searchAll } from './searchAll.ts';

/** Cosine similarity from which two products are one group: near-identical pictures, not merely the same kind of thing. */
export const variantScore = 0.98;
/** Of a product's nearest, so many are looked at: a larger group hangs together through its members. */
const neighbours = 16;

/** By row: the row of the group's first product. @throws Failure `cancelled` */
export async function findVariantGroups(
  sources: SearchSources,
  table: ProductTable,
  onCompared: () => void,
): Promise<Int32Array> {
  const first = Int32Array.from(table.ids.keys());
  const find = (row: number): number => {
    let root = row;
    while (first[root] !== root) root = first[root] ?? root;
    for (let at = row; at !== root; ) {
      const next = first[at] ?? root;
      first[at] = root;
      at = next;
    }
    return root;
  };
  // Whatever the lists go by: these look the same.
  const queries = table.ids.map((id, row) => ({ id, row, listed: [], excluded: [], count: neighbours }));
  for await (const { query, found } of searchAll({ ...sources, metric: 'cosine' }, queries, onCompared)) {
    for (const { id, score } of found?.nearest ?? []) {
      const other = table.rowOf(id);
      if (score < variantScore || other === undefined) continue;
      const [a, b] = [find(query.row), find(other)];
      first[Math.max(a, b)] = Math.min(a, b);
    }
  }
  return first.map((_, row) => find(row));
}
