/** An export that runs, as jobs are listed. */
import type { JobOf } from '../../src/contract/jobs.ts';

export const running: JobOf<'export'> = {
  id: 'a',
  kind: 'export',
  state: 'running',
  progress: null,
  detail: { products: 0, totalProducts: 12, rows: 0, file: '/lists/lists.csv' },
  canPause: false,
  startedAt: '2026-01-01T10:00:00.000Z',
  endedAt: null,
  message: null,
  result: null,
};
