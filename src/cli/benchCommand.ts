/** `twinset bench`: measures this machine in a temporary folder, or a cluster beside it, and prints the numbers. */
import type { Command } from 'commander';
import { Option } from 'commander';
import { type BenchListeners, type BenchOrder, type BenchReport, benchSteps } from '../bench/benchOrder.ts';
import type { BenchPlace } from '../bench/benchPlace.ts';
import { type ClusterOrder, type ClusterReport, clusterSteps } from '../bench/cluster/clusterOrder.ts';
import type { Measurement } from '../bench/measurement.ts';
import { asFailure, Failure } from '../contract/failure.ts';
import { findDataFolder } from '../engine/dataFolder.ts';
import { findResourcesFolder } from '../engine/installation.ts';
import { formatMeasurements, roundMeasurement } from './benchTable.ts';
import type { CatalogWords, EmbeddingWords, OutputOptions } from './options.ts';
import {
  addConnectionOptions,
  addEmbeddingOptions,
  addOutputOptions,
  connectionFrom,
  embeddingFrom,
  toPath,
  whole,
} from './options.ts';
import { note, printResult } from './print.ts';

interface Words extends OutputOptions, EmbeddingWords, Pick<CatalogWords, 'ca' | 'credentials'> {
  readonly cluster?: string;
  readonly catalog?: string;
  readonly shards?: number;
  readonly replicas?: number;
  readonly lists?: number;
  readonly keep?: true;
  readonly images?: string;
  readonly count: number;
  readonly products: number;
  readonly queries: number;
  readonly runs: number;
  readonly only?: readonly string[];
}

export function addBenchCommand(program: Command): void {
  const command = program
    .command('bench')
    .description('measure this machine: decoding, embedding, import, opening, search, facets, export')
    .addOption(
      new Option('--images <folder>', 'images to measure with; default: a drawn sample').argParser(toPath),
    )
    .addOption(
      new Option('--count <images>', 'images of the drawn sample').argParser(whole(2, 100_000)).default(500),
    )
    .addOption(
      new Option(
        '--products <count>',
        'products of the catalog that is opened, searched and exported: those imported, repeated',
      )
        .argParser(whole(2, 1_000_000))
        .default(10_000),
    )
    .addOption(
      new Option('--queries <count>', 'searches of each kind').argParser(whole(1, 100_000)).default(200),
    )
    .addOption(new Option('--runs <count>', 'runs of everything else').argParser(whole(1, 100)).default(3))
    .addOption(
      new Option(
        '--only <step,…>',
        `some of: ${benchSteps.join(', ')}; with --cluster: ${clusterSteps.join(', ')}; default: all`,
      ).argParser(stepsFrom),
    )
    .addOption(new Option('--threads <count>', 'threads of the network').argParser(whole(1, 256)));
  addClusterOptions(command);
  addOutputOptions(addEmbeddingOptions(command)).action(runBenchCommand);
}

/** What is measured on a cluster. */
function addClusterOptions(command: Command): void {
  command
    .option(
      '--cluster <url>',
      'measure a shared catalog, beside the same one here: https://host/index, a name that nobody uses; it is removed afterwards',
    )
    .addOption(
      new Option(
        '--catalog <dir>',
        'with --cluster: a catalog of this machine, in place of images; it stays as it is',
      ).argParser(toPath),
    )
    .addOption(new Option('--shards <n>', 'with --cluster: parts of its indices').argParser(whole(1, 1024)))
    .addOption(
      new Option('--replicas <n>', 'with --cluster: copies beside the first').argParser(whole(0, 10)),
    )
    .addOption(
      new Option('--lists <count>', 'with --cluster: lists of allPairs; default: 200').argParser(
        whole(1, 1_000_000),
      ),
    )
    .option('--keep', 'with --cluster: leave the catalog there, for the next run');
  addConnectionOptions(command);
}

