/** The picture threads as the vision process's main thread sees them: image files in, what is drawn of them out. */
import { Worker } from 'node:worker_threads';
import { type Failure, failureOf } from '../../contract/failure.ts';
import { maxPixels } from '../pictures/imageLimits.ts';
// sharp's native library must have been loaded by the main thread when other threads load it.
import '../pictures/openSharp.ts';
import { findVisionProcess } from './findVisionProcess.ts';
import { type FromPictures, type Picture, picturesMode, type ToPictures } from './pictureMessages.ts';
import { shareBudget } from './shareBudget.ts';
import type { FileTask } from './visionMessages.ts';

export interface Pictures {
  /**
   * Draws the thumbnail, and what the network and comparisons look at; as many side by side as it is called for, and no
   * more pixels at once than the largest image has.
   * @param inputSize the network's, in pixels
   * @throws Failure `image-unusable`; `disk-full`, `not-allowed` where the thumbnail cannot be written
   */
  draw(task: FileTask, inputSize: number): Promise<Picture>;
  close(): Promise<void>;
}

interface PictureThread {
  readonly thread: Worker;
  readonly underWay: Map<number, PromiseWithResolvers<Picture>>;
}

/** @param count of threads; they start at once, and what cannot start ends the process */
export function openPictures(count: number): Pictures {
  const pixels = shareBudget(maxPixels);
  const threads = Array.from({ length: count }, startThread);

  function startThread(): PictureThread {
    const thread = new Worker(findVisionProcess(), { argv: [picturesMode] });
    const started: PictureThread = { thread, underWay: new Map() };
    thread.on('message', (message: FromPictures) => take(message, started));
    thread.on('error', (error) => {
      // As when a decoder ends the process: whoever owns it finds out which file it was.
      throw error;
    });
    return started;
  }

  function take(message: FromPictures, { thread, underWay }: PictureThread): void {
    const { id } = message;
    const result = underWay.get(id);
    if (result === undefined) return;
    switch (message.type) {
      case 'measured':
        void pixels.spend(message.pixels, () => {
          thread.postMessage({ type: 'goOn', id } satisfies ToPictures);
          return result.promise.catch((failure: Failure) => failure);
        });
        return;
      case 'drawn':
        result.resolve(message.picture);
        break;
      case 'failed':
        result.reject(failureOf(message.error));
    }
    underWay.delete(id);
  }

  return {
    draw(task, inputSize) {
      const { thread, underWay } = threads.reduce((least, each) =>
        each.underWay.size < least.underWay.size ? each : least,
      );
      const result = Promise.withResolvers<Picture>();
      underWay.set(task.id, result);
      thread.postMessage({ type: 'draw', task, inputSize } satisfies ToPictures);
      return result.promise;
    },
    async close() {
      await Promise.all(threads.map(({ thread }) => thread.terminate()));
    },
  };
}
