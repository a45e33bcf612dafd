/** ResNet50 on onnxruntime, on the processor: in float32, or in 8 bits where the ranges are known. */
import type { Ranges } from '../../../core/models/calibration.ts';
import type { EmbeddingBackend } from '../../../core/models/ports.ts';
import type { LoadedNetwork } from '../../weights/loadNetwork.ts';
import { largestSafeWeight } from '../int8/largestSafeWeight.ts';
import { buildQuantizedModel, inputMargin } from '../int8/onnxQuantizedGraph.ts';
import { addMargin } from './addMargin.ts';
import { buildOnnxModel } from './onnxGraph.ts';
import { embeddingsOf, openOnnxSession } from './onnxRuntime.ts';

/** @param threads undefined: as many as onnxruntime thinks right (one per core) */
export async function createOnnxBackend(
  network: LoadedNetwork,
  threads: number | undefined,
): Promise<EmbeddingBackend> {
  const session = await openOnnxSession(buildOnnxModel(network), network.inputSize, threads);
  return {
    name: 'onnx',
    precision: 'fp32',
    async embed(pixels, count) {
      if (count === 0) return new Float32Array(0);
      return embeddingsOf(await session.run(pixels, count), count);
    },
    dispose: () => session.release(),
  };
}

/** What is known of a model without reading its weights. */
export interface NetworkInput {
  readonly inputSize: number;
  readonly meanRgb: readonly [number, number, number];
}

/**
 * The network in 8 bits, as the bytes of an ONNX model. It is an approximation: compare it with float before it is used.
 * @param ranges of the activations, for this network and input size
 */
export async function buildInt8Graph(network: LoadedNetwork, ranges: Ranges): Promise<Uint8Array> {
  return buildQuantizedModel(network, ranges, await largestSafeWeight());
}

/** @param graph as `buildInt8Graph` made it for this input */
export async function createInt8Backend(
  graph: Uint8Array,
  { inputSize, meanRgb }: NetworkInput,
  threads: number | undefined,
): Promise<EmbeddingBackend> {
  const session = await openOnnxSession(graph, inputSize + 2 * inputMargin, threads);
  return {
    name: 'onnx',
    precision: 'int8',
    async embed(pixels, count) {
      if (count === 0) return new Float32Array(0);
      const framed = addMargin(pixels, count, inputSize, inputMargin, meanRgb);
      return embeddingsOf(await session.run(framed, count), count);
    },
    dispose: () => session.release(),
  };
}
