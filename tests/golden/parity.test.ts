import { describe, expect, it } from 'vitest';
import { openBackend, probeBackends } from '../../src/adapters/inference/openBackend.ts';
import { createModelStore } from '../../src/adapters/weights/modelStore.ts';
import type { BackendName, Pooling } from '../../src/contract/models.ts';
import { embeddingLength } from '../../src/core/models/ports.ts';
import { compareRows, readGoldenFeatures, readGoldenPixels } from './goldenSets.ts';
import { bundledModelsFolder, type GoldenSet, goldenSets, hasKerasH5, kerasH5File } from './sharedFolder.ts';

const store = createModelStore({ bundledFolder: bundledModelsFolder, installedFolder: 'no-such-folder' });
const available = new Map((await probeBackends()).map(({ engine, isAvailable }) => [engine, isAvailable]));

async function embedGolden(
  golden: GoldenSet,
  engine: BackendName,
  model: string | undefined,
  size: number,
  pooling: Pooling,
) {
  const { pixels, count } = await readGoldenPixels(golden, size);
  const resolved = await store.resolve(model, { inputSize: size, pooling });
  const { backend } = await openBackend({ model: resolved, backend: engine, precision: 'fp32' });
  try {
    // In two batches of different sizes: rows must not depend on their company.
    const bytesPerImage = size * size * 3;
    const split = 7;
    const first = await backend.embed(pixels.slice(0, split * bytesPerImage), split);
    const second = await backend.embed(pixels.slice(split * bytesPerImage), count - split);
    const features = new Float32Array(count * embeddingLength);
    features.set(first);
    features.set(second, first.length);
    return features;
  } finally {
    await backend.dispose();
  }
}

describe.each(goldenSets)('golden embeddings of %s', (golden) => {
  for (const engine of ['onnx', 'tfjs-node'] as const) {
    describe.skipIf(!available.get(engine))(
      `${engine} (needs its native library; npm run tfjs-node builds it)`,
      () => {
        for (const size of [112, 224]) {
          for (const pooling of ['max', 'avg'] as const) {
            it(`gives the features of Keras at ${size} with ${pooling} pooling`, async () => {
              const reference = await readGoldenFeatures(golden, size, pooling);
              const found = await embedGolden(golden, engine, undefined, size, pooling);
              expect(found.length).toBe(reference.length);
              const { cosine, relativeError } = compareRows(found, reference);
              expect(cosine).toBeGreaterThanOrEqual(0.99999);
              expect(relativeError).toBeLessThanOrEqual(1e-3);
            });
          }
        }

        it.skipIf(!hasKerasH5)('gives the same features from the Keras HDF5 file', async () => {
          const reference = await embedGolden(golden, engine, undefined, 112, 'avg');
          const found = await embedGolden(golden, engine, kerasH5File, 112, 'avg');
          expect(found).toEqual(reference);
        });
      },
    );
  }
});
