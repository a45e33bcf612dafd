/** Work on a thread of its own that asks for embeddings while it goes on, so that the engine goes on answering. */
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { Failure } from '../../contract/failure.ts';
import type { CancelSignal } from '../../core/imports/ports.ts';
import type { ThreadMessage } from './messages.ts';

export interface ThreadHost<Step extends string> {
  /** Ends the thread, whatever it is doing. */
  readonly signal: CancelSignal;
  /** The embeddings of these points, one after the other, to be given away. @throws where one is gone */
  vectorsOf(points: Uint32Array): Float32Array<ArrayBuffer>;
  onProgress(step: Step, done: number): void;
}

export interface ThreadWork {
  /** The file of the thread's entry. */
  readonly entry: string;
  readonly task: unknown;
  /** What of the task is the thread's from then on, and empty here. */
  readonly transferList?: WorkerOptions['transferList'];
  /** What a cancelled work throws. */
  cancelled(): Failure;
  /** What did not come about, as a sentence begins: "Nothing could be learned: the work". */
  readonly whenCut: string;
}

/** @throws Failure `internal`; as `cancelled`; what `vectorsOf` throws */
export async function workAside<Step extends string, Result>(
  { entry, task, transferList, cancelled, whenCut }: ThreadWork,
  { signal, vectorsOf, onProgress }: ThreadHost<Step>,
): Promise<Result> {
  if (signal.aborted) throw cancelled();
  const thread = new Worker(entry, {
    workerData: task,
    ...(transferList !== undefined && { transferList }),
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const stop = (): void => reject(cancelled());
  const endEarly = (detail: string): void =>
    reject(
      new Failure(
        'internal',
        `${whenCut} ended early, perhaps for want of memory. Close other programs and try again.`,
        detail,
      ),
    );
  signal.addEventListener('abort', stop, { once: true });
  thread.on('message', (message: ThreadMessage<Step, Result>) => {
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
        return resolve(message.result);
    }
  });
  thread.on('error', (reason) => endEarly(String(reason)));
  thread.on('exit', (code) => endEarly(`exit ${code}`));
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', stop);
    await thread.terminate();
  }
}
