/** Lays out a neighbour graph on a thread of its own, so that the engine goes on answering. */
import { Worker } from 'node:worker_threads';
import { Failure } from '../../contract/failure.ts';
import type { CancelSignal } from '../../core/imports/ports.ts';
import { mapCancelled } from '../../core/map/mapFailures.ts';
import { findEntry } from '../files/findEntry.ts';
import type { Layout, LayoutMessage, LayoutTask } from './messages.ts';

export interface LayoutHost {
  /** Ends the thread, whatever it is doing. */
  readonly signal: CancelSignal;
  /** The embeddings of these points, one after the other, to be given away. @throws where one is gone */
  vectorsOf(points: Uint32Array): Float32Array<ArrayBuffer>;
  onProgress(step: 'layout' | 'trustworthiness', done: number): void;
}

/**
 * @param task its graph is at the thread's from then on, and empty here
 * @throws Failure `backend-unavailable`, `internal`; `cancelled`; what `vectorsOf` throws
 */
export async function layOut(
  task: LayoutTask,
  { signal, vectorsOf, onProgress }: LayoutHost,
): Promise<Layout> {
  if (signal.aborted) throw mapCancelled();
  const { neighbours, distances } = task.graph;
  const thread = new Worker(findEntry('layoutThread', import.meta.url, 'lays out the map'), {
    workerData: task,
    transferList: [neighbours.buffer as ArrayBuffer, distances.buffer as ArrayBuffer],
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const { promise, resolve, reject } = Promise.withResolvers<Layout>();
  const stop = (): void => reject(mapCancelled());
  signal.addEventListener('abort', stop, { once: true });
  thread.on('message', (message: LayoutMessage) => {
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
        return resolve(message);
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
    'The map could not be laid out: its work ended early, perhaps for want of memory. Close other programs and try again.',
    detail,
  );
}
