/** Learns a map on a thread of its own, so that the engine goes on answering. */
import { Worker } from 'node:worker_threads';
import { Failure } from '../../contract/failure.ts';
import type { CancelSignal } from '../../core/imports/ports.ts';
import { tuningCancelled } from '../../core/tuning/failures.ts';
import { findEntry } from '../files/findEntry.ts';
import type { Learned, TuneMessage, TuneTask } from './messages.ts';

export interface TuneHost {
  /** Ends the thread, whatever it is doing. */
  readonly signal: CancelSignal;
  /** The embeddings of these points, one after the other, to be given away. */
  vectorsOf(points: Uint32Array): Float32Array<ArrayBuffer>;
  onProgress(step: 'look' | 'learn', done: number): void;
}

/**
 * Null where there is nothing to learn.
 * @throws Failure `backend-unavailable`, `internal`; `cancelled`; what `vectorsOf` throws
 */
export async function learnAside(
  task: TuneTask,
  { signal, vectorsOf, onProgress }: TuneHost,
): Promise<Learned | null> {
  if (signal.aborted) throw tuningCancelled();
  const thread = new Worker(findEntry('tuningThread', import.meta.url, 'learns a distance'), {
    workerData: task,
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const { promise, resolve, reject } = Promise.withResolvers<Learned | null>();
  const stop = (): void => reject(tuningCancelled());
  signal.addEventListener('abort', stop, { once: true });
  thread.on('message', (message: TuneMessage) => {
    switch (message.kind) {
      case 'progress':
        return onProgress(message.step, message.done);
      case 'vectors':
        try {
          const vectors = vectorsOf(message.points);
          return thread.postMessage(vectors, [vectors.buffer]);
        } catch (thrown) {
          return reject(thrown);
        }
      case 'done':
        return resolve(message.learned);
    }
  });
  thread.on('error', (reason) => reject(endedEarly(String(reason))));
  thread.on('exit', (code) => reject(endedEarly(`exit ${code}`)));
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', stop);
    await thread.terminate();
  }
}

function endedEarly(detail: string): Failure {
  return new Failure(
    'internal',
    'Nothing could be learned: the work ended early, perhaps for want of memory. Close other programs and try again.',
    detail,
  );
}
