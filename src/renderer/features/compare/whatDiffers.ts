/** Attributes of compared products beside each other. */
import type { Attributes } from '../../../contract/products.ts';

export interface ComparedField {
  readonly field: string;
  /** In the order of the products; the empty string for none. */
  readonly values: readonly string[];
  /** Which of them are not as the champion's. */
  readonly differs: readonly boolean[];
}

/**
 * The fields of which any product has a value, in the catalog's order.
 * @param products null for one that is not known: it differs from nothing
 * @param champion whose values the others are held against; null: the first that is known
 */
export function compareFields(
  products: readonly (Attributes | null)[],
  champion: Attributes | null,
  fields: readonly string[],
): ComparedField[] {
  const measure = champion ?? products.find((each) => each !== null) ?? {};
  return fields
    .map((field) => ({
      field,
      values: products.map((attributes) => attributes?.[field] ?? ''),
      differs: products.map(
        (attributes) => attributes !== null && (attributes[field] ?? '') !== (measure[field] ?? ''),
      ),
    }))
    .filter(({ values }) => values.some((value) => value !== ''));
}

export function onlyWhatDiffers(rows: readonly ComparedField[]): ComparedField[] {
  return rows.filter(({ differs }) => differs.includes(true));
}
