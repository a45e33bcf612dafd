/** The order of look-alikes that was learned last: in a file of the catalog's folder. */
import { z } from 'zod';
import { learnedRankingSchema } from '../../contract/insight/ranking.ts';
import type { KeptRanking, QualityPort } from '../../core/quality/ports.ts';
import { createJsonFile } from '../jsonFile.ts';

const keptRankingSchema = z.object({ ranking: learnedRankingSchema, isUsed: z.boolean() }).nullable();

export function createKeptRanking(file: string): Pick<QualityPort, 'ranking' | 'keepRanking'> {
  const rankingFile = createJsonFile(file, keptRankingSchema, null);
  /** Undefined until it is asked for. */
  let kept: KeptRanking | null | undefined;
  return {
    async ranking() {
      if (kept === undefined) kept = rankingFile.read();
      return kept;
    },
    async keepRanking(next) {
      rankingFile.write(next);
      kept = next;
    },
  };
}
