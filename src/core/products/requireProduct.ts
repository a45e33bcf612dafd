import { Failure } from '../../contract/failure.ts';
import type { ProductRows } from './ports.ts';

/** The row of a product. @throws Failure `not-found` naming the id */
export function requireRow(rows: ProductRows, id: string): number {
  const row = rows.rowOf(id);
  if (row === undefined) {
    throw new Failure(
      'not-found',
      `There is no product ${id} in this catalog. Check its id, or import it first.`,
    );
  }
  return row;
}

/** The product's own id, which may be composed otherwise than the one that was given. @throws Failure `not-found` */
export function requireId(rows: ProductRows, id: string): string {
  return rows.idAt(requireRow(rows, id));
}
