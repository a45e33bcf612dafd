import { describe, expect, it } from 'vitest';
import { openBackend, probeBackends } from '../../src/adapters/inference/openBackend.ts';
import { createModelStore } from '../../src/adapters/weights/modelStore.ts';
import type { BackendName, Pooling } from '../../src/contract/models.ts';
import { embeddingLength } from '../../src/core/models/ports.ts';
import { compareRows, readGoldenFeatures, readGoldenPixels } from './goldenSets.ts';
import { bundledModelsFolder, type GoldenSet, goldenSets, hasKerasH5, kerasH5File } from './sharedFolder.ts';

const store = createModelStore({ bundledFolder: bundledModelsFolder, installedFolder: 'no-such-folder' });
const available = new Map((await probeBackends()).map(({ engine, isAvailable }) => [engine, isAvailable]));

/** The features of each golden set, by one backend: loading it takes longer than what it embeds. */
async function embedGolden(engine: BackendName, model: string | undefined, size: number, pooling: Pooling) {
  const resolved = await store.resolve(model, { inputSize: size, pooling });
  const { backend } = await openBackend({ model: resolved, backend: engine, precision: 'fp32' });
  const found = new Map<GoldenSet, Float32Array>();
  try {
    for (const golden of goldenSets) {
      const { pixels, count } = await readGoldenPixels(golden, size);
      // In two batches of different sizes: rows must not depend on their company.
      const bytesPerImage = size * size * 3;
      const split = 7;
      const first = await backend.embed(pixels.slice(0, split * bytesPerImage), split);
      const second = await backend.embed(pixels.slice(split * bytesPerImage), count - split);
      const features = new Float32Array(count * embeddingLength);
      features.set(first);
      features.set(second, first.length);
      found.set(golden, features);
    }
  } finally {
    await backend.dispose();
  }
  return found;
}

describe.each(['onnx', 'tfjs-node'] as const)(
  'golden embeddings by %s (needs its native library; npm run tfjs-node builds it)',
  (engine) => {
    const isMissing = !available.get(engine);

    for (const size of [112, 224]) {
      for (const pooling of ['max', 'avg'] as const) {
        it.skipIf(isMissing)(`are the features of Keras at ${size} with ${pooling} pooling`, async () => {
          for (const [golden, found] of await embedGolden(engine, undefined, size, pooling)) {
            const reference = await readGoldenFeatures(golden, size, pooling);
            expect(found.length).toBe(reference.length);
            const { cosine, relativeError } = compareRows(found, reference);
            expect(cosine, golden).toBeGreaterThanOrEqual(0.99999);
            expect(relativeError, golden).toBeLessThanOrEqual(1e-3);
          }
        });
      }
    }

    it.skipIf(isMissing || !hasKerasH5)('are the same from the Keras HDF5 file', async () => {
      const reference = await embedGolden(engine, undefined, 112, 'avg');
      expect(await embedGolden(engine, kerasH5File, 112, 'avg')).toEqual(reference);
    });
  },
);
