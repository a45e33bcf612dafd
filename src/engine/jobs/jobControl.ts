/** Pausing, resuming and cancelling a job, from the side that runs it and the side that asks. */
import type { ImportControl } from '../../core/imports/importRun.ts';

export interface JobControl extends ImportControl {
  readonly aborted: boolean;
  isPaused(): boolean;
  pause(): void;
  resume(): void;
  cancel(): void;
}

export function createJobControl(): JobControl {
  let aborted = false;
  let waiting: PromiseWithResolvers<void> | null = null;
  function resume(): void {
    waiting?.resolve();
    waiting = null;
  }
  return {
    get aborted() {
      return aborted;
    },
    isPaused: () => waiting !== null,
    whenRunning: () => waiting?.promise ?? Promise.resolve(),
    pause() {
      if (!aborted) waiting ??= Promise.withResolvers<void>();
    },
    resume,
    cancel() {
      aborted = true;
      resume();
    },
  };
}
