import type { Handlers } from '../../contract/contract.ts';
import type { productMethods } from '../../contract/products.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function productHandlers(context: EngineContext): Handlers<keyof typeof productMethods> {
  const products = () => requireCatalog(context).products;
  return {
    'products.list': ({ view, offset, limit }) => products().list(view, offset, limit),
    'products.ids': async ({ view }) => ({ ids: await products().ids(view) }),
    'products.facets': ({ view }) => products().facets(view),
    'products.position': async ({ view, id }) => ({ position: await products().position(view, id) }),
    'products.correct': async ({ id, field, value }) => {
      const catalog = requireCatalog(context);
      const [previous = null] = await catalog.corrections.correct([{ productId: id, field, value }]);
      context.events.emit('products.changed', { products: await catalog.products.count() });
      return { previous };
    },
    'products.get': ({ id }) => products().get(id),
  };
}
