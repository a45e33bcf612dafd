/** Chosen products of a catalog on this machine, each with each. */
import { compareEach } from '../../../core/matrix/compareEach.ts';
import type { MatrixPort } from '../../../core/matrix/ports.ts';
import { nothingTuned } from '../../../core/tuning/failures.ts';
import type { OpenCatalog } from '../loadCatalog.ts';

export function createLocalMatrix({ rows, index, tuning }: OpenCatalog): MatrixPort {
  return {
    async compare(ids, metric) {
      const plain = index();
      if (metric !== 'tuned') return compareEach({ rows, index: plain }, ids, metric);
      const tuned = tuning.over(plain)();
      if (tuned === null) throw nothingTuned();
      return compareEach({ rows, index: tuned }, ids, metric);
    },
  };
}
