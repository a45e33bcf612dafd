/** What `twinset bench` measures, step by step, on a temporary catalog. */
import { join } from 'node:path';
import type { Input } from '../contract/contract.ts';
import { asFailure } from '../contract/failure.ts';
import type { ImportReport } from '../contract/imports.ts';
import type { ExportProgress } from '../contract/lists.ts';
import type { Engine } from '../engine/engine.ts';
import { measure } from './measure.ts';

export interface Measurement {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** Runs behind the value. */
  readonly runs: number;
  /** Why there is no value, where there is none (it is then 0). */
  readonly note?: string;
}

const embeddedFiles = 32;
const embedRuns = 5;
const warmUps = 1;
const searchK = 10;

/** End to end: walk, hash, decode, thumbnail, embed, write. One run: a second would find everything unchanged. */
export async function benchImport(engine: Engine, folder: string): Promise<Measurement[]> {
  const finished = Promise.withResolvers<ImportReport>();
  engine.on('imports.finished', finished.resolve);
  await engine.call('imports.start', { folder });
  const report = await finished.promise;
  return [
    { name: 'import', unit: 'images/s', value: report.imagesPerSecond, runs: 1 },
    { name: 'import.images', unit: 'images', value: report.found, runs: 1 },
  ];
}

/** Decode and embed, milliseconds per image in one batch, for each engine that is there. */
export async function benchEmbed(engine: Engine, files: readonly string[]): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const name of ['onnx', 'tfjs-node'] as const) {
    results.push(await benchEngine(engine, name, files.slice(0, embeddedFiles)));
  }
  return results;
}

async function benchEngine(
  engine: Engine,
  name: 'onnx' | 'tfjs-node',
  files: string[],
): Promise<Measurement> {
  const label = `embed.${name}.fp32`;
  const options = { engine: name, precision: 'fp32' } as const;
  try {
    const batches = Array.from({ length: embedRuns }, () => files);
    const timing = await measure(batches, warmUps, (batch) =>
      engine.call('models.embed', { files: batch, options }),
    );
    return { name: label, unit: 'ms/image', value: timing.medianMs / files.length, runs: timing.runs };
  } catch (thrown) {
    return { name: label, unit: 'ms/image', value: 0, runs: 0, note: asFailure(thrown).message };
  }
}

/** Look-alikes of products spread over the catalog, as a caller sees them. */
export async function benchSearch(engine: Engine, queries: number): Promise<Measurement[]> {
  const { ids } = await engine.call('products.ids', { view: {} });
  const chosen = Array.from({ length: queries }, (_, at) => ids[(at * 7919) % ids.length] ?? '');
  const timing = await measure(chosen, Math.min(10, queries), (id) => {
    const input: Input<'search.similar'> = { query: { kind: 'product', id }, k: searchK };
    return engine.call('search.similar', input);
  });
  return [
    { name: 'search.p50', unit: 'ms', value: timing.medianMs, runs: timing.runs },
    { name: 'search.p99', unit: 'ms', value: timing.p99Ms, runs: timing.runs },
  ];
}

/** The lists of every product, written to a file. */
export async function benchExport(engine: Engine, folder: string): Promise<Measurement[]> {
  const ended = Promise.withResolvers<ExportProgress>();
  engine.on('lists.exportProgress', (state) => {
    if (state.state !== 'running') ended.resolve(state);
  });
  await engine.call('lists.export', { what: { kind: 'all' }, file: join(folder, 'lists.csv') });
  const { seconds, products } = await ended.promise;
  return [{ name: 'export', unit: 'lists/s', value: seconds > 0 ? products / seconds : 0, runs: 1 }];
}
