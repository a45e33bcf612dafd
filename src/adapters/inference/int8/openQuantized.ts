/** Opens the int8 network, and only where it agrees with float on this machine. */
import { Failure } from '../../../contract/failure.ts';
import { meanCosine, smallestAgreement } from '../../../core/models/agreement.ts';
import type { EmbeddingBackend } from '../../../core/models/ports.ts';
import { createInt8Backend, type NetworkInput } from '../backends/onnxBackend.ts';
import { selfCheck } from '../selfCheck.ts';

/** Images and what float made of them. */
export interface Reference {
  /** `count × inputSize × inputSize × 3` bytes. */
  readonly pixels: Uint8Array;
  readonly count: number;
  /** `count × 2048` */
  readonly embeddings: Float32Array;
}

/**
 * Loads the int8 network and compares it with the reference.
 * @throws Failure `backend-unavailable` with the mean cosine where it does not agree with float
 */
export async function openQuantized(
  graph: Uint8Array,
  input: NetworkInput,
  threads: number | undefined,
  reference: Reference,
): Promise<EmbeddingBackend> {
  const backend = await createInt8Backend(graph, input, threads);
  try {
    await selfCheck(backend, input.inputSize);
    await checkAgreement(backend, reference);
    return backend;
  } catch (thrown) {
    await backend.dispose();
    throw thrown;
  }
}

/** @throws Failure `backend-unavailable` with the mean cosine where the backend does not agree with the reference */
export async function checkAgreement(backend: EmbeddingBackend, reference: Reference): Promise<void> {
  const { pixels, count, embeddings } = reference;
  const cosine = meanCosine(await backend.embed(pixels, count), embeddings);
  if (cosine >= smallestAgreement) return;
  throw new Failure(
    'backend-unavailable',
    `The int8 network does not agree with float32 on this machine: the mean cosine over ${count} images is ` +
      `${cosine.toFixed(4)} where ${smallestAgreement} is needed. Choose the precision fp32 or auto.`,
  );
}
