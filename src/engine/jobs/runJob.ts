/** One job: its work, how far it is, and its end, which is there before anything else may go wrong. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../../contract/failure.ts';
import type { JobDetail, JobKind, JobOf, JobResult, JobState } from '../../contract/jobs.ts';
import { createJobControl, type JobControl } from './jobControl.ts';

/** Often enough to be seen moving, seldom enough not to be what the job spends its time on. */
const tellEveryMs = 200;

/** What a kind of job is made of. */
export interface JobOrder<K extends JobKind> {
  readonly kind: K;
  /** What is told until the work tells more. */
  readonly detail: JobDetail<K>;
  readonly canPause?: boolean;
  /** Told when the job is paused and when it goes on. */
  readonly onHold?: (isPaused: boolean) => void;
  /** The work; whatever it throws is the job's end. */
  readonly run: (task: JobTask<K>) => Promise<JobResult<K>>;
}

/** The job as its work sees it. */
export interface JobTask<K extends JobKind> {
  readonly id: string;
  readonly control: JobControl;
  /** @param progress share that is done, null while it is not known */
  tell(progress: number | null, detail: JobDetail<K>): void;
  /** Keeps what has come of it, for the case that it fails or is cancelled from here on. */
  keep(result: JobResult<K>): void;
}

export interface RunningJob<K extends JobKind> {
  readonly id: string;
  readonly kind: K;
  /** As it stands. */
  describe(): JobOf<K>;
  pause(): void;
  resume(): void;
  cancel(reason?: string): void;
  /** Never rejects. */
  readonly ended: Promise<JobOf<K>>;
  /** What the work gave. @throws Failure what it ended with; `cancelled` */
  readonly result: Promise<JobResult<K>>;
}

export interface JobListeners {
  /** Told of every change of state, and of progress a few times a second. */
  onChanged(): void;
  /** Told of what made a job fail, for the diagnostics page. */
  onFailure(failure: Failure): void;
  /** Turns what the work threw into words. */
  explain(thrown: unknown): Failure;
}

interface JobEnd<K extends JobKind> {
  readonly state: JobState;
  readonly message: string | null;
  readonly result: JobResult<K> | null;
  readonly endedAt: string;
}

/** Starts a job; its work begins in the next turn, when its id is known. */
export function runJob<K extends JobKind>(order: JobOrder<K>, listeners: JobListeners): RunningJob<K> {
  const id = randomUUID();
  const startedAt = new Date().toISOString();
  let { detail } = order;
  let progress: number | null = null;
  let kept: JobResult<K> | null = null;
  let end: JobEnd<K> | null = null;
  let toldAtMs = 0;
  let telling: NodeJS.Timeout | null = null;
  const control = createJobControl((isPaused) => {
    order.onHold?.(isPaused);
    tellNow();
  });

  function describe(): JobOf<K> {
    const job = {
      id,
      kind: order.kind,
      state: end?.state ?? (control.aborted ? 'cancelling' : control.isPaused() ? 'paused' : 'running'),
      progress: end?.state === 'done' ? 1 : progress,
      detail,
      canPause: order.canPause ?? false,
      startedAt,
      endedAt: end?.endedAt ?? null,
      message: end?.message ?? null,
      result: end?.result ?? null,
    };
    // The compiler cannot see that kind, detail and result are of the same K.
    return job as unknown as JobOf<K>;
  }

  function tellNow(): void {
    if (telling !== null) clearTimeout(telling);
    telling = null;
    toldAtMs = performance.now();
    listeners.onChanged();
  }

  function tellSoon(): void {
    if (telling !== null || end !== null) return;
    const waitMs = toldAtMs + tellEveryMs - performance.now();
    if (waitMs <= 0) tellNow();
    else telling = setTimeout(tellNow, waitMs);
  }

  async function work(): Promise<JobResult<K>> {
    await nextTurn();
    tellNow();
    if (control.aborted) throw new Failure('cancelled', 'It was cancelled before it began.');
    return order.run({
      id,
      control,
      tell(share, told) {
        progress = share === null ? null : Math.min(1, Math.max(0, share));
        detail = told;
        tellSoon();
      },
      keep(result) {
        kept = result;
      },
    });
  }

  function finish(state: JobState, message: string | null, outcome: JobResult<K> | null): JobOf<K> {
    end = { state, message, result: outcome, endedAt: new Date().toISOString() };
    const ended = describe();
    tellNow();
    return ended;
  }

  function fail(thrown: unknown): Failure {
    const failure = listeners.explain(thrown);
    if (failure.code === 'cancelled' || control.aborted)
      return new Failure('cancelled', control.cancelReason ?? failure.message);
    listeners.onFailure(failure);
    return failure;
  }

  const outcome = work().then(
    (value) => ({ isDone: true as const, value }),
    (thrown: unknown) => ({ isDone: false as const, failure: fail(thrown) }),
  );
  const ended = outcome.then((one) => {
    if (one.isDone) return finish('done', null, one.value);
    const { code, message } = one.failure;
    return finish(code === 'cancelled' ? 'cancelled' : 'failed', message, kept);
  });
  const result = ended
    .then(() => outcome)
    .then((one) => {
      if (one.isDone) return one.value;
      throw one.failure;
    });
  // Not everyone who starts a job waits for what comes of it.
  result.catch(() => undefined);

  return {
    id,
    kind: order.kind,
    describe,
    pause: control.pause,
    resume: control.resume,
    cancel(reason) {
      if (end !== null || control.aborted) return;
      control.cancel(reason);
      tellNow();
    },
    ended,
    result,
  };
}
