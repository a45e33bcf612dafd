/** The jobs that run and that ended unread, as the query cache has them. */
import { useEffect, useState } from 'react';
import { hasEnded, type Job, type JobKind, type JobOf } from '../../contract/jobs.ts';
import { client } from './client.ts';
import { invalidate } from './queries.ts';
import { useCall, useEvent } from './useCall.ts';

/** Of this kind, the newest first; asked for anew by whatever begins to look at them. */
export function useJobs<K extends JobKind>(
  kind: K,
): {
  readonly jobs: readonly JobOf<K>[];
  readonly isLoading: boolean;
} {
  const { data, isLoading } = useCall('jobs.list', {});
  useEffect(() => void invalidate(['jobs.list']), []);
  const isUnread = (job: Job): job is JobOf<K> => job.kind === kind && !dismissed.has(job.id);
  return { jobs: (data?.jobs ?? []).filter(isUnread), isLoading };
}

/** The last one of this kind that ended under these eyes; by now another window may have read it, and it is listed no longer. */
export function useLastEnd<K extends JobKind>(kind: K): JobOf<K> | null {
  const [last, setLast] = useState<JobOf<K> | null>(null);
  const isOfKind = (job: Job | null): job is JobOf<K> => job?.kind === kind;
  useEvent('jobs.changed', ({ job }) => {
    if (isOfKind(job) && hasEnded(job)) setLast(job);
  });
  return last;
}

/** The one of this kind that runs now, or null. */
export function useRunningJob<K extends JobKind>(kind: K): JobOf<K> | null {
  return useJobs(kind).jobs.find((job) => !hasEnded(job)) ?? null;
}

/** Ends that this window has read: they may stay in the list until the engine has heard of it. */
const dismissed = new Set<string>();

/** The end of a job was read. */
export function dismissJob(id: string): void {
  if (dismissed.has(id)) return;
  dismissed.add(id);
  // Where the engine cannot be reached, it is listed again by its next answer, and read here all the same.
  client.call('jobs.dismiss', { id }).catch(() => undefined);
}