async function runBenchCommand(words: Words, command: Command): Promise<void> {
  const asked = askedFrom(words, command);
  // Loaded here, so that usage and help need no database.
  const { openBenchPlace } = await import('../bench/benchPlace.ts');
  const place = await openBenchPlace({
    dataFolder: findDataFolder(),
    resourcesFolder: findResourcesFolder(),
  });
  const stop = (): void => {
    // Asked twice, it does not wait.
    if (place.isStopped) process.exit(1);
    place.stop();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const report = await measure(place, asked, {
      onStep: (remark) => tell(words, remark, { step: remark }),
      onResult: (result) => tell(words, describeResult(result), roundMeasurement(result)),
    });
    printResult(words, { ...report, results: report.results.map(roundMeasurement) }, () =>
      formatMeasurements(report.results),
    );
  } catch (thrown) {
    // What was under way failed because it was ended.
    if (place.isStopped)
      throw new Failure(
        'cancelled',
        'The measuring was stopped; nothing of it was kept.',
        asFailure(thrown).detail,
      );
    throw thrown;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await place.close();
  }
}

/** What is measured: this machine, or a cluster beside it. */
type Asked =
  | { readonly of: 'machine'; readonly order: BenchOrder }
  | { readonly of: 'cluster'; readonly order: ClusterOrder };

async function measure(
  place: BenchPlace,
  { of, order }: Asked,
  listeners: BenchListeners,
): Promise<BenchReport | ClusterReport> {
  if (of === 'machine') return (await import('../bench/runBench.ts')).runBench(place, order, listeners);
  const { runClusterBench } = await import('../bench/cluster/runClusterBench.ts');
  return runClusterBench(place, order, listeners);
}

/** Ends with the usage where words do not go together. */
function askedFrom(words: Words, command: Command): Asked {
  const { cluster: address, runs, only } = words;
  const sizes = {
    images: words.images ?? null,
    drawnImages: words.count,
    products: words.products,
    queries: words.queries,
    embedding: embeddingFrom(words),
  };
  if (address === undefined) {
    const needless = clusterWords.find((word) => words[word] !== undefined);
    if (needless !== undefined) command.error(`error: option '--${needless}' goes with --cluster`);
    return { of: 'machine', order: { ...sizes, runs, steps: chosenSteps(benchSteps, only, command) } };
  }
  const { catalog, shards, replicas, lists = usualLists, keep = false } = words;
  if (catalog !== undefined && words.images !== undefined)
    command.error("error: option '--catalog' does not go with --images");
  return {
    of: 'cluster',
    order: {
      ...sizes,
      connection: { address, ...connectionFrom(words) },
      catalog: catalog ?? null,
      shape: { ...(shards !== undefined && { shards }), ...(replicas !== undefined && { replicas }) },
      ...{ lists, isKept: keep, steps: chosenSteps(clusterSteps, only, command) },
    },
  };
}

const clusterWords = ['catalog', 'shards', 'replicas', 'lists', 'keep', 'ca', 'credentials'] as const;
/** A minute of it on three small nodes with 44,000 products. */
const usualLists = 200;

function stepsFrom(word: string): string[] {
  return word.split(',').map((part) => part.trim());
}

/** In their order; all where none were named. */
function chosenSteps<Step extends string>(
  all: readonly Step[],
  asked: readonly string[] | undefined,
  command: Command,
): readonly Step[] {
  if (asked === undefined) return all;
  const steps = all.filter((step) => asked.includes(step));
  if (steps.length < new Set(asked).size)
    command.error(`error: option '--only': the steps are ${all.join(', ')}; several are separated by commas`);
  return steps;
}

function tell(words: Words, remark: string, detail: object): void {
  if (words.json && words.progress) process.stdout.write(`${JSON.stringify({ progress: detail })}\n`);
  else note(remark);
}

function describeResult(result: Measurement): string {
  const { name, value, unit, note: remark } = roundMeasurement(result);
  return `  ${name}: ${value === undefined ? remark : `${value} ${unit}`}`;
}
