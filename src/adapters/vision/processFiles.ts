/** The vision worker's work: files in, thumbnails on disk and vectors out, decoding beside inference. */
import { stat } from 'node:fs/promises';
import { asFailure, type Failure } from '../../contract/failure.ts';
import { normalise } from '../../core/models/normalise.ts';
import { type EmbeddingBackend, embeddingLength, type VisionRequest } from '../../core/models/ports.ts';
import { decodeImage } from './decodeImage.ts';
import { drawThumbnail, thumbnailEdgePixels } from './drawThumbnail.ts';
import { fitToNetwork } from './fitToNetwork.ts';
import { maxFileBytes, maxPixels } from './imageLimits.ts';
import { inspectImage } from './inspectImage.ts';
import { readImageFile } from './readImageFile.ts';
import { shareBudget } from './shareBudget.ts';
import type { FileAnswer, FileTask } from './visionMessages.ts';

/** Beyond 16 no backend gains anything (facts measured on onnxruntime and tfjs-node). */
const batchSize = 16;

export interface FileProcessing {
  readonly backend: EmbeddingBackend;
  readonly inputSize: number;
  readonly thumbnailFolder: string;
  /** Images decoded side by side. */
  readonly parallelDecodes: number;
  /** Called as files get done, a few at a time; `vectors` holds 2048 numbers for each `vectorAt`. */
  readonly onAnswers: (answers: readonly FileAnswer[], vectors: Float32Array) => void;
}

interface DecodedTask {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const noVectors = new Float32Array(0);

/** A file's own fault is told as its reason; what is no fault of the file (a full disk) ends the call. */
function answerFailure(id: number, failure: Failure): FileAnswer {
  if (failure.code === 'image-unusable') return { id, reason: failure.message };
  return { id, fault: failure.toValue() };
}

function normaliseEach(features: Float32Array): Float32Array {
  const vectors = new Float32Array(features.length);
  for (let at = 0; at < features.length; at += embeddingLength) {
    vectors.set(normalise(features.subarray(at, at + embeddingLength)), at);
  }
  return vectors;
}

/** Returns a function that takes files in; the owner bounds how many are under way. */
export function createFileProcessing(options: FileProcessing): (tasks: readonly FileTask[]) => void {
  const { backend, inputSize, thumbnailFolder, onAnswers } = options;
  const slots = shareBudget(options.parallelDecodes);
  const fileBytes = shareBudget(2 * maxFileBytes);
  const pixels = shareBudget(maxPixels);
  const decoded: DecodedTask[] = [];
  let decoding = 0;
  let isEmbedding = false;

  async function decodeOne(request: VisionRequest) {
    const { wantsThumbnail, wantsVector } = request;
    const stats = await stat(request.file).catch(() => null);
    return await fileBytes.spend(Math.min(stats?.size ?? 0, maxFileBytes), async () => {
      const image = await inspectImage(await readImageFile(request.file));
      return await pixels.spend(image.width * image.height, async () => {
        const raster = await decodeImage(image, {
          shortestEdge: wantsVector ? 2 * inputSize : 0,
          longestEdge: wantsThumbnail ? thumbnailEdgePixels : 0,
        });
        const [input] = await Promise.all([
          wantsVector ? fitToNetwork(raster, inputSize) : null,
          wantsThumbnail ? drawThumbnail(raster, thumbnailFolder, request.imageId) : null,
        ]);
        return { width: image.width, height: image.height, input };
      });
    });
  }

  async function processOne({ id, request }: FileTask): Promise<void> {
    decoding += 1;
    try {
      const { width, height, input } = await slots.spend(1, () => decodeOne(request));
      if (input === null) onAnswers([{ id, width, height, vectorAt: null }], noVectors);
      else decoded.push({ id, width, height, pixels: input });
    } catch (thrown) {
      onAnswers([answerFailure(id, asFailure(thrown))], noVectors);
    }
    decoding -= 1;
    await embedReady();
  }

  /** Waits for a full batch as long as more is being decoded; one batch runs while the next is decoded. */
  async function embedReady(): Promise<void> {
    if (isEmbedding) return;
    isEmbedding = true;
    while (decoded.length >= batchSize || (decoded.length > 0 && decoding === 0)) {
      await embedBatch(decoded.splice(0, batchSize));
    }
    isEmbedding = false;
  }

  async function embedBatch(batch: readonly DecodedTask[]): Promise<void> {
    const bytesEach = inputSize * inputSize * 3;
    const input = new Uint8Array(batch.length * bytesEach);
    batch.forEach((task, at) => {
      input.set(task.pixels, at * bytesEach);
    });
    try {
      const vectors = normaliseEach(await backend.embed(input, batch.length));
      onAnswers(
        batch.map(({ id, width, height }, vectorAt) => ({ id, width, height, vectorAt })),
        vectors,
      );
    } catch (thrown) {
      const fault = asFailure(thrown).toValue();
      onAnswers(
        batch.map(({ id }) => ({ id, fault })),
        noVectors,
      );
    }
  }

  return (tasks) => {
    for (const task of tasks) void processOne(task);
  };
}
