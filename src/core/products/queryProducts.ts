/** Views of the catalog: filtered, searched and sorted, a window at a time. */
import { type Facet, isListFilter, type ProductSummary, type View } from '../../contract/products.ts';
import { countFacets } from './countFacets.ts';
import { orderByLists } from './orderByLists.ts';
import { createProductOrders } from './productOrder.ts';
import type { ProductColumns } from './productRows.ts';

export interface ProductQueries {
  /** A window of the view. @throws Failure `bad-input` naming an unknown field, `not-found` for a selection that is no longer held (all of these) */
  list(view: View, offset: number, limit: number): { total: number; products: ProductSummary[] };
  /** The ids of the whole view in its order. */
  ids(view: View): string[];
  /** The product's place in the view; null where the view or the catalog does not have it. */
  position(view: View, id: string): number | null;
  /** Counts per field, and the size of the view. */
  facets(view: View): { products: number; facets: Facet[] };
}

/** Views remembered: the grid, a search being typed, and the ones just left. */
const rememberedViews = 8;

export function createProductQueries(rows: ProductColumns): ProductQueries {
  const orders = createProductOrders(rows);
  const orderOf = rememberByView(rows, (view) => orderView(view));
  const facetsOf = rememberByView(rows, (view) => countFacets(rows, view));

  function orderView(view: View): Int32Array {
    const passes = rows.mask(view.where);
    const text = rows.matchText(view.text);
    const isFound = (row: number): boolean => text === null || text[row] === 1;
    const order = orders.rowsBy(view.sort).filter((row) => passes[row] === 1 && isFound(row));
    if (view.queue === undefined) return order;
    const whole = rows.mask(view.where.filter((filter) => !isListFilter(filter)));
    return orderByLists(rows, order, view.queue, (row) => whole[row] === 1 && isFound(row));
  }

  return {
    list(view, offset, limit) {
      const order = orderOf(view);
      const products: ProductSummary[] = [];
      const soldOut = rows.soldOut();
      const hidden = rows.hidden();
      for (const row of order.subarray(offset, offset + limit)) {
        const imageId = rows.imagesAt(row)[0]?.imageId ?? null;
        const isSoldOut = soldOut?.[row] === 1;
        const isHidden = hidden?.[row] === 1;
        products.push({
          id: rows.idAt(row),
          name: rows.nameAt(row),
          imageId,
          ...(isSoldOut && { isSoldOut }),
          ...(isHidden && { isHidden }),
        });
      }
      return { total: order.length, products };
    },
    ids: (view) => Array.from(orderOf(view), (row) => rows.idAt(row)),
    position(view, id) {
      const row = rows.rowOf(id);
      const position = row === undefined ? -1 : orderOf(view).indexOf(row);
      return position < 0 ? null : position;
    },
    facets: facetsOf,
  };
}

/** Keeps the answers for the last few views until the products change. */
function rememberByView<T>(rows: ProductColumns, compute: (view: View) => T): (view: View) => T {
  const answers = new Map<string, T>();
  let version = rows.version;
  return (view) => {
    if (version !== rows.version) answers.clear();
    version = rows.version;
    const key = rows.nameOfView(view);
    const answer = answers.get(key) ?? compute(view);
    answers.delete(key);
    answers.set(key, answer);
    const oldest = answers.keys().next().value;
    if (answers.size > rememberedViews && oldest !== undefined) answers.delete(oldest);
    return answer;
  };
}
