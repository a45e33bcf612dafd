/** ResNet50 on onnxruntime: float32 on the processor. */
import { Failure } from '../../contract/failure.ts';
import { type EmbeddingBackend, embeddingLength } from '../../core/models/ports.ts';
import type { LoadedNetwork } from './loadNetwork.ts';
import { buildOnnxModel, embeddingName, pixelsName } from './onnxGraph.ts';
import { unavailableEngine } from './unavailableEngine.ts';

type OnnxRuntime = typeof import('onnxruntime-node');

/** Errors and worse: warnings about graph details are no one's concern. */
const logErrors = 3;

/**
 * Loads onnxruntime's native library; late, because it is missing on some platforms (macOS x64).
 * @throws Failure `backend-unavailable`
 */
export async function loadOnnxRuntime(): Promise<OnnxRuntime> {
  try {
    const loaded = await import('onnxruntime-node');
    return 'default' in loaded ? (loaded.default as OnnxRuntime) : loaded;
  } catch (thrown) {
    throw unavailableEngine('onnx', thrown);
  }
}

/** @param threads undefined: as many as onnxruntime thinks right (one per core) */
export async function createOnnxBackend(
  network: LoadedNetwork,
  threads: number | undefined,
): Promise<EmbeddingBackend> {
  const ort = await loadOnnxRuntime();
  const session = await ort.InferenceSession.create(buildOnnxModel(network), {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    logSeverityLevel: logErrors,
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  });
  const { inputSize } = network;
  return {
    engine: 'onnx',
    precision: 'fp32',
    async embed(pixels, count) {
      if (count === 0) return new Float32Array(0);
      const input = new ort.Tensor('uint8', pixels, [count, inputSize, inputSize, 3]);
      const output = (await session.run({ [pixelsName]: input }))[embeddingName];
      if (!(output?.data instanceof Float32Array) || output.data.length !== count * embeddingLength) {
        throw new Failure(
          'backend-unavailable',
          'onnxruntime returned no embeddings. Choose the engine tfjs-node.',
        );
      }
      return output.data;
    },
    dispose: () => session.release(),
  };
}
