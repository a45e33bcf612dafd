/** The vision worker's work: files in, thumbnails on disk and vectors out, decoding beside inference. */
import { Buffer } from 'node:buffer';
import { stat } from 'node:fs/promises';
import { asFailure, type Failure } from '../../contract/failure.ts';
import { drawColours } from '../../core/colours/drawColours.ts';
import { drawSketch } from '../../core/duplicates/sketch.ts';
import type { PictureRemark, VisionRequest } from '../../core/models/ports.ts';
import { decodeImage, decodeSquare } from '../pictures/decodeImage.ts';
import {
  drawThumbnail,
  keepAsThumbnail,
  servesAsThumbnail,
  thumbnailEdgePixels,
} from '../pictures/drawThumbnail.ts';
import { fitToNetwork } from '../pictures/fitToNetwork.ts';
import { maxFileBytes, maxPixels } from '../pictures/imageLimits.ts';
import { type EncodedImage, inspectImage } from '../pictures/inspectImage.ts';
import { isOneColour } from '../pictures/isOneColour.ts';
import { readImageFile } from '../pictures/readImageFile.ts';
import type { Network } from './openNetwork.ts';
import { shareBudget } from './shareBudget.ts';
import type { FileAnswer, FileTask } from './visionMessages.ts';

/** Beyond 16 no backend gains anything (facts measured on onnxruntime and tfjs-node). */
const batchSize = 16;
/** One runs, one waits, so that the network never does. */
const batchesUnderWay = 2;

export interface FileProcessing {
  readonly network: Pick<Network, 'inputSize' | 'embed'>;
  /** Images decoded side by side. */
  readonly parallelDecodes: number;
  /** Called as files get done, a few at a time; `vectors` holds 2048 numbers for each `vectorAt`. */
  readonly onAnswers: (answers: readonly FileAnswer[], vectors: Float32Array) => void;
}

interface DecodedTask {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly remark: PictureRemark | undefined;
  readonly sketch: Uint8Array | undefined;
  readonly colours: Uint8Array | undefined;
  readonly square: Uint8Array | undefined;
  readonly pixels: Uint8Array;
}

interface Drawn {
  /** A square for network, sketch and colours; null where neither is wanted. */
  readonly input: Uint8Array | null;
  readonly remark: PictureRemark | undefined;
}

const noVectors = new Float32Array(0);

/** A file's own fault is told as its reason; what is no fault of the file (a full disk) ends the call. */
function answerFailure(id: number, failure: Failure): FileAnswer {
  if (failure.code === 'image-unusable') return { id, reason: failure.message };
  return { id, fault: failure.toValue() };
}

