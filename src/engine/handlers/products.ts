import type { Handlers } from '../../contract/contract.ts';
import type { productMethods } from '../../contract/products.ts';
import { requireRow } from '../../core/search/queryVectors.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function productHandlers(context: EngineContext): Handlers<keyof typeof productMethods> {
  return {
    'products.list': ({ view, offset, limit }) => requireCatalog(context).queries.list(view, offset, limit),
    'products.ids': ({ view }) => ({ ids: requireCatalog(context).queries.ids(view) }),
    'products.facets': ({ view }) => requireCatalog(context).queries.facets(view),
    'products.position': ({ view, id }) => ({ position: requireCatalog(context).queries.position(view, id) }),
    'products.get': ({ id }) => {
      const { rows, products } = requireCatalog(context);
      const row = requireRow({ rows }, id);
      const { id: ownId, name, attributes, images } = rows.at(row);
      return {
        id: ownId,
        name,
        attributes,
        imageId: images[0]?.imageId ?? null,
        images: products.imagesOf(ownId),
        hasEmbedding: images.length > 0,
      };
    },
  };
}
