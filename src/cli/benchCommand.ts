/** `twinset bench`: measures this machine on a temporary catalog and prints the numbers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Engine } from '../engine/engine.ts';
import type { Measurement } from './benchSteps.ts';
import { benchEmbed, benchExport, benchImport, benchSearch } from './benchSteps.ts';
import type { OutputOptions } from './options.ts';
import { addOutputOptions, toPath, whole } from './options.ts';
import { formatTable, note, printResult } from './print.ts';
import { withEngine } from './withEngine.ts';

interface Words extends OutputOptions {
  readonly images?: string;
  readonly products: number;
  readonly queries: number;
}

export function addBenchCommand(program: Command): void {
  const command = program
    .command('bench')
    .description('measure this machine: import, embed per engine, search, export')
    .addOption(
      new Option('--images <folder>', 'images to measure with; default: a drawn sample').argParser(toPath),
    )
    .addOption(new Option('--products <count>', 'products to draw').argParser(whole(2, 100_000)).default(300))
    .addOption(new Option('--queries <count>', 'searches to time').argParser(whole(1, 100_000)).default(200));
  addOutputOptions(command).action(async (words: Words) => {
    const temporary = await mkdtemp(join(tmpdir(), 'twinset-bench-'));
    try {
      await withEngine((engine) => bench(engine, temporary, words));
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  });
}

async function bench(engine: Engine, temporary: string, words: Words): Promise<void> {
  const folder = words.images ?? (await drawImages(engine, join(temporary, 'drawn'), words.products));
  await engine.call('catalogs.open', { folder: join(temporary, 'catalog'), create: true });
  const results: Measurement[] = [];
  const run = async (step: Promise<Measurement[]>): Promise<void> => {
    for (const result of await step) {
      note(`${result.name}: ${result.note ?? `${round(result.value)} ${result.unit}`}`);
      results.push(result);
    }
  };
  await run(benchImport(engine, folder));
  await run(benchEmbed(engine, await findFiles(engine)));
  await run(benchSearch(engine, words.queries));
  await run(benchExport(engine, temporary));
  await engine.call('catalogs.close', {});
  const { machine, versions } = await engine.call('settings.diagnostics', {});
  const rounded = results.map((result) => ({ ...result, value: round(result.value) }));
  printResult(words, { machine: { ...machine, versions }, results: rounded }, () =>
    formatTable(rounded.map(({ name, unit, value, runs }) => [name, String(value), unit, `${runs} runs`])),
  );
}

async function drawImages(engine: Engine, folder: string, count: number): Promise<string> {
  const drawn = await engine.call('catalogs.drawSample', { folder, count, seed: 1 });
  return drawn.folder;
}

/** The image files of the first products of the catalog. */
async function findFiles(engine: Engine): Promise<string[]> {
  const { products } = await engine.call('products.list', { view: {}, offset: 0, limit: 32 });
  const found = await Promise.all(products.map(({ id }) => engine.call('products.get', { id })));
  return found.flatMap(({ images }) => images.slice(0, 1).map((image) => join(image.folder, image.path)));
}

/** Four significant digits: the rest is noise. */
function round(value: number): number {
  return Number(value.toPrecision(4));
}
