/** Does a backend that loaded also compute? Checked before anything is embedded with it. */
import { Failure } from '../../contract/failure.ts';
import { type EmbeddingBackend, embeddingLength } from '../../core/models/ports.ts';

/** A batch sums in another order than single images do; float32 keeps five digits through 50 layers. */
const largestRelativeDifference = 1e-3;

/**
 * Embeds two drawn images together and one by one.
 * @throws Failure `backend-unavailable` where the vectors are not finite, all the same, or depend on the batch
 */
export async function selfCheck(backend: EmbeddingBackend, inputSize: number): Promise<void> {
  const first = drawPixels(inputSize, 1);
  const second = drawPixels(inputSize, 2);
  const both = new Uint8Array(first.length * 2);
  both.set(first);
  both.set(second, first.length);
  const together = await backend.embed(both, 2);
  const singles = [...(await backend.embed(first, 1)), ...(await backend.embed(second, 1))];

  if (together.length !== 2 * embeddingLength)
    throw failed(backend, `it gave ${together.length} numbers for two images`);
  if (!together.every((value) => Number.isFinite(value))) throw failed(backend, 'its numbers are not finite');
  const difference = distance(together, singles);
  const length = distance(together, new Float32Array(together.length));
  if (!(difference <= largestRelativeDifference * length)) {
    throw failed(backend, 'two images together gave other vectors than one by one');
  }
  const apart = distance(together.subarray(0, embeddingLength), together.subarray(embeddingLength));
  if (!(apart > largestRelativeDifference * length))
    throw failed(backend, 'two different images gave the same vector');
}

function failed({ name }: EmbeddingBackend, what: string): Failure {
  return new Failure('backend-unavailable', `${name} failed its self-check: ${what}. Choose another engine.`);
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return Math.sqrt(sum);
}

/** Stripes and gradients that differ by seed: the same on every machine. */
function drawPixels(inputSize: number, seed: number): Uint8Array {
  const pixels = new Uint8Array(inputSize * inputSize * 3);
  for (let i = 0; i < pixels.length; i++) {
    const column = Math.floor(i / 3) % inputSize;
    const row = Math.floor(i / 3 / inputSize);
    const stripe = Math.floor((column + seed * row) / (4 * seed)) % 2;
    pixels[i] = stripe * 90 + ((row * (1 + (i % 3)) + column * seed) % 160);
  }
  return pixels;
}
