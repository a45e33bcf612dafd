/** Name and picture of single products, asked for together: what is wanted in one moment is one call. */
import { useQueries, useQuery } from '@tanstack/react-query';
import type { ProductSummary } from '../../../contract/products.ts';
import { client } from '../../api/client.ts';
import { emptyView } from '../../shell/viewInAddress.ts';

/** As many as a call answers. */
const mostAtOnce = 1000;

let wanted: Map<string, PromiseWithResolvers<ProductSummary | null>> | null = null;

function askTogether(id: string): Promise<ProductSummary | null> {
  if (wanted === null || wanted.size >= mostAtOnce) {
    const together = new Map<string, PromiseWithResolvers<ProductSummary | null>>();
    wanted = together;
    setTimeout(() => {
      if (wanted === together) wanted = null;
      void answer(together);
    }, 0);
  }
  const known = wanted.get(id) ?? Promise.withResolvers<ProductSummary | null>();
  wanted.set(id, known);
  return known.promise;
}

async function answer(together: ReadonlyMap<string, PromiseWithResolvers<ProductSummary | null>>) {
  try {
    const view = { ...emptyView, where: [{ kind: 'ids' as const, ids: [...together.keys()] }] };
    const { products } = await client.call('products.list', { view, offset: 0, limit: mostAtOnce });
    const byId = new Map(products.map((product) => [product.id, product]));
    for (const [id, { resolve }] of together) resolve(byId.get(id) ?? null);
  } catch (thrown) {
    for (const { reject } of together.values()) reject(thrown);
  }
}

/** Asked for again with lists of products. */
function summaryQuery(id: string) {
  return { queryKey: ['products.list', 'one', id] as const, queryFn: () => askTogether(id) };
}

/** In the order of the ids; null where it is not known yet, or there is no such product any more. */
export function useSummaries(ids: readonly string[]): readonly (ProductSummary | null)[] {
  return useQueries({ queries: ids.map(summaryQuery) }).map(({ data }) => data ?? null);
}

export function useSummary(id: string | null): ProductSummary | null {
  return useQuery({ ...summaryQuery(id ?? ''), enabled: id !== null }).data ?? null;
}
