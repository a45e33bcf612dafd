/** Times what an import does with a file besides the network: look at it, decode it, draw its thumbnail. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { countDecodes, countPictureThreads } from '../adapters/pictures/countDecodes.ts';
import { openPictures, type Pictures } from '../adapters/vision/openPictures.ts';
import type { FileProcessing } from '../adapters/vision/processFiles.ts';
import { createFileProcessing } from '../adapters/vision/processFiles.ts';
import type { FileTask } from '../adapters/vision/visionMessages.ts';
import { failureOf } from '../contract/failure.ts';
import { embeddingLength } from '../core/models/ports.ts';
import type { DecodeOrder, DecodeTimes } from './benchMessages.ts';
import { repeat, timeMs } from './measurement.ts';

/** Large photos take seconds a run. */
const enoughMs = 15_000;

/** The files' bytes are read beforehand: an import has them at hand too, from hashing. */
export async function measureDecoding(order: DecodeOrder): Promise<DecodeTimes> {
  const pictures = openPictures(countPictureThreads());
  try {
    return await measureWith(pictures, order);
  } finally {
    await pictures.close();
  }
}

async function measureWith(pictures: Pictures, order: DecodeOrder): Promise<DecodeTimes> {
  const { files, runs } = order;
  const decode = (name: string, parallelDecodes: number, images: readonly Uint8Array[]) =>
    drawAll(pictures, order, name, parallelDecodes, images);
  const all = await Promise.all(files.map((file) => readFile(file)));
  const usable = await decode('all', countDecodes(), all);
  const images = all.filter((_, at) => usable.has(at));
  if (images.length === 0)
    return { kind: 'decode', images: 0, unusable: all.length, msPerImage: [], imagesPerSecond: [] };
  const one = await repeat(runs, enoughMs, (run) =>
    timeMs(async () => {
      for (const [at, bytes] of images.entries()) await decode(`one ${run} ${at}`, 1, [bytes]);
    }),
  );
  const many = await repeat(runs, enoughMs, (run) =>
    timeMs(() => decode(`many ${run}`, countDecodes(), images)),
  );
  return {
    kind: 'decode',
    images: images.length,
    unusable: all.length - images.length,
    msPerImage: one.map((ms) => ms / images.length),
    imagesPerSecond: many.map((ms) => (1000 * images.length) / ms),
  };
}

/**
 * @param name makes the thumbnails' names new: an import never writes over one
 * @returns the positions of the images that could be decoded
 */
async function drawAll(
  pictures: Pictures,
  { inputSize, thumbnailFolder }: DecodeOrder,
  name: string,
  parallelDecodes: number,
  images: readonly Uint8Array[],
): Promise<Set<number>> {
  const done = Promise.withResolvers<Set<number>>();
  const usable = new Set<number>();
  let answered = 0;
  const takeFiles = createFileProcessing({
    networks: withoutNetwork(inputSize),
    pictures,
    parallelDecodes,
    onAnswers(answers) {
      for (const answer of answers) {
        if ('fault' in answer) done.reject(failureOf(answer.fault));
        else if ('width' in answer) usable.add(answer.id);
      }
      answered += answers.length;
      if (answered === images.length) done.resolve(usable);
    },
  });
  takeFiles(
    images.map((bytes, at): FileTask => {
      const imageId = createHash('sha256').update(`${name} ${at}`).digest('hex');
      const request = { file: '', imageId, bytes, wantsThumbnail: true, wantsVector: true };
      return { id: at, request, thumbnailFolder };
    }),
  );
  return done.promise;
}

/** Takes batches and gives them back at once, so that only decoding is timed. */
function withoutNetwork(inputSize: number): FileProcessing['networks'] {
  return {
    inputSize,
    count: () => 1,
    embed: async (_pixels, count) => new Float32Array(count * embeddingLength),
  };
}
