/** onnxruntime's native library, and a graph loaded into it. */
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { Failure } from '../../../contract/failure.ts';
import { embeddingLength } from '../../../core/models/ports.ts';
import { unavailableBackend } from '../unavailableBackend.ts';
import { embeddingName, pixelsName } from './onnxNodes.ts';

type OnnxRuntime = typeof import('onnxruntime-node');

/** A loaded graph that turns pixels into embeddings, and perhaps more. */
export interface OnnxSession {
  /** All outputs of one batch by name. @throws Failure `backend-unavailable` where there is no embedding among them */
  run(pixels: Uint8Array, count: number): Promise<InferenceSession.OnnxValueMapType>;
  release(): Promise<void>;
}

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
    throw unavailableBackend('onnx', thrown);
  }
}

/**
 * Loads the bytes of a model.
 * @param edge rows and columns of the pixels it takes
 * @param threads undefined: as many as onnxruntime thinks right (one per core)
 * @throws Failure `backend-unavailable`
 */
export async function openOnnxSession(
  model: Uint8Array,
  edge: number,
  threads: number | undefined,
): Promise<OnnxSession> {
  const ort = await loadOnnxRuntime();
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    logSeverityLevel: logErrors,
    // Saves 76 MB at 224 pixels and costs nothing (docs/performance.md).
    enableMemPattern: false,
    // Decoders share the cores: a thread that waits for the next operation must not burn one.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  });
  return {
    async run(pixels, count) {
      const input = new ort.Tensor('uint8', pixels, [count, edge, edge, 3]);
      return await session.run({ [pixelsName]: input });
    },
    release: () => session.release(),
  };
}

/**
 * The `count × 2048` features among a run's outputs.
 * @throws Failure `backend-unavailable`
 */
export function embeddingsOf(outputs: Readonly<Record<string, Tensor>>, count: number): Float32Array {
  const data = outputs[embeddingName]?.data;
  if (!(data instanceof Float32Array) || data.length !== count * embeddingLength) {
    throw new Failure(
      'backend-unavailable',
      'onnxruntime returned no embeddings. Choose the engine tfjs-node.',
    );
  }
  return data;
}
