/** The jobs that run and that ended unread, as the query cache has them. */
import { useEffect } from 'react';
import { hasEnded, type Job, type JobKind, type JobOf } from '../../contract/jobs.ts';
import { client } from './client.ts';
import { invalidate } from './queries.ts';
import { useCall } from './useCall.ts';

/** Of this kind, the newest first; asked for anew by whatever begins to look at them. */
export function useJobs<K extends JobKind>(
  kind: K,
): {
  readonly jobs: readonly JobOf<K>[];
  readonly isLoading: boolean;
} {
  const { data, isLoading } = useCall('jobs.list', {});
  useEffect(() => void invalidate(['jobs.list']), []);
  const isOfKind = (job: Job): job is JobOf<K> => job.kind === kind;
  return { jobs: (data?.jobs ?? []).filter(isOfKind), isLoading };
}

/** The one of this kind that runs now, or null. */
export function useRunningJob<K extends JobKind>(kind: K): JobOf<K> | null {
  return useJobs(kind).jobs.find((job) => !hasEnded(job)) ?? null;
}

/** The end of a job was read. */
export function dismissJob(id: string): void {
  // It may be gone already: another window read it.
  client.call('jobs.dismiss', { id }).catch(() => undefined);
}
