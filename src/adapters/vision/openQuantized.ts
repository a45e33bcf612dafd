/** Opens the int8 network, and only where it agrees with float on this machine. */
import { Failure } from '../../contract/failure.ts';
import { meanCosine, smallestAgreement } from '../../core/models/agreement.ts';
import type { Ranges } from '../../core/models/calibration.ts';
import type { EmbeddingBackend } from '../../core/models/ports.ts';
import { drawCheckImages } from './drawCheckImages.ts';
import type { LoadedNetwork } from './loadNetwork.ts';
import { createOnnxBackend, createQuantizedBackend } from './onnxBackend.ts';
import { selfCheck } from './selfCheck.ts';

/** Images and what float made of them. */
export interface Reference {
  /** `count × inputSize × inputSize × 3` bytes. */
  readonly pixels: Uint8Array;
  readonly count: number;
  /** `count × 2048` */
  readonly embeddings: Float32Array;
}

export interface QuantizedRequest {
  readonly network: LoadedNetwork;
  readonly ranges: Ranges;
  readonly threads: number | undefined;
}

/** Drawn images, embedded by onnxruntime in float. */
export async function embedReference(
  network: LoadedNetwork,
  threads: number | undefined,
): Promise<Reference> {
  const images = drawCheckImages(network.inputSize);
  const float = await createOnnxBackend(network, threads);
  try {
    return { ...images, embeddings: await float.embed(images.pixels, images.count) };
  } finally {
    await float.dispose();
  }
}

/**
 * Loads the int8 network and compares it with the reference.
 * @throws Failure `backend-unavailable` with the mean cosine where it does not agree with float
 */
export async function openQuantized(
  { network, ranges, threads }: QuantizedRequest,
  reference: Reference,
): Promise<EmbeddingBackend> {
  const backend = await createQuantizedBackend(network, ranges, threads);
  try {
    await selfCheck(backend, network.inputSize);
    checkAgreement(await backend.embed(reference.pixels, reference.count), reference);
    return backend;
  } catch (thrown) {
    await backend.dispose();
    throw thrown;
  }
}

function checkAgreement(found: Float32Array, { embeddings, count }: Reference): void {
  const cosine = meanCosine(found, embeddings);
  if (cosine >= smallestAgreement) return;
  throw new Failure(
    'backend-unavailable',
    `The int8 network does not agree with float32 on this machine: the mean cosine over ${count} images is ` +
      `${cosine.toFixed(4)} where ${smallestAgreement} is needed. Choose the precision fp32 or auto.`,
  );
}
