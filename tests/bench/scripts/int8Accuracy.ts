/**
 * Compares int8 with float32 on a folder of images with a styles.csv:
 * `node tests/bench/scripts/int8Accuracy.ts [FOLDER] [SIZE] [CALIBRATION.json]`. Without a file, the bundled ranges are taken where
 * they are for this size, and else ranges of the folder's own first 128 images.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  buildInt8Graph,
  createInt8Backend,
  createOnnxBackend,
} from '../../../src/adapters/inference/backends/onnxBackend.ts';
import { findCalibration } from '../../../src/adapters/inference/int8/calibrationFiles.ts';
import { createRangeObserver } from '../../../src/adapters/inference/int8/observeRanges.ts';
import { loadNetwork } from '../../../src/adapters/weights/loadNetwork.ts';
import { createModelStore } from '../../../src/adapters/weights/modelStore.ts';
import { calibrationImages, calibrationSchema, type Ranges } from '../../../src/core/models/calibration.ts';
import { normalise } from '../../../src/core/models/normalise.ts';
import { type EmbeddingBackend, embeddingLength } from '../../../src/core/models/ports.ts';
import { bundledModelsFolder } from '../../golden/sharedFolder.ts';
import { chooseImages, readPixels } from './readPixels.ts';

const [folder = '../shared/data/fashion-2k', sizeGiven, calibrationFile] = process.argv.slice(2);
const batchSize = 16;
const neighbours = 10;

const store = createModelStore({ bundledFolder: bundledModelsFolder, installedFolder: 'no-such-folder' });
const model = await store.resolve(undefined, sizeGiven === undefined ? {} : { inputSize: Number(sizeGiven) });
const network = await loadNetwork(model);
const images = join(folder, 'images');
const names = await chooseImages(images);
const pixels = await readPixels(images, names, model.inputSize);

async function embedAll(backend: EmbeddingBackend, count = names.length): Promise<Float32Array[]> {
  const bytesEach = pixels.length / names.length;
  const vectors: Float32Array[] = [];
  for (let at = 0; at < count; at += batchSize) {
    const length = Math.min(batchSize, count - at);
    const features = await backend.embed(pixels.slice(at * bytesEach, (at + length) * bytesEach), length);
    for (let row = 0; row < length; row++) {
      vectors.push(normalise(features.subarray(row * embeddingLength, (row + 1) * embeddingLength)));
    }
  }
  await backend.dispose();
  return vectors;
}

async function chooseRanges(): Promise<Ranges> {
  const file = calibrationFile && (JSON.parse(await readFile(calibrationFile, 'utf8')) as unknown);
  const known = file ? calibrationSchema.parse(file) : await findCalibration(model);
  if (known) return known.ranges;
  const observer = await createRangeObserver(network, undefined);
  await embedAll(observer, Math.min(calibrationImages, names.length));
  return observer.ranges();
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** The rows nearest to each row, itself left out. */
function nearest(vectors: readonly Float32Array[]): number[][] {
  return vectors.map((query, at) => {
    const scores = vectors.map((vector) => dot(query, vector));
    const others = vectors.map((_, row) => row).filter((row) => row !== at);
    return others.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0)).slice(0, neighbours);
  });
}

const average = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

const rows = (await readFile(join(folder, 'styles.csv'), 'utf8')).trim().split('\n');
const column = rows[0]?.trim().split(',').indexOf('articleType') ?? -1;
const types = new Map(rows.slice(1).map((row) => [row.split(',')[0] ?? '', row.split(',')[column] ?? '']));
const labels = names.map((name) => types.get(name.replace(/\.\w+$/, '')) ?? '');
const precisionAt5 = (lists: readonly number[][]): number =>
  average(lists.map((list, at) => list.slice(0, 5).filter((row) => labels[row] === labels[at]).length / 5));

const float = await embedAll(await createOnnxBackend(network, undefined));
const graph = await buildInt8Graph(network, await chooseRanges());
const int8 = await embedAll(await createInt8Backend(graph, network, undefined));
const cosines = float.map((vector, at) => dot(vector, int8[at] ?? vector));
const [floatLists, int8Lists] = [nearest(float), nearest(int8)];
const overlap = average(
  floatLists.map((list, at) => list.filter((row) => int8Lists[at]?.includes(row)).length / neighbours),
);
process.stdout.write(
  `${names.length} images at ${model.inputSize}: cosine mean ${average(cosines).toFixed(5)}, worst ` +
    `${Math.min(...cosines).toFixed(5)}; top-${neighbours} overlap ${overlap.toFixed(4)}; precision@5 of articleType ` +
    `float ${precisionAt5(floatLists).toFixed(4)}, int8 ${precisionAt5(int8Lists).toFixed(4)}\n`,
);
