/** A picture thread of the vision process: draws what it is sent, several at a time, while the decoders' own threads work. */
import type { MessagePort } from 'node:worker_threads';
import { asFailure } from '../../contract/failure.ts';
import { drawPicture } from './drawPicture.ts';
import type { FromPictures, Picture, ToPictures } from './pictureMessages.ts';
import type { FileTask } from './visionMessages.ts';

export function servePictures(port: MessagePort): void {
  const waiting = new Map<number, () => void>();

  function send(message: FromPictures, moved: readonly ArrayBuffer[] = []): void {
    port.postMessage(message, moved);
  }

  function whenRoom(id: number, pixels: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.set(id, resolve);
    send({ type: 'measured', id, pixels });
    return promise;
  }

  async function draw(task: FileTask, inputSize: number): Promise<void> {
    const { id } = task;
    try {
      const drawn = await drawPicture({ ...task, inputSize }, (pixels) => whenRoom(id, pixels));
      // A copy: the decoder's own memory cannot be moved.
      const square = drawn.square === null ? null : new Uint8Array(drawn.square);
      const picture: Picture = { ...drawn, square };
      send({ type: 'drawn', id, picture }, square === null ? [] : [square.buffer]);
    } catch (thrown) {
      send({ type: 'failed', id, error: asFailure(thrown).toValue() });
    }
  }

  port.on('message', (message: ToPictures) => {
    if (message.type === 'draw') void draw(message.task, message.inputSize);
    else {
      waiting.get(message.id)?.();
      waiting.delete(message.id);
    }
  });
}
