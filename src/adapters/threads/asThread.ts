/** The side of a thread that `workAside` owns. */
import { once } from 'node:events';
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { ThreadMessage } from './messages.ts';

export interface Owner<Step extends string, Result> {
  /** @param done from 0 to 1 */
  tellProgress(step: Step, done: number): void;
  /** The embeddings of these points, one after the other. */
  vectorsOf(points: Uint32Array): Promise<Float32Array>;
  /** Ends the thread. */
  finish(result: Result): void;
}

export function findOwner<Step extends string, Result>(): Owner<Step, Result> {
  const port = requirePort(parentPort);
  const tell = (message: ThreadMessage<Step, Result>): void => port.postMessage(message);
  return {
    tellProgress: (step, done) => tell({ kind: 'progress', step, done }),
    async vectorsOf(points) {
      tell({ kind: 'vectors', points });
      const [vectors] = (await once(port, 'message')) as [Float32Array];
      return vectors;
    },
    finish(result) {
      tell({ kind: 'done', result });
      // It listens to its owner, and would wait for ever.
      port.close();
    },
  };
}

function requirePort(port: MessagePort | null): MessagePort {
  if (port === null) throw new Error('This thread has no owner.');
  return port;
}
