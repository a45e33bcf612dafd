import { memo } from 'react';
import type { ProductSummary } from '../../../../contract/products.ts';
import { Thumbnail } from '../../../components/pictures/Thumbnail.tsx';
import { SoldOutBadge } from '../SoldOutBadge.tsx';
import './ProductTile.css';

/** Height of what stands under the picture. */
export const productCaptionPx = 24;

/** A product in the grid; without one, the placeholder of its size. */
export const ProductTile = memo(function ProductTile({
  product,
}: {
  readonly product: ProductSummary | undefined;
}) {
  return (
    <div className="product-tile">
      <div className="product-tile-picture">
        {product === undefined ? (
          <span className="thumbnail" />
        ) : (
          <Thumbnail imageId={product.imageId} alt="" />
        )}
        {product?.isSoldOut === true ? <SoldOutBadge /> : null}
      </div>
      <div className="product-tile-name one-line" title={product?.name}>
        {product?.name || product?.id || ' '}
      </div>
    </div>
  );
});
