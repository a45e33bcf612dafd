/**
 * Times the network alone, float32 and int8 in turns: `node tests/bench/embedBench.ts [BATCH] [ROUNDS] [THREADS]`.
 * Drawn images; ranges measured on them. Ratios are what compares between machines.
 */
import { drawCheckImages } from '../../src/adapters/vision/drawCheckImages.ts';
import { loadNetwork } from '../../src/adapters/vision/loadNetwork.ts';
import { createModelStore } from '../../src/adapters/vision/modelStore.ts';
import { createRangeObserver } from '../../src/adapters/vision/observeRanges.ts';
import {
  buildInt8Graph,
  createInt8Backend,
  createOnnxBackend,
} from '../../src/adapters/vision/onnxBackend.ts';
import type { EmbeddingBackend } from '../../src/core/models/ports.ts';
import { bundledModelsFolder } from '../golden/sharedFolder.ts';

const [batch = 16, rounds = 5, threads] = process.argv.slice(2).map(Number);
const batchesPerRound = 6;
const store = createModelStore({ bundledFolder: bundledModelsFolder, installedFolder: 'no-such-folder' });

for (const inputSize of [112, 224]) {
  const network = await loadNetwork(await store.resolve(undefined, { inputSize }));
  const drawn = drawCheckImages(inputSize);
  const observer = await createRangeObserver(network, threads);
  await observer.embed(drawn.pixels, drawn.count);
  const ranges = observer.ranges();
  await observer.dispose();
  const bytesEach = inputSize * inputSize * 3;
  const pixels = new Uint8Array(batch * bytesEach).map(
    (_, at) => drawn.pixels[at % drawn.pixels.length] ?? 0,
  );

  /** Milliseconds per image in each batch; the first of a round warms up what the other left cold. */
  async function time(backend: EmbeddingBackend): Promise<number[]> {
    const times: number[] = [];
    for (let turn = 0; turn <= batchesPerRound; turn++) {
      const start = performance.now();
      await backend.embed(pixels, batch);
      if (turn > 0) times.push((performance.now() - start) / batch);
    }
    return times;
  }

  const backends = [
    await createOnnxBackend(network, threads),
    await createInt8Backend(await buildInt8Graph(network, ranges), network, threads),
  ];
  const times = new Map<string, number[]>(backends.map(({ precision }) => [precision, []]));
  for (let round = 0; round < rounds; round++) {
    for (const backend of backends) times.get(backend.precision)?.push(...(await time(backend)));
  }
  for (const backend of backends) await backend.dispose();
  const [float, int8] = [...times.values()].map((all) => {
    const sorted = all.sort((a, b) => a - b);
    return { least: sorted[0] ?? Number.NaN, median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN };
  });
  if (!float || !int8) throw new Error('nothing was timed');
  const line = (name: 'least' | 'median') =>
    `${name} ${float[name].toFixed(2)} / ${int8[name].toFixed(2)} ms (${(float[name] / int8[name]).toFixed(2)}×)`;
  process.stdout.write(
    `${inputSize}, batch ${batch}, float32 / int8 per image: ${line('least')}, ${line('median')}\n`,
  );
}
