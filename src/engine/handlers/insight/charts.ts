import type { Handlers } from '../../../contract/contract.ts';
import type { chartMethods } from '../../../contract/insight/charts.ts';
import { type EngineContext, requireCatalog } from '../../context.ts';

export function chartHandlers(context: EngineContext): Handlers<keyof typeof chartMethods> {
  const charts = () => requireCatalog(context).charts;
  return {
    'charts.fields': ({ view }) => charts().fields(view),
    'charts.values': ({ view, field }) => charts().values(view, field),
    'charts.cross': ({ view, field, by, most }) => charts().cross(view, field, by, most ?? null),
    'charts.pictures': ({ view }) => charts().pictures(view),
    'charts.holdPictures': async ({ view, trait, key }) => {
      const { charts: counted, selections } = requireCatalog(context);
      return selections.hold(await counted.withPicture(view, trait, key));
    },
  };
}
