import { Failure } from '../../contract/failure.ts';
import type { Region } from '../../contract/search.ts';
import type { PicturesPort } from '../catalogs/ports.ts';
import type { ProductsPort } from '../products/ports.ts';
import type { SeenPicture } from './ports.ts';
import { requireRegion } from './region.ts';

/** A part of a product's first picture. @throws Failure `not-found`; `bad-input` for a part that cannot be */
export async function partOfProduct(
  {
    products,
    pictures,
  }: { readonly products: Pick<ProductsPort, 'get'>; readonly pictures: Pick<PicturesPort, 'seePart'> },
  productId: string,
  region: Region,
): Promise<SeenPicture> {
  requireRegion(region);
  const { id, imageId } = await products.get(productId);
  if (imageId === null)
    throw new Failure('not-found', `Product ${id} has no picture that a part could be taken of.`);
  return pictures.seePart(imageId, region);
}
