import type { Handlers } from '../../../contract/contract.ts';
import { Failure } from '../../../contract/failure.ts';
import type { mapColourMethods } from '../../../contract/insight/mapColours.ts';
import { scaleOfField } from '../../../core/map/scaleOfField.ts';
import { type EngineContext, requireCatalog } from '../../context.ts';

export function mapColourHandlers(context: EngineContext): Handlers<keyof typeof mapColourMethods> {
  return {
    async 'map.colours'({ method, field, most }) {
      const { map, products } = requireCatalog(context);
      await products.check([], [field]);
      const layout = await map.layout(method);
      if (layout === null)
        throw new Failure('not-found', 'The catalog was not laid out yet: lay it out first.');
      const records = await products.recordsOf(layout.points.ids, [field]);
      const values = records.map((record) => record?.attributes[field] ?? '');
      return { madeAt: layout.madeAt, scale: scaleOfField(values, most) };
    },
  };
}
