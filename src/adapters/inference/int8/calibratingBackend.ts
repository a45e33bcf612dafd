/** Starts in float, measures the ranges of its first images on the way, and goes on in int8 where that agrees. */
import { asFailure } from '../../../contract/failure.ts';
import { type Calibration, calibrationImages } from '../../../core/models/calibration.ts';
import type { ResolvedModel } from '../../../core/models/manifest.ts';
import type { EmbeddingBackend } from '../../../core/models/ports.ts';
import type { LoadedNetwork } from '../../weights/loadNetwork.ts';
import { createOnnxBackend } from '../backends/onnxBackend.ts';
import { keepCalibration } from './calibrationFiles.ts';
import { createRangeObserver } from './observeRanges.ts';
import { checkAgreement, type Reference } from './openQuantized.ts';
import { openTunedInt8 } from './openTunedInt8.ts';

export interface CalibratingOptions {
  readonly model: ResolvedModel;
  readonly network: () => Promise<LoadedNetwork>;
  readonly threads: number | undefined;
  /** int8 was asked for: that it agrees is enough, it need not be faster. */
  readonly isAskedFor: boolean;
  /** Called once, when the ranges are known: what runs from now on, in words. */
  readonly onDecided: (notes: string[]) => void;
}

/** The last images before the decision are what int8 is compared on, besides those that every machine draws. */
const comparedImages = 16;

/**
 * A backend whose precision is fp32 for the first 128 images. The batch that completes them waits for the decision.
 * Measured ranges are kept, so that the next start needs none of this.
 */
export async function createCalibratingBackend(options: CalibratingOptions): Promise<EmbeddingBackend> {
  const { model, network, threads, isAskedFor, onDecided } = options;
  const observer = await createRangeObserver(await network(), threads);
  let current: EmbeddingBackend = observer;

  async function openInt8(calibration: Calibration, reference: Reference) {
    const { ranges } = calibration;
    const { backend, words } = await openTunedInt8({ model, ranges, isAskedFor, threads });
    if (backend === null) return { backend, notes: [`int8 was not used: ${words}.`] };
    try {
      await checkAgreement(backend, reference);
      return { backend, notes: isAskedFor ? [] : [`Fast (int8): ${words}.`] };
    } catch (thrown) {
      await backend.dispose();
      throw thrown;
    }
  }

  async function decide(reference: Reference): Promise<void> {
    const calibration: Calibration = {
      weightsSha256: model.manifest.sha256,
      inputSize: model.inputSize,
      images: observer.imageCount(),
      ranges: observer.ranges(),
    };
    const keeping = await keep(model, calibration);
    const { backend, notes } = await openInt8(calibration, reference).catch((thrown: unknown) => ({
      backend: null,
      notes: [`int8 was not used: ${asFailure(thrown).message}`],
    }));
    if (backend !== null) {
      notes.push(
        `The first ${calibration.images} images were embedded in fp32, to measure the ranges of int8.`,
      );
    }
    current = backend ?? (await createOnnxBackend(await network(), threads));
    await observer.dispose();
    onDecided([...notes, ...keeping]);
  }

  return {
    name: 'onnx',
    get precision() {
      return current.precision;
    },
    async embed(pixels, count) {
      const embeddings = await current.embed(pixels, count);
      if (current === observer && observer.imageCount() >= calibrationImages) {
        await decide(lastOf({ pixels, count, embeddings }));
      }
      return embeddings;
    },
    dispose: () => current.dispose(),
  };
}

function lastOf({ pixels, count, embeddings }: Reference): Reference {
  const kept = Math.min(count, comparedImages);
  return {
    pixels: pixels.slice(pixels.length - (kept * pixels.length) / count),
    count: kept,
    embeddings: embeddings.slice(embeddings.length - (kept * embeddings.length) / count),
  };
}

/** Without kept ranges int8 runs all the same. @returns what there is to say about it */
async function keep(model: ResolvedModel, calibration: Calibration): Promise<string[]> {
  return await keepCalibration(model, calibration).then(
    () => [],
    (error: Error) => [
      `The ranges of int8 could not be kept (${error.message}); they will be measured again.`,
    ],
  );
}
