/** `twinset import FOLDER --catalog DIR`: imports or re-imports a folder of images and its metadata. */
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { RebuildProgress } from '../contract/catalogs.ts';
import type { Input } from '../contract/contract.ts';
import type { ImportProgress, ImportReport } from '../contract/imports.ts';
import type { Engine } from '../engine/engine.ts';
import { describeNamed } from './describeNamed.ts';
import { findColumn } from './findColumn.ts';
import { followJob, resultOf, showJob } from './followJob.ts';
import { takeOperand } from './operand.ts';
import type { EmbeddingWords } from './options.ts';
import {
  addEmbeddingOptions,
  addOutputOptions,
  type CatalogWords,
  catalogOption,
  collect,
  embeddingFrom,
  pairsFrom,
  requirePairs,
  toPath,
  whole,
} from './options.ts';
import { formatCount, note, printResult } from './print.ts';
import type { ProgressState } from './progress.ts';
import { openOrder, tellNotices, withEngine } from './withEngine.ts';

interface Words extends CatalogWords, EmbeddingWords {
  readonly metadata?: string;
  readonly idColumn?: string;
  readonly imageColumn?: string;
  readonly map?: string[];
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly prune?: true;
  readonly rebuild?: true;
}

export function addImportCommand(program: Command): void {
  const command = program
    .command('import')
    .description('import or re-import a folder: every image below it, and its metadata')
    .argument('[folder]', 'the folder of images')
    .addOption(catalogOption())
    .addOption(
      new Option(
        '--metadata <file>',
        'a CSV file or an Excel workbook (.xlsx); default: one found in the folder',
      ).argParser(toPath),
    )
    .option('--id-column <name>', 'the column with the product id (its name, or its number from 1)')
    .option('--image-column <name>', 'the column with the image file (its name, or its number from 1)')
    .addOption(
      new Option('--map <from=to...>', 'a column’s name in the file and in the catalog').argParser(collect),
    )
    .option(
      '--encoding <name>',
      'how the letters of the CSV file are encoded, such as gbk; default: found out',
    )
    .addOption(
      new Option(
        '--delimiter <character>',
        'what separates its cells: a character, or tab; default: found out',
      ).argParser(delimiterFrom),
    )
    .addOption(new Option('--threads <count>', 'threads of the network').argParser(whole(1, 256)))
    .option('--prune', 'remove products whose files are gone')
    .option(
      '--rebuild',
      'begin a damaged catalog anew; its old database is kept beside the new one, and so is what you decided',
    );
  addOutputOptions(addEmbeddingOptions(command)).action((folder: string | undefined, words: Words) =>
    importFolder(toPath(takeOperand(command, folder, [words.map])), words, command),
  );
}

