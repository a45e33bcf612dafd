import { useMemo } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import type { Attributes, ProductImage } from '../../../contract/products.ts';
import { useCall } from '../../api/useCall.ts';
import { knownProduct } from './knownProduct.ts';
import type { Query } from './lookAlikesAddress.ts';

/** What a query is about, as far as it is known yet. */
export interface QuerySubject {
  readonly query: Query;
  readonly imageId: string | null;
  readonly name: string;
  /** The product's id; for an image from outside, its size in pixels. */
  readonly caption: string;
  readonly attributes: Attributes;
  readonly images: readonly ProductImage[];
  readonly isWaiting: boolean;
  readonly failure: Failure | null;
}

export function useQuerySubject(query: Query): QuerySubject {
  const isProduct = query.kind === 'product';
  const product = useCall('products.get', { id: isProduct ? query.id : '' }, { enabled: isProduct });
  const outside = useCall(
    'search.getOutsideImage',
    { imageId: isProduct ? '' : query.imageId },
    { enabled: !isProduct },
  );
  return useMemo(() => {
    if (query.kind === 'product') {
      const known = product.data ?? (product.isPending ? knownProduct(query.id) : null);
      return {
        query,
        imageId: known?.imageId ?? null,
        name: known?.name || query.id,
        caption: query.id,
        attributes: known?.attributes ?? {},
        images: product.data?.images ?? [],
        isWaiting: product.isPending,
        failure: product.error,
      };
    }
    return {
      query,
      imageId: query.imageId,
      name: outside.data?.name ?? 'Image from outside',
      caption:
        outside.data === undefined
          ? 'Not in the catalog'
          : `Not in the catalog · ${outside.data.width} × ${outside.data.height}`,
      attributes: {},
      images: [],
      isWaiting: outside.isPending,
      failure: outside.error,
    };
  }, [query, product.data, product.isPending, product.error, outside.data, outside.isPending, outside.error]);
}
