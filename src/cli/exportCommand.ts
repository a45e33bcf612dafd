/** `twinset export FILE --catalog DIR`: the recommendation list of every product, or of those that match. */
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Input } from '../contract/contract.ts';
import { Failure } from '../contract/failure.ts';
import { exportFormatSchema } from '../contract/lists.ts';
import type { Metric } from '../contract/search.ts';
import { followJob, resultOf } from './followJob.ts';
import { takeOperand } from './operand.ts';
import type { OutputOptions } from './options.ts';
import { addOutputOptions, catalogOption, collect, metricOption, toPath, whole } from './options.ts';
import { formatCount, printResult } from './print.ts';
import { filtersFrom, requireWhere, whereOption } from './where.ts';
import { withCatalog } from './withEngine.ts';

interface Words extends OutputOptions {
  readonly catalog: string;
  readonly top: number;
  readonly metric: Metric;
  readonly where?: string[];
  readonly same?: string[];
  readonly format?: 'csv' | 'json';
  readonly columns?: string[];
  readonly only?: 'curated';
}

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
    .addOption(new Option('--only <state>', 'only what was accepted or pinned').choices(['curated']));
  addOutputOptions(command).action((file: string | undefined, words: Words) =>
    exportLists(toPath(takeOperand(command, file, [words.where, words.same])), words, command),
  );
}

function collectFields(word: string, earlier: readonly string[] | undefined): string[] {
  const fields = word.split(',').map((field) => field.trim());
  return [...(earlier ?? []), ...fields.filter((field) => field !== '')];
}

async function exportLists(file: string, words: Words, command: Command): Promise<void> {
  requireWhere(command, words.where);
  await withCatalog(words.catalog, async (engine, { fields, products }) => {
    if (products === 0) {
      throw new Failure(
        'not-found',
        `The catalog in ${words.catalog} has no products; ${file} was not written. Import its folder first.`,
      );
    }
    const where = await filtersFrom(engine, fields, words.where);
    const input: Input<'lists.export'> = {
      what: where.length === 0 ? { kind: 'all' } : { kind: 'view', view: { where } },
      top: words.top,
      metric: words.metric,
      same: words.same ?? [],
      columns: words.columns ?? [],
      format: words.format ?? (/\.json$/i.test(file) ? 'json' : 'csv'),
      onlyCurated: words.only === 'curated',
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
    const result = resultOf(job);
    printResult(
      words,
      result,
      () => `${formatCount(result.rows)} rows for ${formatCount(result.products)} products in ${result.file}`,
    );
  });
}