function delimiterFrom(word: string): string {
  const delimiter = /^(tab|\\t)$/i.test(word) ? '\t' : word;
  if (delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return delimiter;
  throw new InvalidArgumentError('It must be one character, such as , or ; or the word tab.');
}

async function importFolder(folder: string, words: Words, command: Command): Promise<void> {
  requirePairs(command, '--map', words.map);
  const { job, notices } = await withEngine(async (engine) => {
    if (words.rebuild === true) await rebuild(engine, words);
    const catalog = await engine.call('catalogs.open', { ...openOrder(words), create: true });
    tellNotices(catalog);
    const options = await optionsFrom(engine, folder, words);
    const start = () => engine.call('imports.start', options);
    const ended = await followJob(engine, 'import', words, start, stateOf);
    if (ended.result?.metadata.rows === 0 && words.metadata === undefined) await offerTable(engine, folder);
    return { ...catalog, job: ended };
  });
  if (job.result !== null) printReport(job.result, notices, words);
  resultOf(job);
}

/** @param told what was said on standard error before, and is in the report as well */
function printReport(report: ImportReport, told: readonly string[], words: Words): void {
  // With --json they are part of the result.
  if (words.json !== true) for (const remark of remarksOf(report)) if (!told.includes(remark)) note(remark);
  printResult(words, toResult(report), () => describe(report));
}

function remarksOf({ notes, runtimeNotes, named }: ImportReport): string[] {
  return [...notes, ...runtimeNotes, ...named.map(describeNamed)];
}

/** Nothing described the images: a table beside their folder may. */
async function offerTable(engine: Engine, folder: string): Promise<void> {
  const { folder: looked, csvFiles } = await engine.call('imports.inspect', {
    folder,
    beside: dirname(folder),
  });
  const table = csvFiles.find(({ path }) => dirname(path) !== looked)?.path;
  if (table === undefined) return;
  note(`${table} speaks of these images, but does not lie with them. To use it: --metadata "${table}"`);
}

/** What became of the old database is in the notices of the catalog. */
async function rebuild(engine: Engine, words: Words): Promise<void> {
  const stopShowing = showJob(engine, 'rebuild', words, rebuildStateOf);
  await engine.call('catalogs.rebuild', { folder: words.catalog }).finally(stopShowing);
}

const rebuildSteps: readonly RebuildProgress['step'][] = ['closing', 'setting aside', 'opening'];

function rebuildStateOf({ step }: RebuildProgress): ProgressState {
  return { done: rebuildSteps.indexOf(step), total: rebuildSteps.length, remark: `rebuilding: ${step}` };
}

async function optionsFrom(engine: Engine, folder: string, words: Words): Promise<Input<'imports.start'>> {
  const form = {
    ...(words.encoding !== undefined && { encoding: words.encoding }),
    ...(words.delimiter !== undefined && { delimiter: words.delimiter }),
  };
  const idColumn = await findColumn(engine, folder, words.metadata, words.idColumn, form);
  const imageColumn = await findColumn(engine, folder, words.metadata, words.imageColumn, form);
  return {
    folder,
    ...(words.metadata !== undefined && { metadata: words.metadata }),
    metadataOptions: {
      ...(idColumn !== undefined && { idColumn }),
      ...(imageColumn !== undefined && { imageColumn }),
      map: Object.fromEntries(pairsFrom(words.map)),
      ...form,
    },
    embedding: embeddingFrom(words),
    prune: words.prune ?? false,
  };
}

function stateOf(state: ImportProgress): ProgressState {
  if (state.sending !== undefined) return { ...state.sending, remark: 'sent to the shared catalog' };
  const done = state.embedded + state.unchanged + state.duplicate + state.failed;
  const left = state.secondsLeft === null ? '' : `, ${Math.ceil(state.secondsLeft)} s left`;
  return {
    done,
    total: state.isCounted ? state.found : null,
    remark: `${state.failed} failed, ${state.imagesPerSecond.toFixed(1)} images/s${left}`,
  };
}

/** The fields of the command line's contract, and what was decided for the user where there is something. */
function toResult(report: ImportReport) {
  const remarks = remarksOf(report);
  return {
    found: report.found,
    embedded: report.embedded,
    unchanged: report.unchanged,
    duplicate: report.duplicate,
    failed: report.failed,
    removed: report.removed,
    seconds: report.seconds,
    imagesPerSecond: report.imagesPerSecond,
    engine: report.engine,
    precision: report.precision,
    model: report.model,
    space: report.space,
    problems: report.problems,
    metadata: { ...report.metadata, imagesWithoutRow: report.imagesWithoutRow },
    ...(remarks.length > 0 && { notes: remarks }),
  };
}

function describe(report: ImportReport): string {
  const { metadata } = report;
  const lines = [
    `${formatCount(report.found)} images found = ${formatCount(report.embedded)} embedded + ` +
      `${formatCount(report.unchanged)} unchanged + ${formatCount(report.duplicate)} duplicate + ` +
      `${formatCount(report.failed)} failed`,
    `${report.seconds.toFixed(1)} s, ${report.imagesPerSecond.toFixed(1)} images/s ` +
      `(${report.engine}, ${report.precision}, ${report.model})`,
    `Metadata: ${formatCount(metadata.rows)} rows, ${formatCount(metadata.matched)} matched, ` +
      `${formatCount(metadata.withoutImage)} without an image, ` +
      `${formatCount(metadata.nullRowsDropped)} empty and ${formatCount(metadata.duplicateRowsDropped)} repeated dropped, ` +
      `${formatCount(report.imagesWithoutRow)} images without a row`,
  ];
  if (report.removed > 0) lines.push(`${formatCount(report.removed)} products removed`);
  if (report.missing > 0) {
    lines.push(
      `${formatCount(report.missing)} files of earlier imports are gone; --prune removes their products`,
    );
  }
  for (const { path, reason } of report.problems) lines.push(`  ${path}: ${reason}`);
  return lines.join('\n');
}
