import { describe, expect, it } from 'vitest';
import { buildInt8Graph, createInt8Backend } from '../../src/adapters/inference/backends/onnxBackend.ts';
import { findCalibration } from '../../src/adapters/inference/int8/calibrationFiles.ts';
import { createRangeObserver } from '../../src/adapters/inference/int8/observeRanges.ts';
import { loadNetwork } from '../../src/adapters/weights/loadNetwork.ts';
import { createModelStore } from '../../src/adapters/weights/modelStore.ts';
import { meanCosine } from '../../src/core/models/agreement.ts';
import { compareRows, readGoldenFeatures, readGoldenPixels } from './goldenSets.ts';
import { bundledModelsFolder, goldenSets } from './sharedFolder.ts';

const store = createModelStore({ bundledFolder: bundledModelsFolder, installedFolder: 'no-such-folder' });

describe.each(goldenSets)('golden embeddings of %s in int8', (golden) => {
  for (const pooling of ['max', 'avg'] as const) {
    it(`agree with Keras at 112 with ${pooling} pooling and the shipped ranges`, async () => {
      const model = await store.resolve(undefined, { pooling });
      const calibration = await findCalibration(model);
      const network = await loadNetwork(model);
      const graph = await buildInt8Graph(network, calibration?.ranges ?? {});
      const backend = await createInt8Backend(graph, network, undefined);
      const { pixels, count } = await readGoldenPixels(golden, 112);
      const found = await backend.embed(pixels, count);
      await backend.dispose();
      const reference = await readGoldenFeatures(golden, 112, pooling);
      expect(meanCosine(found, reference)).toBeGreaterThanOrEqual(0.999);
      expect(compareRows(found, reference).cosine).toBeGreaterThanOrEqual(0.995);
    });

    it(`agree with Keras at 224 with ${pooling} pooling and ranges measured there`, async () => {
      const network = await loadNetwork(await store.resolve(undefined, { inputSize: 224, pooling }));
      const { pixels, count } = await readGoldenPixels(golden, 224);
      const reference = await readGoldenFeatures(golden, 224, pooling);
      const observer = await createRangeObserver(network, undefined);
      const float = await observer.embed(pixels, count);
      expect(compareRows(float, reference).cosine).toBeGreaterThanOrEqual(0.99999);
      const graph = await buildInt8Graph(network, observer.ranges());
      const backend = await createInt8Backend(graph, network, undefined);
      const found = await backend.embed(pixels, count);
      await observer.dispose();
      await backend.dispose();
      expect(meanCosine(found, reference)).toBeGreaterThanOrEqual(0.998);
      expect(compareRows(found, reference).cosine).toBeGreaterThanOrEqual(0.99);
    });
  }
});
