/** Starts in float, measures the ranges of its first images on the way, and goes on in int8 where that agrees. */
import { asFailure } from '../../contract/failure.ts';
import { type Calibration, calibrationImages } from '../../core/models/calibration.ts';
import type { ResolvedModel } from '../../core/models/manifest.ts';
import type { EmbeddingBackend } from '../../core/models/ports.ts';
import { keepCalibration } from './calibrationFiles.ts';
import type { LoadedNetwork } from './loadNetwork.ts';
import { createRangeObserver } from './observeRanges.ts';
import { createOnnxBackend } from './onnxBackend.ts';
import { openQuantized, type Reference } from './openQuantized.ts';

export interface CalibratingOptions {
  readonly model: ResolvedModel;
  readonly network: LoadedNetwork;
  readonly threads: number | undefined;
  /** Called once, when the ranges are known: what runs from now on, in words. */
  readonly onDecided: (note: string) => void;
}

/** The last images before the decision are what int8 is compared on. */
const comparedImages = 16;

/**
 * A backend whose precision is fp32 for the first 128 images. The batch that completes them waits for the decision.
 * Measured ranges are kept, so that the next start needs none of this.
 */
export async function createCalibratingBackend(options: CalibratingOptions): Promise<EmbeddingBackend> {
  const { model, network, threads, onDecided } = options;
  const observer = await createRangeObserver(network, threads);
  let current: EmbeddingBackend = observer;

  async function decide(reference: Reference): Promise<void> {
    const calibration: Calibration = {
      weightsSha256: model.manifest.sha256,
      inputSize: model.inputSize,
      images: observer.imageCount(),
      ranges: observer.ranges(),
    };
    let note: string;
    try {
      current = await openQuantized({ network, ranges: calibration.ranges, threads }, reference);
      note = `The first ${calibration.images} images were embedded in fp32, to measure the ranges of int8.`;
      note += await keep(model, calibration);
    } catch (thrown) {
      current = await createOnnxBackend(network, threads);
      note = `int8 was not used: ${asFailure(thrown).message}`;
    }
    await observer.dispose();
    onDecided(note);
  }

  return {
    engine: 'onnx',
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

/** Without kept ranges int8 runs all the same. */
async function keep(model: ResolvedModel, calibration: Calibration): Promise<string> {
  return await keepCalibration(model, calibration).then(
    () => '',
    (error: Error) => ` They could not be kept (${error.message}), so they will be measured again.`,
  );
}
