import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A job is asked to give others a turn at least every 50 ms. */
const turnMs = 10;

/** For a job that pauses after each of many small steps: lets the engine answer others when enough time has passed. */
export function giveTurns(): () => Promise<void> {
  let lastMs = performance.now();
  return async () => {
    if (performance.now() - lastMs < turnMs) return;
    await nextTurn();
    lastMs = performance.now();
  };
}
