/** The search for duplicates: started here, followed wherever it was started. */
import { useEffect, useState } from 'react';
import type { Input } from '../../../contract/contract.ts';
import { asFailure, Failure } from '../../../contract/failure.ts';
import { hasEnded, type JobOf } from '../../../contract/jobs.ts';
import { client } from '../../api/client.ts';
import { invalidate } from '../../api/queries.ts';
import { dismissJob, useJobs } from '../../api/useJobs.ts';
import { formatCounted } from '../../components/format.ts';
import { announce, tellFailure } from '../../shell/toasts.ts';

export interface DuplicatesJob {
  readonly running: JobOf<'duplicates'> | null;
  readonly failure: Failure | null;
  start(order: Input<'duplicates.find'>): Promise<void>;
  cancel(): void;
}

export function useDuplicatesJob(): DuplicatesJob {
  const { jobs } = useJobs('duplicates');
  const [problem, setProblem] = useState<Failure | null>(null);
  const running = jobs.find((job) => !hasEnded(job)) ?? null;
  const ended = jobs.filter(hasEnded);
  const failed = ended.find(({ state }) => state === 'failed' || state === 'interrupted');
  const read = ended.filter(({ state }) => state === 'done' || state === 'cancelled');

  // The groups themselves tell the end to the eye.
  useEffect(() => {
    for (const { id, result } of read) {
      if (result !== null) announce(`${formatCounted(result.groups, 'group')} of duplicates found`);
      dismissJob(id);
    }
  }, [read]);

  return {
    running,
    failure:
      problem ??
      (running === null && failed !== undefined
        ? new Failure('internal', failed.message ?? 'It ended before it was done. Try again.')
        : null),
    async start(order) {
      setProblem(null);
      for (const { id } of ended) dismissJob(id);
      try {
        await client.call('duplicates.find', order);
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
