import { describe, expect, it } from 'vitest';
import type { JobOf } from '../../src/contract/jobs.ts';
import { describeEnd } from '../../src/main/jobs/jobEnds.ts';

const exportJob: JobOf<'export'> = {
  id: 'a',
  kind: 'export',
  state: 'done',
  progress: 1,
  detail: { products: 12, totalProducts: 12, rows: 120, file: '/lists/lists.csv' },
  canPause: false,
  startedAt: '2026-01-01T10:00:00.000Z',
  endedAt: '2026-01-01T10:00:10.000Z',
  message: null,
  result: null,
};

describe('a notification', () => {
  it('tells the end of a long export, and where its file is', () => {
    expect(describeEnd(exportJob)).toEqual({ title: 'Export finished', body: '/lists/lists.csv' });
  });

  it('tells the end of a map, and how many products it shows', () => {
    const result = { method: 'umap', points: 43_231, seconds: 90, trustworthiness: 0.97 } as const;
    const map = {
      ...exportJob,
      kind: 'map',
      detail: { method: 'umap', step: 'layout', done: 1 },
      result,
    } as const;
    expect(describeEnd(map)).toEqual({ title: 'Map finished', body: '43,231 products' });
  });

  it('of a tuning tells what was found', () => {
    const result = {
      accepted: true,
      reason: 'More agree than with cosine.',
      isKept: true,
      seconds: 80,
      products: 43_231,
      gain: { mean: 0.02, low: 0.01, high: 0.03 },
      fields: [],
    };
    const tuning = { ...exportJob, kind: 'tune', detail: { step: 'learn', done: 1 }, result } as const;
    expect(describeEnd(tuning)).toEqual({ title: 'Tuning finished', body: result.reason });
  });

  it('tells why it did not come to its end', () => {
    const failed = { ...exportJob, state: 'failed', message: 'The disk is full.' } as const;
    expect(describeEnd(failed)).toEqual({ title: 'Export not finished', body: 'The disk is full.' });
  });

  it('is not made for what ended at once, what the person ended, and what nobody waits for', () => {
    expect(describeEnd({ ...exportJob, endedAt: '2026-01-01T10:00:09.999Z' })).toBeNull();
    expect(describeEnd({ ...exportJob, state: 'cancelled' })).toBeNull();
    const verify = { ...exportJob, kind: 'verify', detail: { done: 1, total: 1 }, result: null } as const;
    expect(describeEnd(verify)).toBeNull();
  });
});
