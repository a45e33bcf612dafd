import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cancellation } from '../../core/imports/ports.ts';
import { throwIfCancelled } from '../../core/work/throwIfCancelled.ts';

/** A job is asked to give others a turn at least every 50 ms. */
const turnMs = 10;

/** For a job that pauses after each of many small steps: lets the engine answer others when enough time has passed. @throws Failure `cancelled` */
export function giveTurns(signal?: Cancellation): () => Promise<void> {
  let lastMs = performance.now();
  return async () => {
    if (signal !== undefined) throwIfCancelled(signal);
    if (performance.now() - lastMs < turnMs) return;
    await nextTurn();
    lastMs = performance.now();
  };
}
