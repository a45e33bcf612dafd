/** A job that a sheet starts and waits for: how far it is, its result, what went wrong. */
import { useEffect, useState } from 'react';
import { asFailure, Failure } from '../../contract/failure.ts';
import { hasEnded, type JobKind, type JobOf } from '../../contract/jobs.ts';
import { client } from './client.ts';
import { invalidate } from './queries.ts';
import { dismissJob, useJobs, useLastEnd } from './useJobs.ts';

export interface JobRun<K extends JobKind> {
  readonly isRunning: boolean;
  readonly progress: number | null;
  /** The one that was started here, once it has ended. */
  readonly ended: JobOf<K> | null;
  readonly failure: Failure | null;
  start(begin: () => Promise<{ jobId: string }>): Promise<void>;
  cancel(): void;
  forget(): void;
}

export function useJobRun<K extends JobKind>(kind: K): JobRun<K> {
  const [id, setId] = useState<string | null>(null);
  const [isStarting, setIsStarting] = useState(false);
  const [ended, setEnded] = useState<JobOf<K> | null>(null);
  const [problem, setProblem] = useState<Failure | null>(null);
  const { jobs } = useJobs(kind);
  const lastEnd = useLastEnd(kind);
  const job = (lastEnd?.id === id ? lastEnd : jobs.find((each) => each.id === id)) ?? null;

  useEffect(() => {
    if (job === null || !hasEnded(job)) return;
    setEnded(job);
    setId(null);
    dismissJob(job.id);
  }, [job]);

  function forget(): void {
    setEnded(null);
    setProblem(null);
  }

  return {
    isRunning: isStarting || id !== null,
    progress: job?.progress ?? null,
    ended,
    failure: problem ?? failureOf(ended),
    async start(begin) {
      setIsStarting(true);
      forget();
      try {
        const { jobId } = await begin();
        setId(jobId);
        await invalidate(['jobs.list']);
      } catch (thrown) {
        setProblem(asFailure(thrown));
      } finally {
        setIsStarting(false);
      }
    },
    cancel() {
      if (id === null) return;
      client.call('jobs.cancel', { id }).catch((thrown: unknown) => setProblem(asFailure(thrown)));
    },
    forget,
  };
}

/** One that was cancelled is no failure: the person knows. */
function failureOf(job: { readonly state: string; readonly message: string | null } | null): Failure | null {
  if (job?.state !== 'failed' && job?.state !== 'interrupted') return null;
  return new Failure('internal', job.message ?? 'It ended before it was done. Try again.');
}
