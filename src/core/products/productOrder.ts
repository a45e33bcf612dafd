/** Orders of all products by id, name, time of arrival or an attribute, kept between queries and brought up to date. */
import type { Sort } from '../../contract/products.ts';
import type { FieldColumn } from './fieldColumn.ts';
import type { ProductColumns } from './productRows.ts';
import { naturalKey } from './textTokens.ts';

export interface ProductOrders {
  /**
   * Living rows in the order asked for; equal ones in the order in which they came, products without a value last.
   * @throws Failure `bad-input` naming an unknown field
   */
  rowsBy(sort: Sort): Int32Array;
}

export function createProductOrders(rows: ProductColumns): ProductOrders {
  const byId = createTextOrder(rows, rows.idAt);
  const byName = createTextOrder(rows, rows.nameAt);
  return {
    rowsBy({ field, descending }) {
      if (field === 'added') return arrivalOrder(rows, descending);
      if (field === 'id') return byId.rows(descending);
      if (field === 'name') return byName.rows(descending);
      return orderByColumn(rows, rows.column(field), descending);
    },
  };
}

function arrivalOrder(rows: ProductColumns, descending: boolean): Int32Array {
  const order = new Int32Array(rows.productCount);
  let length = 0;
  for (let row = 0; row < rows.rowCount; row++) if (rows.isAlive(row)) order[length++] = row;
  return descending ? order.reverse() : order;
}

/**
 * Sorting starts from the order of the last time: JavaScript's sort finds its sorted runs, so a batch of an
 * import costs a merge rather than a new sort.
 */
function createTextOrder(rows: ProductColumns, textAt: (row: number) => string) {
  const texts: string[] = [];
  const keys: string[] = [];
  let order: number[] = [];
  let version = -1;

  function update(): void {
    for (let row = 0; row < rows.rowCount; row++) {
      const text = textAt(row);
      if (texts[row] === text) continue;
      texts[row] = text;
      keys[row] = naturalKey(text);
    }
    const isListed = new Uint8Array(rows.rowCount);
    const next: number[] = [];
    for (const row of order) {
      if (!rows.isAlive(row)) continue;
      isListed[row] = 1;
      next.push(row);
    }
    for (let row = 0; row < rows.rowCount; row++)
      if (isListed[row] === 0 && rows.isAlive(row)) next.push(row);
    order = next.sort((a, b) => compareKeys(keys[a] ?? '', keys[b] ?? '') || a - b);
    version = rows.version;
  }

  return {
    rows(descending: boolean): Int32Array {
      if (version !== rows.version) update();
      return descending ? reverseGroups(order, (row) => keys[row] ?? '') : Int32Array.from(order);
    },
  };
}

/** Reverses an order, but keeps rows with equal keys as they stand. */
function reverseGroups(order: readonly number[], keyAt: (row: number) => string): Int32Array {
  const reversed = new Int32Array(order.length);
  let end = order.length;
  let at = 0;
  while (end > 0) {
    let start = end - 1;
    const key = keyAt(order[start] ?? 0);
    while (start > 0 && keyAt(order[start - 1] ?? 0) === key) start--;
    for (let from = start; from < end; from++) reversed[at++] = order[from] ?? 0;
    end = start;
  }
  return reversed;
}

/** A counting sort over the ranks of the column's values. */
function orderByColumn(rows: ProductColumns, column: FieldColumn, descending: boolean): Int32Array {
  const ranks = rankValues(column, descending);
  const starts = new Int32Array(column.values.length + 1);
  for (let row = 0; row < rows.rowCount; row++) {
    if (!rows.isAlive(row)) continue;
    const next = (ranks[column.codeAt(row)] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let rank = 1; rank < starts.length; rank++)
    starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
  const order = new Int32Array(rows.productCount);
  for (let row = 0; row < rows.rowCount; row++) {
    if (!rows.isAlive(row)) continue;
    const rank = ranks[column.codeAt(row)] ?? 0;
    const at = starts[rank] ?? 0;
    order[at] = row;
    starts[rank] = at + 1;
  }
  return order;
}

/** The place of each code among the values: numbers before words, "no value" (code 0) last either way. */
export function rankValues(column: FieldColumn, descending: boolean): Int32Array {
  const entries = column.values.slice(1).map((value, index) => ({
    code: index + 1,
    number: value.trim() === '' ? Number.NaN : Number(value),
    key: naturalKey(value),
  }));
  entries.sort((a, b) => {
    const isNumberA = Number.isFinite(a.number);
    const isNumberB = Number.isFinite(b.number);
    if (isNumberA && isNumberB) return a.number - b.number || a.code - b.code;
    if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
    return compareKeys(a.key, b.key) || a.code - b.code;
  });
  if (descending) entries.reverse();
  const ranks = new Int32Array(column.values.length);
  entries.forEach(({ code }, rank) => {
    ranks[code] = rank;
  });
  ranks[0] = entries.length;
  return ranks;
}

function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
