import type { Handlers } from '../../../contract/contract.ts';
import type { mapMethods } from '../../../contract/insight/map.ts';
import { type EngineContext, requireCatalog } from '../../context.ts';
import { exportMap } from '../../map/exportMap.ts';
import { startMap } from '../../map/mapJob.ts';

export function mapHandlers(context: EngineContext): Handlers<keyof typeof mapMethods> {
  return {
    'map.layout': ({ method }) => requireCatalog(context).map.layout(method),
    'map.start': async (order) => ({ jobId: await startMap(context, requireCatalog(context), order) }),
    'map.export': (options) => exportMap(requireCatalog(context), options),
  };
}
