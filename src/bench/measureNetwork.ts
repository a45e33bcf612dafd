/** Times the network alone, precisions in turns, so that their ratio is fair on a machine that changes speed. */

import {
  buildInt8Graph,
  createInt8Backend,
  createOnnxBackend,
} from '../adapters/inference/backends/onnxBackend.ts';
import { createTfjsBackend } from '../adapters/inference/backends/tfjsBackend.ts';
import { drawCheckImages } from '../adapters/inference/drawCheckImages.ts';
import { findCalibration } from '../adapters/inference/int8/calibrationFiles.ts';
import { createRangeObserver } from '../adapters/inference/int8/observeRanges.ts';
import { type LoadedNetwork, loadNetwork } from '../adapters/weights/loadNetwork.ts';
import { asFailure } from '../contract/failure.ts';
import type { Precision } from '../contract/models.ts';
import type { Ranges } from '../core/models/calibration.ts';
import type { EmbeddingBackend } from '../core/models/ports.ts';
import type { BackendTimes, EmbedOrder, EmbedTimes } from './benchMessages.ts';
import { timeMs } from './measurement.ts';

const imagesPerBatch = 16;
/** After one that warms up what the other precision left cold. */
const batchesPerTurn = 4;

interface Opened {
  readonly precision: Precision;
  readonly backend: EmbeddingBackend | null;
  readonly note: string | null;
  readonly msPerImage: number[];
}

/** Drawn images: how long the network takes does not depend on what is to be seen. */
export async function measureNetwork(order: EmbedOrder): Promise<EmbedTimes> {
  const network = await loadNetwork(order.model);
  const backends: Opened[] = [];
  for (const precision of order.precisions) backends.push(await open(order, precision, network));
  const pixels = drawBatch(network.inputSize);
  for (let run = 0; run < order.runs; run++) {
    for (const { backend, msPerImage } of backends) {
      if (backend === null) continue;
      await backend.embed(pixels, imagesPerBatch);
      for (let batch = 0; batch < batchesPerTurn; batch++) {
        msPerImage.push((await timeMs(() => backend.embed(pixels, imagesPerBatch))) / imagesPerBatch);
      }
    }
  }
  return { kind: 'embed', backends: backends.map(toTimes) };
}

async function open(order: EmbedOrder, precision: Precision, network: LoadedNetwork): Promise<Opened> {
  try {
    return { precision, backend: await openBackend(order, precision, network), note: null, msPerImage: [] };
  } catch (thrown) {
    return { precision, backend: null, note: asFailure(thrown).message, msPerImage: [] };
  }
}

async function openBackend(
  order: EmbedOrder,
  precision: Precision,
  network: LoadedNetwork,
): Promise<EmbeddingBackend> {
  const { engine, threads } = order;
  if (engine === 'tfjs-node') return createTfjsBackend(network, threads);
  if (precision === 'fp32') return createOnnxBackend(network, threads);
  const graph = await buildInt8Graph(network, await findRanges(order, network));
  return createInt8Backend(graph, network, threads);
}

/** Those that an import would use, else of the drawn images: they change what comes out, not how long it takes. */
async function findRanges({ model, threads }: EmbedOrder, network: LoadedNetwork): Promise<Ranges> {
  const known = await findCalibration(model);
  if (known !== null) return known.ranges;
  const observer = await createRangeObserver(network, threads);
  const { pixels, count } = drawCheckImages(network.inputSize);
  await observer.embed(pixels, count);
  const ranges = observer.ranges();
  await observer.dispose();
  return ranges;
}

function drawBatch(inputSize: number): Uint8Array {
  const drawn = drawCheckImages(inputSize);
  const bytesEach = inputSize * inputSize * 3;
  const batch = new Uint8Array(imagesPerBatch * bytesEach);
  for (let at = 0; at < imagesPerBatch; at++) {
    const from = (at % drawn.count) * bytesEach;
    batch.set(drawn.pixels.subarray(from, from + bytesEach), at * bytesEach);
  }
  return batch;
}

function toTimes({ precision, msPerImage, note }: Opened): BackendTimes {
  return { precision, msPerImage, note };
}
