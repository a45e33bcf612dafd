/** Work of a place: started there, followed wherever it was started, its ends read there. */
import { useEffect, useState } from 'react';
import { asFailure, Failure } from '../../contract/failure.ts';
import { hasEnded, type Job, type JobOf } from '../../contract/jobs.ts';
import { client } from '../api/client.ts';
import { invalidate } from '../api/queries.ts';
import { dismissJob, useJobs } from '../api/useJobs.ts';
import { tellFailure } from './toasts.ts';

export interface StartedJob<K extends Job['kind']> {
  /** Whoever started it; null where none runs. */
  readonly running: JobOf<K> | null;
  /** Why the last one could not begin, or ended before it was done. */
  readonly failure: Failure | null;
  start(begin: () => Promise<unknown>): Promise<void>;
  cancel(): void;
}

/**
 * @param ofPlace the ended jobs of this kind that are the place's
 * @param onRead told of each that was done or cancelled, which the place itself shows
 */
export function useStartedJob<K extends Job['kind']>(
  kind: K,
  ofPlace: (job: JobOf<K>) => boolean = () => true,
  onRead: (job: JobOf<K>) => void = () => undefined,
): StartedJob<K> {
  const { jobs } = useJobs(kind);
  const [problem, setProblem] = useState<Failure | null>(null);
  const running = jobs.find((job) => !hasEnded(job)) ?? null;
  const ended = jobs.filter((job) => hasEnded(job) && ofPlace(job));
  const failed = ended.find(({ state }) => state === 'failed' || state === 'interrupted');
  const read = ended.filter(({ state }) => state === 'done' || state === 'cancelled');

  useEffect(() => {
    for (const job of read) {
      onRead(job);
      dismissJob(job.id);
    }
  }, [read, onRead]);

  return {
    running,
    failure:
      problem ??
      (running === null && failed !== undefined
        ? new Failure('internal', failed.message ?? 'It ended before it was done. Try again.')
        : null),
    async start(begin) {
      setProblem(null);
      for (const { id } of ended) dismissJob(id);
      try {
        await begin();
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