/** Returns a function that takes files in; the owner bounds how many are under way. */
export function createFileProcessing(options: FileProcessing): (tasks: readonly FileTask[]) => void {
  const { network, onAnswers } = options;
  const { inputSize } = network;
  const slots = shareBudget(options.parallelDecodes);
  const fileBytes = shareBudget(2 * maxFileBytes);
  const pixels = shareBudget(maxPixels);
  const decoded: DecodedTask[] = [];
  let decoding = 0;
  let embedding = 0;

  async function decodeOne({ request, thumbnailFolder }: FileTask) {
    return await fileBytes.spend(await sizeOf(request), async () => {
      const image = await inspectImage(await bytesOf(request));
      return await pixels.spend(image.width * image.height, async () => {
        const drawn = await (servesAsThumbnail(image)
          ? takeAsItIs(image, request, thumbnailFolder)
          : drawFrom(image, request, thumbnailFolder));
        return { width: image.width, height: image.height, ...drawn };
      });
    });
  }

  /** A small JPEG: nothing but the network needs its pixels. */
  async function takeAsItIs(
    image: EncodedImage,
    request: VisionRequest,
    thumbnailFolder: string,
  ): Promise<Drawn> {
    const { imageId, wantsThumbnail } = request;
    const input = needsSquare(request) ? await decodeForNetwork(image) : null;
    if (wantsThumbnail) keepAsThumbnail(image, thumbnailFolder, imageId);
    return { input, remark: input === null ? undefined : remarkOn(input) };
  }

  /** In one step where the network takes no more pixels than there are. */
  async function decodeForNetwork(image: EncodedImage): Promise<Uint8Array> {
    if (Math.min(image.width, image.height) >= inputSize) return (await decodeSquare(image, inputSize)).data;
    const raster = await decodeImage(image, { shortestEdge: 2 * inputSize, longestEdge: 0 });
    return await fitToNetwork(raster, inputSize);
  }

  async function drawFrom(
    image: EncodedImage,
    request: VisionRequest,
    thumbnailFolder: string,
  ): Promise<Drawn> {
    const { imageId, wantsThumbnail } = request;
    const isSquareWanted = needsSquare(request);
    const raster = await decodeImage(image, {
      shortestEdge: isSquareWanted ? 2 * inputSize : 0,
      longestEdge: wantsThumbnail ? thumbnailEdgePixels : 0,
    });
    const [input] = await Promise.all([
      isSquareWanted ? fitToNetwork(raster, inputSize) : null,
      wantsThumbnail ? drawThumbnail(raster, thumbnailFolder, imageId) : null,
    ]);
    return { input, remark: remarkOn(raster.data) };
  }

  async function processOne(task: FileTask): Promise<void> {
    const { id } = task;
    decoding += 1;
    try {
      const { width, height, remark, input } = await slots.spend(1, () => decodeOne(task));
      const sketch = input === null ? undefined : drawSketch(input, inputSize);
      const colours = input === null ? undefined : drawColours(input, inputSize);
      const square = task.request.wantsSquare === true ? (input ?? undefined) : undefined;
      if (input === null || !task.request.wantsVector)
        onAnswers([{ id, width, height, remark, sketch, colours, square, vectorAt: null }], noVectors);
      else decoded.push({ id, width, height, remark, sketch, colours, square, pixels: input });
    } catch (thrown) {
      onAnswers([answerFailure(id, asFailure(thrown))], noVectors);
    }
    decoding -= 1;
    embedReady();
  }

  /** Waits for a full batch as long as more is being decoded. */
  function embedReady(): void {
    while (embedding < batchesUnderWay) {
      const isEnough = decoded.length >= batchSize || (decoded.length > 0 && decoding === 0);
      if (!isEnough) return;
      void embedBatch(decoded.splice(0, batchSize));
    }
  }

  async function embedBatch(batch: readonly DecodedTask[]): Promise<void> {
    embedding += 1;
    try {
      const vectors = await network.embed(joinPixels(batch, inputSize), batch.length);
      onAnswers(
        batch.map(({ pixels, ...answer }, vectorAt) => ({ ...answer, vectorAt })),
        vectors,
      );
    } catch (thrown) {
      const fault = asFailure(thrown).toValue();
      onAnswers(
        batch.map(({ id }) => ({ id, fault })),
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

function needsSquare({ wantsVector, wantsSketch, wantsSquare }: VisionRequest): boolean {
  return wantsVector || wantsSketch === true || wantsSquare === true;
}

function remarkOn(rgb: Uint8Array): PictureRemark | undefined {
  return isOneColour(rgb) ? 'one-colour' : undefined;
}

async function sizeOf({ bytes, file }: VisionRequest): Promise<number> {
  if (bytes !== null) return bytes.length;
  const stats = await stat(file).catch(() => null);
  return Math.min(stats?.size ?? 0, maxFileBytes);
}

async function bytesOf({ bytes, file }: VisionRequest): Promise<Buffer> {
  if (bytes === null) return await readImageFile(file);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** @returns `batch.length × inputSize × inputSize × 3` bytes */
function joinPixels(batch: readonly DecodedTask[], inputSize: number): Uint8Array<ArrayBuffer> {
  const bytesEach = inputSize * inputSize * 3;
  const joined = new Uint8Array(batch.length * bytesEach);
  batch.forEach(({ pixels }, at) => {
    joined.set(pixels, at * bytesEach);
  });
  return joined;
}
