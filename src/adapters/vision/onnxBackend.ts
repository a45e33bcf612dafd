/** ResNet50 on onnxruntime, on the processor: in float32, or in 8 bits where the ranges are known. */
import type { Precision } from '../../contract/models.ts';
import type { Ranges } from '../../core/models/calibration.ts';
import type { EmbeddingBackend } from '../../core/models/ports.ts';
import { largestSafeWeight } from './largestSafeWeight.ts';
import type { LoadedNetwork } from './loadNetwork.ts';
import { buildOnnxModel } from './onnxGraph.ts';
import { buildQuantizedModel } from './onnxQuantizedGraph.ts';
import { embeddingsOf, openOnnxSession } from './onnxRuntime.ts';

/** @param threads undefined: as many as onnxruntime thinks right (one per core) */
export function createOnnxBackend(
  network: LoadedNetwork,
  threads: number | undefined,
): Promise<EmbeddingBackend> {
  return createBackend('fp32', buildOnnxModel(network), network, threads);
}

/**
 * The same network in 8 bits. It is an approximation: it is to be compared with float before it is used.
 * @param ranges of the activations, for this network and input size
 */
export async function createQuantizedBackend(
  network: LoadedNetwork,
  ranges: Ranges,
  threads: number | undefined,
): Promise<EmbeddingBackend> {
  const model = buildQuantizedModel(network, ranges, await largestSafeWeight());
  return await createBackend('int8', model, network, threads);
}

async function createBackend(
  precision: Precision,
  model: Uint8Array,
  { inputSize }: LoadedNetwork,
  threads: number | undefined,
): Promise<EmbeddingBackend> {
  const session = await openOnnxSession(model, inputSize, threads);
  return {
    engine: 'onnx',
    precision,
    async embed(pixels, count) {
      if (count === 0) return new Float32Array(0);
      return embeddingsOf(await session.run(pixels, count), count);
    },
    dispose: () => session.release(),
  };
}
