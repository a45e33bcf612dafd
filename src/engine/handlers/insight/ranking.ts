import type { Handlers } from '../../../contract/contract.ts';
import type { rankingMethods } from '../../../contract/insight/ranking.ts';
import { type EngineContext, requireCatalog } from '../../context.ts';
import { readStanding, startLearning } from '../../quality/learningJob.ts';
import { noBetterOrder } from '../../quality/rankingFor.ts';

export function rankingHandlers(context: EngineContext): Handlers<keyof typeof rankingMethods> {
  return {
    'ranking.learn': async () => ({ jobId: await startLearning(context, requireCatalog(context)) }),
    'ranking.get': async () => {
      const catalog = requireCatalog(context);
      const kept = await catalog.quality.ranking();
      return {
        standing: await readStanding(catalog),
        ranking: kept?.ranking ?? null,
        isUsed: kept?.isUsed ?? false,
      };
    },
    'ranking.use': async ({ isUsed }) => {
      const { quality } = requireCatalog(context);
      const kept = await quality.ranking();
      if (isUsed && kept?.ranking.isBetter !== true) throw noBetterOrder();
      if (kept !== null && kept.isUsed !== isUsed) {
        await quality.keepRanking({ ...kept, isUsed });
        context.events.emit('ranking.changed', {});
      }
      return {};
    },
  };
}
