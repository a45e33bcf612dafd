/** `twinset bench`: measures this machine in a temporary folder and prints the numbers. */
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { type BenchOrder, type BenchStep, benchSteps } from '../bench/benchOrder.ts';
import type { Measurement } from '../bench/measurement.ts';
import { asFailure, Failure } from '../contract/failure.ts';
import { findDataFolder } from '../engine/dataFolder.ts';
import { findResourcesFolder } from '../engine/installation.ts';
import { formatMeasurements, roundMeasurement } from './benchTable.ts';
import type { EmbeddingWords, OutputOptions } from './options.ts';
import { addEmbeddingOptions, addOutputOptions, embeddingFrom, toPath, whole } from './options.ts';
import { note, printResult } from './print.ts';

interface Words extends OutputOptions, EmbeddingWords {
  readonly images?: string;
  readonly count: number;
  readonly products: number;
  readonly queries: number;
  readonly runs: number;
  readonly only: readonly BenchStep[];
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
      new Option('--only <step,…>', `some of: ${benchSteps.join(', ')}`)
        .argParser(stepsFrom)
        .default(benchSteps, 'all'),
    )
    .addOption(new Option('--threads <count>', 'threads of the network').argParser(whole(1, 256)));
  addOutputOptions(addEmbeddingOptions(command)).action(runBenchCommand);
}

async function runBenchCommand(words: Words): Promise<void> {
  // Loaded here, so that usage and help need no database.
  const { openBenchPlace } = await import('../bench/benchPlace.ts');
  const { runBench } = await import('../bench/runBench.ts');
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
    const { machine, results } = await runBench(place, orderFrom(words), {
      onStep: (remark) => tell(words, remark, { step: remark }),
      onResult: (result) => tell(words, describeResult(result), roundMeasurement(result)),
    });
    printResult(words, { machine, results: results.map(roundMeasurement) }, () =>
      formatMeasurements(results),
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

function orderFrom(words: Words): BenchOrder {
  return {
    images: words.images ?? null,
    drawnImages: words.count,
    products: words.products,
    queries: words.queries,
    runs: words.runs,
    steps: words.only,
    embedding: embeddingFrom(words),
  };
}

function stepsFrom(word: string): BenchStep[] {
  const asked = word.split(',').map((part) => part.trim());
  const steps = benchSteps.filter((step) => asked.includes(step));
  if (steps.length === new Set(asked).size) return steps;
  throw new InvalidArgumentError(`The steps are ${benchSteps.join(', ')}; several are separated by commas.`);
}

function tell(words: Words, remark: string, detail: object): void {
  if (words.json && words.progress) process.stdout.write(`${JSON.stringify({ progress: detail })}\n`);
  else note(remark);
}

function describeResult(result: Measurement): string {
  const { name, value, unit, note: remark } = roundMeasurement(result);
  return `  ${name}: ${value === undefined ? remark : `${value} ${unit}`}`;
}
