/** The vision worker's work: files in, thumbnails on disk and vectors out, pictures being drawn beside inference. */
import { stat } from 'node:fs/promises';
import { asFailure, type Failure } from '../../contract/failure.ts';
import type { VisionRequest } from '../../core/models/ports.ts';
import { maxFileBytes } from '../pictures/imageLimits.ts';
import type { Networks } from './openNetworks.ts';
import type { Pictures } from './openPictures.ts';
import type { Picture } from './pictureMessages.ts';
import { shareBudget } from './shareBudget.ts';
import type { FileAnswer, FileTask } from './visionMessages.ts';

/** Beyond 16 no backend gains anything (facts measured on onnxruntime and tfjs-node). */
const batchSize = 16;
/** One runs, one waits, so that a network never does. */
const batchesEach = 2;

export interface FileProcessing {
  readonly networks: Pick<Networks, 'inputSize' | 'embed' | 'count'>;
  readonly pictures: Pick<Pictures, 'draw'>;
  /** Images decoded side by side. */
  readonly parallelDecodes: number;
  /** Called as files get done, a few at a time; `vectors` holds 2048 numbers for each `vectorAt`. */
  readonly onAnswers: (answers: readonly FileAnswer[], vectors: Float32Array) => void;
}

/** A file that waits for its vector. */
interface DrawnFile {
  /** All but the vector. */
  readonly answer: Omit<Extract<FileAnswer, { width: number }>, 'vectorAt'>;
  readonly square: Uint8Array;
}

const noVectors = new Float32Array(0);

/** A file's own fault is told as its reason; what is no fault of the file (a full disk) ends the call. */
function answerFailure(id: number, failure: Failure): FileAnswer {
  if (failure.code === 'image-unusable') return { id, reason: failure.message };
  return { id, fault: failure.toValue() };
}

/** Returns a function that takes files in; the owner bounds how many are under way. */
export function createFileProcessing(options: FileProcessing): (tasks: readonly FileTask[]) => void {
  const { networks, pictures, onAnswers } = options;
  const { inputSize } = networks;
  const slots = shareBudget(options.parallelDecodes);
  const fileBytes = shareBudget(2 * maxFileBytes);
  const waiting: DrawnFile[] = [];
  let drawing = 0;
  let embedding = 0;

  async function draw(task: FileTask): Promise<Picture> {
    const bytes = await sizeOf(task.request);
    return await fileBytes.spend(bytes, () => pictures.draw(task, inputSize));
  }

  async function processOne(task: FileTask): Promise<void> {
    const { id, request } = task;
    drawing += 1;
    try {
      const { square, ...drawn } = await slots.spend(1, () => draw(task));
      const answer = {
        id,
        ...drawn,
        square: request.wantsSquare === true ? (square ?? undefined) : undefined,
      };
      if (square === null || !request.wantsVector) onAnswers([{ ...answer, vectorAt: null }], noVectors);
      else waiting.push({ answer, square });
    } catch (thrown) {
      onAnswers([answerFailure(id, asFailure(thrown))], noVectors);
    }
    drawing -= 1;
    embedReady();
  }

  /** Waits for a full batch as long as more is being drawn. */
  function embedReady(): void {
    while (embedding < batchesEach * networks.count()) {
      const isEnough = waiting.length >= batchSize || (waiting.length > 0 && drawing === 0);
      if (!isEnough) return;
      void embedBatch(waiting.splice(0, batchSize));
    }
  }

  async function embedBatch(batch: readonly DrawnFile[]): Promise<void> {
    embedding += 1;
    try {
      const vectors = await networks.embed(joinPixels(batch, inputSize), batch.length);
      onAnswers(
        batch.map(({ answer }, vectorAt) => ({ ...answer, vectorAt })),
        vectors,
      );
    } catch (thrown) {
      const fault = asFailure(thrown).toValue();
      onAnswers(
        batch.map(({ answer: { id } }) => ({ id, fault })),
        noVectors,
      );
    }
    embedding -= 1;
    embedReady();
  }

  return (tasks) => {
    for (const task of tasks) void processOne(task);
  };
}

async function sizeOf({ bytes, file }: VisionRequest): Promise<number> {
  if (bytes !== null) return bytes.length;
  const stats = await stat(file).catch(() => null);
  return Math.min(stats?.size ?? 0, maxFileBytes);
}

/** @returns `batch.length × inputSize × inputSize × 3` bytes */
function joinPixels(batch: readonly DrawnFile[], inputSize: number): Uint8Array<ArrayBuffer> {
  const bytesEach = inputSize * inputSize * 3;
  const joined = new Uint8Array(batch.length * bytesEach);
  batch.forEach(({ square }, at) => {
    joined.set(square, at * bytesEach);
  });
  return joined;
}
