import type { Handlers } from '../../contract/contract.ts';
import type { Attributes, productMethods } from '../../contract/products.ts';
import { requireId, requireRow } from '../../core/search/queryVectors.ts';
import { requireField } from '../../core/search/sameFilters.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function productHandlers(context: EngineContext): Handlers<keyof typeof productMethods> {
  return {
    'products.list': ({ view, offset, limit }) => requireCatalog(context).queries.list(view, offset, limit),
    'products.ids': ({ view }) => ({ ids: requireCatalog(context).queries.ids(view) }),
    'products.facets': ({ view }) => requireCatalog(context).queries.facets(view),
    'products.position': ({ view, id }) => ({ position: requireCatalog(context).queries.position(view, id) }),
    'products.correct': ({ id, field, value }) => {
      const catalog = requireCatalog(context);
      const productId = requireId(catalog, id);
      requireField(catalog.rows, field);
      const previous = catalog.curation.correct({ productId, field, value });
      catalog.refresh([productId]);
      context.events.emit('products.changed', { products: catalog.rows.productCount });
      return { previous };
    },
    'products.get': ({ id }) => {
      const { rows, products, curation } = requireCatalog(context);
      const row = requireRow({ rows }, id);
      const { id: ownId, name, attributes, images } = rows.at(row);
      return {
        id: ownId,
        name,
        attributes,
        corrected: asImported(
          products.recordsOf([ownId], null)[0]?.attributes,
          curation.correctionsOf(ownId),
        ),
        imageId: images[0]?.imageId ?? null,
        images: products.imagesOf(ownId),
        hasEmbedding: images.length > 0,
      };
    },
  };
}

/** What the metadata says of the corrected fields. */
function asImported(
  attributes: Attributes | undefined,
  corrections: Readonly<Record<string, string>> | undefined,
): Attributes {
  const fields = Object.keys(corrections ?? {});
  return Object.fromEntries(fields.map((field) => [field, attributes?.[field] ?? '']));
}
