/** Waits for a job as a command does: with its progress, until its end, and cancelled by Ctrl-C. */
import { Failure } from '../contract/failure.ts';
import type { JobDetail, JobKind, JobOf } from '../contract/jobs.ts';
import type { Engine } from '../engine/engine.ts';
import type { OutputOptions } from './options.ts';
import { type ProgressState, showProgress } from './progress.ts';

/**
 * Starts a job and waits for its end, whatever that is; a second Ctrl-C does not wait.
 * @param start starts it
 * @param describe what its progress is, for a person
 * @throws Failure what keeps it from starting
 */
export async function followJob<K extends JobKind>(
  engine: Engine,
  kind: K,
  words: OutputOptions,
  start: () => Promise<{ jobId: string }>,
  describe: (detail: JobDetail<K>) => ProgressState,
): Promise<JobOf<K>> {
  let jobId: string | null = null;
  let isCancelled = false;
  const stopShowing = showJob(engine, kind, words, describe);
  const cancel = (): void => {
    if (isCancelled) process.exit(1);
    isCancelled = true;
    // Where it has ended meanwhile, there is nothing to cancel.
    if (jobId !== null) engine.call('jobs.cancel', { id: jobId }).catch(() => undefined);
  };
  process.on('SIGINT', cancel);
  try {
    jobId = (await start()).jobId;
    if (isCancelled) await engine.call('jobs.cancel', { id: jobId });
    const job = await engine.call('jobs.wait', { id: jobId });
    // The compiler cannot see that what was started is of this kind.
    return job as JobOf<K>;
  } finally {
    process.off('SIGINT', cancel);
    stopShowing();
  }
}

/** Shows the progress of jobs of this kind; an engine of a command runs one at a time. Returns what ends that. */
export function showJob<K extends JobKind>(
  engine: Engine,
  kind: K,
  words: OutputOptions,
  describe: (detail: JobDetail<K>) => ProgressState,
): () => void {
  const progress = showProgress(words);
  const stop = engine.on('jobs.changed', ({ job }) => {
    if (job?.kind !== kind) return;
    // As above.
    const detail = job.detail as JobDetail<K>;
    progress.show(describe(detail), { kind, state: job.state, ...detail });
  });
  return () => {
    stop();
    progress.end();
  };
}

/** What came of a job that is done. @throws Failure with the job's own words where it is not */
export function resultOf<T>(job: { state: string; message: string | null; result: T | null }): T {
  if (job.state === 'done' && job.result !== null) return job.result;
  throw new Failure(
    job.state === 'cancelled' ? 'cancelled' : 'internal',
    job.message ?? 'It did not get to its end. Try again.',
  );
}
