import { useQueries } from '@tanstack/react-query';
import type { Failure } from '../../../contract/failure.ts';
import type { Product } from '../../../contract/products.ts';
import { callQuery, useCall } from '../../api/useCall.ts';
import { knownProduct } from '../search/knownProduct.ts';

/** One of the compared products, as far as it is known yet. */
export interface Compared {
  readonly id: string;
  readonly name: string;
  readonly imageId: string | null;
  /** Null until it is here, and where there is no such product. */
  readonly product: Product | null;
  readonly failure: Failure | null;
  /** Cosine similarity to the product that all are measured by; null where it is not known. */
  readonly score: number | null;
}

/** @param measure the product whose look-alikes the others are */
export function useCompared(ids: readonly string[], measure: string): readonly Compared[] {
  const products = useQueries({ queries: ids.map((id) => callQuery('products.get', { id })) });
  const others = ids.filter((id) => id !== measure);
  const found = useCall(
    'search.similar',
    {
      query: { kind: 'product', id: measure },
      k: Math.max(1, others.length),
      where: [{ kind: 'ids', ids: others }],
    },
    { enabled: others.length > 0 },
  );
  return ids.map((id, at) => {
    const { data = null, error = null, isPending = true } = products[at] ?? {};
    const known = data ?? (isPending ? knownProduct(id) : null);
    return {
      id,
      name: known?.name || id,
      imageId: known?.imageId ?? null,
      product: data,
      // The cast: whatever `callQuery` throws is a Failure.
      failure: error as Failure | null,
      score: found.data?.results.find((result) => result.id === id)?.score ?? null,
    };
  });
}
