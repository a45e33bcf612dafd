/** The work of laying out: started here, followed wherever it was started. */
import { useEffect, useState } from 'react';
import { asFailure, Failure } from '../../../../contract/failure.ts';
import { hasEnded, type JobOf } from '../../../../contract/jobs.ts';
import type { MapMethod } from '../../../../contract/map.ts';
import { client } from '../../../api/client.ts';
import { invalidate } from '../../../api/queries.ts';
import { dismissJob, useJobs } from '../../../api/useJobs.ts';
import { tellFailure } from '../../../shell/toasts.ts';

export interface MapJob {
  /** The one that runs, whichever way it lays out; null where none does. */
  readonly running: JobOf<'map'> | null;
  readonly failure: Failure | null;
  start(): Promise<void>;
  cancel(): void;
}

export function useMapJob(method: MapMethod): MapJob {
  const { jobs } = useJobs('map');
  const [problem, setProblem] = useState<Failure | null>(null);
  const running = jobs.find((job) => !hasEnded(job)) ?? null;
  const ofMethod = jobs.filter((job) => hasEnded(job) && job.detail.method === method);
  const failed = ofMethod.find(({ state }) => state === 'failed' || state === 'interrupted');
  const read = ofMethod.filter(({ state }) => state === 'done' || state === 'cancelled');

  // The map itself tells the end.
  useEffect(() => {
    for (const { id } of read) dismissJob(id);
  }, [read]);

  return {
    running,
    failure:
      problem ??
      (running === null && failed !== undefined
        ? new Failure('internal', failed.message ?? 'It ended before it was done. Try again.')
        : null),
    async start() {
      setProblem(null);
      for (const { id } of ofMethod) dismissJob(id);
      try {
        await client.call('map.start', { method });
        await invalidate(['jobs.list']);
      } catch (thrown) {
        setProblem(asFailure(thrown));
      }
    },
    cancel() {
      if (running === null) return;
      client
        .call('jobs.cancel', { id: running.id })
        .catch((thrown: unknown) => tellFailure('It goes on.', thrown));
    },
  };
}
