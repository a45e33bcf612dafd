/** Finds principal axes on a thread of their own, so that nobody waits for it. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { findEntry } from '../../files/findEntry.ts';
import type { SharedRows } from '../rows/rowMemory.ts';
import type { Axes } from './axes.ts';

export interface AxesThreadData {
  readonly rows: SharedRows;
  /** Of the rows that are looked at. */
  readonly slots: Uint32Array;
}

/** Some seconds of a processor's time; of twice as many rows the axes leave as many rows to searches. */
const sampleLength = 2000;

/**
 * The axes of these rows; null where they lie in so few directions that there are none.
 * @param signal ends the thread
 * @throws where the thread cannot be started, or is ended
 */
export async function findAxesAside(
  rows: SharedRows,
  slots: Uint32Array,
  signal: AbortSignal,
): Promise<Axes | null> {
  const every = Math.max(1, slots.length / sampleLength);
  const length = Math.floor(slots.length / every);
  const sample = Uint32Array.from({ length }, (_, i) => slots[Math.floor(i * every)] ?? 0);
  signal.throwIfAborted();
  const thread = new Worker(findEntry('axesThread', import.meta.url, 'prepares searches'), {
    workerData: { rows, slots: sample } satisfies AxesThreadData,
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  // Nobody waits for it: a command that has done its work ends.
  thread.unref();
  try {
    const [axes] = (await once(thread, 'message', { signal })) as [Axes | null];
    return axes;
  } finally {
    await thread.terminate();
  }
}
