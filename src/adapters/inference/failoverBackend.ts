/** Looks at every batch, and goes on with another backend where one fails in the middle of the work. */
import { asFailure, Failure } from '../../contract/failure.ts';
import { areAllTheSame, findDoubt } from '../../core/models/doubtfulFeatures.ts';
import type { EmbeddingBackend } from '../../core/models/ports.ts';
import { selfCheck } from './selfCheck.ts';

export interface FailoverOptions {
  readonly first: EmbeddingBackend;
  readonly inputSize: number;
  /** Opens what is to go on after one that failed; null where nothing is left. */
  readonly openNext: () => Promise<EmbeddingBackend | null>;
  /** Told what was given up and why, once another has taken over. */
  readonly onChange: (note: string) => void;
}

/**
 * A batch whose features are not those of a working network is embedded again by the next backend, so that none of them
 * is ever stored. One batch at a time.
 */
export function createFailoverBackend(options: FailoverOptions): EmbeddingBackend {
  const { first, inputSize, openNext, onChange } = options;
  let current = first;
  let end: Failure | null = null;

  async function replace(reason: string): Promise<void> {
    const failed = nameOf(current);
    // A backend that is broken may not even end well.
    await current.dispose().catch(() => undefined);
    const next = await openNext().catch((thrown: unknown) => asFailure(thrown));
    if (next instanceof Failure || next === null) {
      end = new Failure(
        'backend-unavailable',
        `${failed} stopped working (${reason}), and nothing else that was allowed can go on. ` +
          'What is done is kept. Import again with the engine and the precision on auto.',
        next?.message,
      );
      throw end;
    }
    current = next;
    onChange(`${failed} stopped working (${reason}). ${nameOf(next)} went on from there.`);
  }

  return {
    get name() {
      return current.name;
    },
    get precision() {
      return current.precision;
    },
    async embed(pixels, count) {
      if (end !== null) throw end;
      for (;;) {
        const found = await tryBatch(current, pixels, count, inputSize);
        if (found instanceof Float32Array) return found;
        await replace(found.reason);
      }
    },
    dispose: () => current.dispose(),
  };
}

async function tryBatch(
  backend: EmbeddingBackend,
  pixels: Uint8Array,
  count: number,
  inputSize: number,
): Promise<Float32Array | { readonly reason: string }> {
  try {
    const features = await backend.embed(pixels, count);
    const doubt = findDoubt(features, count);
    if (doubt !== null) return { reason: `it gave ${doubt}` };
    if (areAllTheSame(features, count)) await selfCheck(backend, inputSize);
    return features;
  } catch (thrown) {
    return { reason: asFailure(thrown).message };
  }
}

function nameOf({ name, precision }: EmbeddingBackend): string {
  return `${name} in ${precision}`;
}
