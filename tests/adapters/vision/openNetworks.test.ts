import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { drawCheckImages } from '../../../src/adapters/inference/drawCheckImages.ts';
import { type Networks, openNetworks } from '../../../src/adapters/vision/openNetworks.ts';
import type { EmbeddingOptions, Runtime } from '../../../src/contract/models.ts';
import { embeddingLength } from '../../../src/core/models/ports.ts';

const folder = mkdtempSync(join(tmpdir(), 'twinset-networks-'));
const opened: Networks[] = [];

afterEach(() => Promise.all(opened.splice(0).map((networks) => networks.close())));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(embedding: EmbeddingOptions, cores: number) {
  const runtimes: Runtime[] = [];
  const config = {
    embedding,
    bundledModelsFolder: resolve(import.meta.dirname, '../../../resources/models'),
    installedModelsFolder: join(folder, 'models'),
  };
  const listeners = { onRuntime: (runtime: Runtime) => runtimes.push(runtime), onTrying: () => undefined };
  const networks = await openNetworks(config, listeners, { cores, threadsEach: 2, most: 3 });
  opened.push(networks);
  return { networks, runtimes };
}

const float = { engine: 'onnx', precision: 'fp32' } as const;
const whileOthersOpen = { timeout: 120_000, interval: 20 };

it('several networks embed batches side by side, each as one alone would', async () => {
  const { networks } = await open(float, 5);
  expect(networks.count()).toBe(1);
  await vi.waitFor(() => expect(networks.count()).toBe(2), whileOthersOpen);
  const { pixels, count } = drawCheckImages(networks.inputSize);
  const embed = (): Promise<Float32Array> => networks.embed(pixels.slice(), count);
  const [first = new Float32Array(), ...others] = await Promise.all([embed(), embed(), embed(), embed()]);
  expect(first).toHaveLength(count * embeddingLength);
  for (const other of others)
    for (const [i, number] of other.entries()) expect(Math.abs(number - (first[i] ?? 0))).toBeLessThan(1e-5);
});

it('there is one where cores are few, or where it is said how many threads there are to be', async () => {
  for (const { networks } of [await open(float, 3), await open({ ...float, threads: 2 }, 64)]) {
    const { pixels, count } = drawCheckImages(networks.inputSize);
    await networks.embed(pixels.slice(), count);
    expect(networks.count()).toBe(1);
  }
});

it('others wait for what is decided while ranges are measured, and then run just that', async () => {
  const { networks, runtimes } = await open({ engine: 'onnx', precision: 'int8', inputSize: 64 }, 64);
  expect(networks.runtime.precision).toBe('fp32');
  const { pixels, count } = drawCheckImages(networks.inputSize);
  for (let embedded = 0; runtimes.length === 0; embedded += count) {
    expect(networks.count()).toBe(1);
    expect(embedded).toBeLessThan(400);
    await networks.embed(pixels.slice(), count);
  }
  expect(runtimes.map(({ precision }) => precision)).toEqual(['int8']);
  await vi.waitFor(() => expect(networks.count()).toBe(3), whileOthersOpen);
});
