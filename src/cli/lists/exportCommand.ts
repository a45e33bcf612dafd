/** `twinset export FILE --catalog DIR`: the recommendation list of every product, or of those that match. */
import { extname } from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { Input } from '../../contract/contract.ts';
import {
  type Blocked,
  type ExportFormat,
  exportFormatSchema,
  type PresetName,
  presetSchema,
} from '../../contract/exports.ts';
import { Failure } from '../../contract/failure.ts';
import { listTypeSchema } from '../../contract/lists.ts';
import type { Metric } from '../../contract/search.ts';
import { followJob, resultOf } from '../followJob.ts';
import { takeOperand } from '../operand.ts';
import type { CatalogWords, WishWords } from '../options.ts';
import {
  addOutputOptions,
  addWishOptions,
  catalogOption,
  collect,
  metricOption,
  toPath,
  whole,
  wishesFrom,
} from '../options.ts';
import { formatCount, note, printResult } from '../print.ts';
import { filtersFrom, requireWhere, whereOption } from '../where.ts';
import { withCatalog } from '../withEngine.ts';

interface Words extends CatalogWords, WishWords {
  readonly top: number;
  readonly metric: Metric;
  readonly where?: string[];
  readonly same?: string[];
  readonly format?: ExportFormat;
  readonly columns?: string[];
  readonly only?: 'curated';
  readonly preset?: PresetName;
  readonly type?: string;
  readonly key?: string;
  readonly max?: number;
  readonly separator?: string;
  readonly shopCatalog?: string;
}

/** Words that say nothing without `--preset`, and words that a shop's file has no place for. */
const shopWords = ['key', 'max', 'separator', 'shopCatalog'] as const;
const tableWords = ['format', 'columns'] as const;

export function addExportCommand(program: Command): void {
  const command = program
    .command('export')
    .description('write the recommendation lists to a file')
    .argument('[file]', 'the file to write; its ending tells the format')
    .addOption(catalogOption())
    .addOption(new Option('--top <count>', 'look-alikes per product').argParser(whole(1, 200)).default(10))
    .addOption(metricOption())
    .addOption(whereOption('only the lists of products that fulfil this'))
    .addOption(
      new Option('--same <field...>', 'look-alikes equal to their product in this field').argParser(collect),
    )
    .addOption(
      new Option('--format <name>', 'default: by the file’s ending, else csv').choices(
        exportFormatSchema.options,
      ),
    )
    .addOption(new Option('--columns <field,...>', 'attribute columns to add').argParser(collectFields))
    .addOption(new Option('--only <state>', 'only what was accepted or pinned').choices(['curated']))
    .addOption(
      new Option('--preset <shop>', 'in the form that a shop system reads').choices(presetSchema.options),
    )
    .addOption(
      new Option(
        '--type <type>',
        'which lists; look-alikes with their suggestions, others only as decided (default: substitute)',
      ).argParser(listType),
    )
    .option(
      '--key <field>',
      'with --preset: the field that names a product there, or id (default: found by the columns’ names)',
    )
    .addOption(
      new Option(
        '--max <count>',
        'with --preset: entries per list (default: --top, or what the shop takes at most)',
      ).argParser(whole(1, 200)),
    )
    .option('--separator <text>', 'with --preset shopify: between handles (default: "; ")')
    .option(
      '--shop-catalog <id>',
      'with --preset salesforce: the catalog’s id there (default: this catalog’s name)',
    );
  addOutputOptions(addWishOptions(command)).action((file: string | undefined, words: Words) =>
    exportLists(
      toPath(takeOperand(command, file, [words.where, words.same, words.like, words.unlike])),
      words,
      command,
    ),
  );
}

function listType(word: string): string {
  if (listTypeSchema.safeParse(word).success) return word;
  throw new InvalidArgumentError('It is a word such as substitute, related, cross-sell or up-sell.');
}

function collectFields(word: string, earlier: readonly string[] | undefined): string[] {
  const fields = word.split(',').map((field) => field.trim());
  return [...(earlier ?? []), ...fields.filter((field) => field !== '')];
}

async function exportLists(file: string, words: Words, command: Command): Promise<void> {
  requireWhere(command, words.where);
  requireFitting(command, words);
  await withCatalog(words, async (engine, { fields, products }) => {
    if (products === 0) {
      throw new Failure(
        'not-found',
        `The catalog in ${words.catalog} has no products; ${file} was not written. Import its folder first.`,
      );
    }
    const where = await filtersFrom(engine, fields, words.where);
    const input: Input<'lists.export'> = {
      what: where.length === 0 ? { kind: 'all' } : { kind: 'view', view: { where } },
      ...(words.type !== undefined && { type: words.type }),
      top: words.top,
      metric: words.metric,
      same: words.same ?? [],
      ...wishesFrom(words),
      columns: words.columns ?? [],
      format: words.format ?? formatOf(file),
      onlyCurated: words.only === 'curated',
      ...(words.preset !== undefined && { shop: shopFrom(words.preset, words) }),
      file,
    };
    const job = await followJob(
      engine,
      'export',
      words,
      () => engine.call('lists.export', input),
      ({ products, totalProducts, rows }) => ({
        done: products,
        total: totalProducts,
        remark: `${formatCount(rows)} rows`,
      }),
    );
    const { seconds, blocked, ...counts } = resultOf(job);
    const written = `${formatCount(counts.rows)} rows for ${formatCount(counts.products)} products in ${file}`;
    if (blocked === undefined) {
      printResult(words, { ...counts, seconds, file }, () => written);
      return;
    }
    const { products: looked, rows } = counts;
    printResult(
      words,
      { products: looked, rows, blocked, file },
      () => `${written}${describeBlocked(blocked)}`,
    );
    const { presets } = await engine.call('lists.presets', {});
    note(presets.find(({ preset }) => preset === words.preset)?.note ?? '');
  });
}

/** As the file's name ends; whatever else it is called: CSV. */
function formatOf(file: string): ExportFormat {
  const { data } = exportFormatSchema.safeParse(extname(file).slice(1).toLowerCase());
  return data ?? 'csv';
}

/** Ends with the usage where words do not go together. */
function requireFitting(command: Command, words: Words): void {
  const [needless] = (words.preset === undefined ? shopWords : tableWords).filter(
    (word) => words[word] !== undefined,
  );
  if (needless === undefined) return;
  const option = `--${needless.replace('C', '-c')}`;
  command.error(
    words.preset === undefined
      ? `error: option '${option}' goes with --preset`
      : `error: option '${option}' does not go with --preset: the shop’s form has its own columns`,
  );
}

function shopFrom(preset: PresetName, words: Words): Input<'lists.export'>['shop'] {
  const { type, key, max, separator, shopCatalog } = words;
  return {
    preset,
    ...(type !== undefined && { type }),
    ...(key !== undefined && { key }),
    ...(max !== undefined && { max }),
    ...(separator !== undefined && { separator }),
    ...(shopCatalog !== undefined && { shopCatalog }),
  };
}

/** Blocked products that people are told of one by one. */
const blockedTold = 20;

function describeBlocked(blocked: readonly Blocked[]): string {
  if (blocked.length === 0) return '';
  const told = blocked.slice(0, blockedTold).map(({ id, reason }) => `  ${id}: ${reason}`);
  const more = blocked.length - told.length;
  return [
    `\n${formatCount(blocked.length)} products are left out, as sources and as recommendations:`,
    ...told,
    ...(more > 0 ? [`  and ${formatCount(more)} more; --json names them all`] : []),
  ].join('\n');
}
