/** Pausing, resuming and cancelling a job, from the side that runs it and the side that asks. */
import type { ImportControl } from '../../core/imports/ports.ts';

export interface JobControl extends ImportControl {
  readonly aborted: boolean;
  /** Aborted with the job, for what listens to a signal. */
  readonly signal: AbortSignal;
  /** Why it was cancelled, where somebody other than the person did. */
  readonly cancelReason: string | null;
  isPaused(): boolean;
  pause(): void;
  resume(): void;
  cancel(reason?: string): void;
}

/** @param onHold told when the job is paused and when it goes on */
export function createJobControl(onHold: (isPaused: boolean) => void = () => undefined): JobControl {
  const abort = new AbortController();
  let cancelReason: string | null = null;
  let waiting: PromiseWithResolvers<void> | null = null;
  function resume(): void {
    if (waiting === null) return;
    waiting.resolve();
    waiting = null;
    onHold(false);
  }
  return {
    get aborted() {
      return abort.signal.aborted;
    },
    signal: abort.signal,
    get cancelReason() {
      return cancelReason;
    },
    isPaused: () => waiting !== null,
    whenRunning: () => waiting?.promise ?? Promise.resolve(),
    pause() {
      if (abort.signal.aborted || waiting !== null) return;
      waiting = Promise.withResolvers<void>();
      onHold(true);
    },
    resume,
    cancel(reason) {
      if (abort.signal.aborted) return;
      cancelReason = reason ?? null;
      abort.abort();
      resume();
    },
  };
}
