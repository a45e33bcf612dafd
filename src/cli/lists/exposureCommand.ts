/** `twinset exposure`: how often each product is recommended. */
import { type Command, Option } from 'commander';
import type { ExposureResult } from '../../contract/generation.ts';
import { followJob, resultOf } from '../followJob.ts';
import { addOutputOptions, type CatalogWords, catalogOption, listTypeOption, whole } from '../options.ts';
import { formatCount, formatTable, printResult } from '../print.ts';
import { withCatalog } from '../withEngine.ts';

interface Words extends CatalogWords {
  readonly type: string;
  readonly top: number;
  readonly mutualProximity?: boolean;
}

export function addExposureCommand(program: Command): void {
  const command = program
    .command('exposure')
    .description('count how often each product is recommended: what no list shows, and what many show')
    .addOption(catalogOption())
    .addOption(listTypeOption())
    .addOption(new Option('--top <count>', 'entries per list').argParser(whole(1, 200)).default(10))
    .option(
      '--mutual-proximity',
      'of look-alikes ordered by mutual proximity, instead of the lists as they stand',
    );
  addOutputOptions(command).action(async (words: Words) => {
    await withCatalog(words, async (engine) => {
      const { type, top, mutualProximity = false } = words;
      const job = await followJob(
        engine,
        'exposure',
        words,
        () => engine.call('exposure.measure', { type, top, mutualProximity }),
        ({ done, total }) => ({ done, total, remark: 'lists' }),
      );
      const measured = resultOf(job);
      const { coverage, gini, orphans, hubList } = measured;
      const hubs = hubList.map(({ id, count }) => ({ id, count }));
      printResult(words, { coverage, gini, orphans, hubs }, () => describe(measured));
    });
  });
}

function describe({ products, top, coverage, gini, orphans, hubs, hubList, plain }: ExposureResult): string {
  const before = plain === null ? '' : ` (without mutual proximity ${percent(plain.coverage)})`;
  const giniBefore = plain === null ? '' : ` (without ${plain.gini.toFixed(3)})`;
  return [
    `${percent(coverage)} of ${formatCount(products)} products are in a list of ${top}${before}; Gini ${gini.toFixed(3)}${giniBefore}.`,
    `${formatCount(orphans)} are in no list, ${formatCount(hubs)} in ${formatCount(2 * top)} lists or more${hubs > hubList.length ? `, of which the first ${hubList.length}` : ''}${hubs > 0 ? ':' : '.'}`,
    ...(hubList.length > 0
      ? [formatTable(hubList.map(({ id, name, count }) => [formatCount(count), id, name]))]
      : []),
  ].join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
