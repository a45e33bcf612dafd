/** The products that pass the filters, all of them without any, in the order in which they came. */
import type { View } from '../../contract/products.ts';

export const allOf = (where: View['where'] = []): View => ({
  where,
  text: '',
  sort: { field: 'added', descending: false },
});
