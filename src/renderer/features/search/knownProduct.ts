import type { Output } from '../../../contract/contract.ts';
import type { Attributes } from '../../../contract/products.ts';
import { queryClient } from '../../api/queries.ts';

/** What a tile showed of a product. */
export interface KnownProduct {
  readonly name: string;
  readonly imageId: string | null;
  readonly attributes: Attributes;
}

/** What was on screen of a product a moment ago, as a look-alike or in the library; null where it was not. */
export function knownProduct(id: string): KnownProduct | null {
  for (const [, found] of queryClient.getQueriesData<Output<'search.similar'>>({
    queryKey: ['search.similar'],
  })) {
    const result = found?.results.find((each) => each.id === id);
    if (result !== undefined) return result;
  }
  for (const [, page] of queryClient.getQueriesData<Output<'products.list'>>({
    queryKey: ['products.list'],
  })) {
    const product = page?.products.find((each) => each.id === id);
    if (product !== undefined) return { ...product, attributes: {} };
  }
  return null;
}
