/** `decode` and `embed`: what an import spends its time on, each part alone. */
import { createModelStore } from '../../adapters/weights/modelStore.ts';
import { asFailure } from '../../contract/failure.ts';
import type { BackendName, EmbeddingOptions, Precision } from '../../contract/models.ts';
import type { ResolvedModel } from '../../core/models/manifest.ts';
import { bundledModels, installedModels } from '../../engine/processes/visionOwner.ts';
import { askBenchProcess } from '../askBenchProcess.ts';
import type { BackendTimes } from '../benchMessages.ts';
import type { BenchPlace } from '../benchPlace.ts';
import { absent, derived, type Measurement, median, medianOf } from '../measurement.ts';

/** Enough to be representative of a folder, few enough for large photos. */
export const decodedImages = 128;

/** What the earlier systems' loop takes for an image where our float32 at 224 pixels takes `onnx` (design notes: 81 and 22 ms). */
const referenceMs = { kerasLoop: 81, onnx: 22 } as const;
const referenceSize = 224;

/** How long the earlier systems take for an image on this machine, in so far as it can be told without them. */
export interface KerasLoop {
  readonly ms: number;
  readonly note: string;
}

/** The model that the order asks for. @throws Failure `not-found`, `model-unusable` */
export async function resolveModel(
  place: BenchPlace,
  { model, pooling }: EmbeddingOptions,
  inputSize: number | undefined,
): Promise<ResolvedModel> {
  const store = createModelStore({
    bundledFolder: bundledModels(place.options),
    installedFolder: installedModels(place.options),
  });
  return store.resolve(model, { pooling, inputSize });
}

export async function decodeStep(
  place: BenchPlace,
  files: readonly string[],
  inputSize: number,
  runs: number,
): Promise<Measurement[]> {
  const thumbnailFolder = place.path('decoded');
  const times = await askBenchProcess(place, { kind: 'decode', files, inputSize, thumbnailFolder, runs });
  const { images, unusable } = times;
  const left = unusable === 0 ? '' : `; ${unusable} unusable`;
  const note = `${images} images to ${inputSize} pixels and to thumbnails${left}`;
  return [
    medianOf('decode', 'ms/image', times.msPerImage, note),
    medianOf('decode.parallel', 'images/s', times.imagesPerSecond, 'as many at a time as in an import'),
  ];
}

/** Every engine and precision at every size, and what follows from them. */
export async function embedStep(
  place: BenchPlace,
  embedding: EmbeddingOptions,
  sizes: readonly number[],
  runs: number,
): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const size of sizes) {
    const onnx = await timeEngine(place, embedding, 'onnx', ['fp32', 'int8'], size, runs);
    const tfjs = await timeEngine(place, embedding, 'tfjs-node', ['fp32'], size, runs);
    results.push(...onnx.map((times) => describe('onnx', size, times)));
    results.push(...tfjs.map((times) => describe('tfjs-node', size, times)));
    const [fp32, int8] = onnx.map(({ msPerImage }) => median(msPerImage));
    const ratio = (fp32 ?? Number.NaN) / (int8 ?? Number.NaN);
    results.push(
      derived(`embed.ratio.int8.${size}`, 'times', ratio, 'as fast as float32, measured in turns'),
    );
  }
  return results;
}

/** From the measured float32 at 224 pixels, or from a measurement of it alone. */
export async function measureKerasLoop(
  place: BenchPlace,
  embedding: EmbeddingOptions,
  measured: readonly Measurement[],
): Promise<KerasLoop> {
  const known = measured.find(({ name }) => name === `embed.onnx.fp32.${referenceSize}`)?.value;
  const ms =
    known ??
    median((await timeEngine(place, embedding, 'onnx', ['fp32'], referenceSize, 1))[0]?.msPerImage ?? []);
  return {
    ms: (ms * referenceMs.kerasLoop) / referenceMs.onnx,
    note: `derived, not measured here: the Keras one-by-one loop takes ${referenceMs.kerasLoop} ms where float32 on onnxruntime at ${referenceSize} takes ${referenceMs.onnx}`,
  };
}

export function describeKerasLoop(loop: KerasLoop, measured: readonly Measurement[]): Measurement[] {
  const int8 = measured.filter(({ name }) => name.startsWith('embed.onnx.int8.'));
  return [
    derived('embed.kerasLoop', 'ms/image', loop.ms, loop.note),
    ...int8.map(({ name, value = Number.NaN }) =>
      derived(
        `embed.ratio.keras.${name.slice('embed.onnx.int8.'.length)}`,
        'times',
        loop.ms / value,
        'int8 as fast as the derived Keras loop',
      ),
    ),
  ];
}

/** A process each: what crashes one leaves the others measured. */
async function timeEngine(
  place: BenchPlace,
  embedding: EmbeddingOptions,
  engine: BackendName,
  precisions: readonly Precision[],
  inputSize: number,
  runs: number,
): Promise<readonly BackendTimes[]> {
  const model = await resolveModel(place, embedding, inputSize);
  const { threads } = embedding;
  try {
    const order = { kind: 'embed', model, engine, precisions, threads, runs } as const;
    return (await askBenchProcess(place, order)).backends;
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.code !== 'backend-unavailable' || place.isStopped) throw failure;
    return precisions.map((precision) => ({ precision, msPerImage: [], note: failure.message }));
  }
}

function describe(
  engine: BackendName,
  size: number,
  { precision, msPerImage, note }: BackendTimes,
): Measurement {
  const name = `embed.${engine}.${precision}.${size}`;
  if (note !== null) return absent(name, 'ms/image', note);
  return medianOf(name, 'ms/image', msPerImage, 'the network alone, batches of 16');
}
