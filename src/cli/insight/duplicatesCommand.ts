/** `twinset duplicates`: products that show the same, in groups. */
import { type Command, Option } from 'commander';
import {
  type DuplicateGroup,
  type DuplicateMode,
  duplicateModeSchema,
  usualMinima,
} from '../../contract/insight/duplicates.ts';
import { followJob, resultOf } from '../followJob.ts';
import { addOutputOptions, between, type CatalogWords, catalogOption, toPath } from '../options.ts';
import { formatCount, formatTable, printResult } from '../print.ts';
import { withCatalog } from '../withEngine.ts';

interface Words extends CatalogWords {
  readonly mode: DuplicateMode;
  readonly min?: number;
  readonly max?: number;
  readonly out?: string;
}

const most = 100_000;

export function addDuplicatesCommand(program: Command): void {
  const minima = Object.entries(usualMinima).map(([mode, min]) => `${min} for ${mode}`);
  const command = program
    .command('duplicates')
    .description('find products that show the same: the same file, the same picture, or look-alikes')
    .addOption(catalogOption())
    .addOption(
      new Option('--mode <mode>', 'what counts as the same')
        .choices(duplicateModeSchema.options)
        .default('picture'),
    )
    .addOption(
      new Option('--min <score>', `from this score on; left out: ${minima.join(', ')}`).argParser(
        between(0, 1),
      ),
    )
    .addOption(new Option('--max <score>', 'up to this score').argParser(between(0, 1)))
    .addOption(
      new Option('--out <file.csv>', 'write the groups, and what was decided, into this file').argParser(
        toPath,
      ),
    );
  addOutputOptions(command).action(async (words: Words) => {
    if ((words.min ?? usualMinima[words.mode]) > (words.max ?? 1))
      command.error("error: option '--min' lies above '--max'");
    await withCatalog(words, async (engine) => {
      const { mode, min, max, out } = words;
      const job = await followJob(
        engine,
        'duplicates',
        words,
        () =>
          engine.call('duplicates.find', {
            mode,
            ...(min !== undefined && { min }),
            ...(max !== undefined && { max }),
          }),
        ({ done, total }) => ({ done, total, remark: 'products' }),
      );
      const { products } = resultOf(job);
      const { groups } = await engine.call('duplicates.list', { offset: 0, limit: most });
      if (out !== undefined) await engine.call('duplicates.export', { file: out });
      printResult(words, { mode, groups }, () => describe(groups, products));
    });
  });
}

function describe(groups: readonly DuplicateGroup[], products: number): string {
  const all = `${formatCount(groups.length)} groups among ${formatCount(products)} products`;
  if (groups.length === 0) return `${all}.`;
  return [
    `${all}:`,
    formatTable(groups.map(({ ids, score, reason }) => [score.toFixed(3), reason, ids.join(', ')])),
  ].join('\n');
}
