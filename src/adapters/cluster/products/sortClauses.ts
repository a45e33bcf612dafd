/** The order of a view: that of `core/products/productOrder.ts`. */
import type { Sort } from '../../../contract/products.ts';
import { fieldPrefix, ownOrders } from '../format/terms.ts';
import { requireField } from './filterQuery.ts';
import type { FilterSource } from './filterSource.ts';

/** Before every key, and behind every key. */
const [first, last] = ['', '\uffff'];

/** The one of the product's terms that begins with the field; what has none comes last either way. */
const findTerm =
  "for (term in doc['order']) { if (term.startsWith(params.prefix)) { return term } } return params.none";

/** Equal ones stand in the order in which they came. @throws Failure `bad-input` naming an unknown field */
export function sortClauses({ field, descending }: Sort, source: Pick<FilterSource, 'fields'>): object[] {
  const direction = descending ? 'desc' : 'asc';
  if (field === 'added') return [{ place: direction }];
  if (field !== 'id' && field !== 'name') requireField(field, source);
  const prefix = fieldPrefix(field === 'id' || field === 'name' ? ownOrders[field] : field);
  const script = {
    lang: 'painless',
    source: findTerm,
    params: { prefix, none: descending ? first : last },
  };
  return [{ _script: { type: 'string', order: direction, script } }, { place: 'asc' }];
}
