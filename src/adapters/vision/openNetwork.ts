/** The network as the thread that decodes sees it: batches in, vectors out, run on a thread of its own. */
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { Failure, failureOf } from '../../contract/failure.ts';
import type { Runtime } from '../../contract/models.ts';
import type { BackendVariant } from '../inference/backendRequest.ts';
import { findVisionProcess } from './findVisionProcess.ts';
import { type FromNetwork, networkMode, type ToNetwork } from './networkMessages.ts';
import type { VisionConfig } from './visionMessages.ts';

export interface Network {
  readonly runtime: Runtime;
  readonly inputSize: number;
  /** What goes on to run: at once, or once the ranges of int8 are measured. @throws Failure `backend-unavailable` where it ends before */
  readonly decided: Promise<Runtime>;
  /**
   * Runs a batch after those that came before.
   * @param pixels `count × inputSize × inputSize × 3` bytes, RGB; their memory is moved away
   * @returns `count × 2048`, each L2-normalised
   * @throws Failure `backend-unavailable`
   */
  embed(pixels: Uint8Array<ArrayBuffer>, count: number): Promise<Float32Array>;
  close(): Promise<void>;
}

export interface NetworkListeners {
  /** Something else runs than at the start. */
  readonly onRuntime: (runtime: Runtime) => void;
  /** A backend is about to be loaded. */
  readonly onTrying: (variant: BackendVariant) => void;
}

/**
 * @throws Failure `model-unusable`, `file-unreadable`, `backend-unavailable`
 */
export async function openNetwork(
  config: VisionConfig,
  { onRuntime, onTrying }: NetworkListeners,
): Promise<Network> {
  // TensorFlow reads its settings from the process's own environment.
  const thread = new Worker(findVisionProcess(), {
    argv: [networkMode],
    workerData: config,
    env: SHARE_ENV,
  });
  const opened = Promise.withResolvers<Pick<Network, 'runtime' | 'inputSize'>>();
  const decided = Promise.withResolvers<Runtime>();
  const gone = Promise.withResolvers<void>();
  // Whoever opens one network alone does not ask.
  decided.promise.catch(() => undefined);
  let waiting: PromiseWithResolvers<Float32Array>[] = [];
  let lastError = '';
  let end: Failure | null = null;

  function send(message: ToNetwork, moved: readonly ArrayBuffer[] = []): void {
    thread.postMessage(message, moved);
  }

  function take(message: FromNetwork): void {
    switch (message.type) {
      case 'trying':
        onTrying(message.variant);
        return;
      case 'opened':
        opened.resolve(message);
        if (message.isDecided) decided.resolve(message.runtime);
        return;
      case 'openFailed':
        opened.reject(failureOf(message.error));
        return;
      case 'runtime':
        decided.resolve(message.runtime);
        onRuntime(message.runtime);
        return;
      case 'embedded':
        waiting.shift()?.resolve(message.vectors);
        return;
      case 'failed':
        waiting.shift()?.reject(failureOf(message.error));
    }
  }

  thread.on('message', take);
  thread.on('error', (error) => {
    lastError = String(error);
  });
  thread.on('exit', () => {
    end = new Failure(
      'backend-unavailable',
      'What runs the network stopped working. Start the import again; if it stops again, choose another engine.',
      lastError,
    );
    opened.reject(end);
    decided.reject(end);
    for (const { reject } of waiting) reject(end);
    waiting = [];
    gone.resolve();
  });

  const { runtime, inputSize } = await opened.promise;
  return {
    runtime,
    inputSize,
    decided: decided.promise,
    embed(pixels, count) {
      if (end !== null) return Promise.reject(end);
      const answer = Promise.withResolvers<Float32Array>();
      waiting.push(answer);
      send({ type: 'embed', pixels, count }, [pixels.buffer]);
      return answer.promise;
    },
    async close() {
      send({ type: 'close' });
      await gone.promise;
    },
  };
}
