/** `twinset map`: lays the catalog out in two dimensions. */
import { type Command, Option } from 'commander';
import { type MapMethod, mapMethodSchema } from '../../contract/insight/map.ts';
import { followJob, resultOf } from '../followJob.ts';
import { addOutputOptions, type CatalogWords, catalogOption, toPath } from '../options.ts';
import { formatCount, printResult } from '../print.ts';
import { withCatalog } from '../withEngine.ts';

interface Words extends CatalogWords {
  readonly method: MapMethod;
  readonly out?: string;
  readonly trustworthiness?: true;
}

export function addMapCommand(program: Command): void {
  const command = program
    .command('map')
    .description('lay the catalog out in two dimensions, so that look-alikes lie together')
    .addOption(catalogOption())
    .addOption(
      new Option('--method <name>', 'how it is laid out').choices(mapMethodSchema.options).default('umap'),
    )
    .addOption(new Option('--out <file>', 'a CSV file for the places: product_id,x,y').argParser(toPath))
    .option('--trustworthiness', 'measure how well it keeps the ten nearest together');
  addOutputOptions(command).action((words: Words) => withCatalog(words, (engine) => run(engine, words)));
}

async function run(engine: Parameters<Parameters<typeof withCatalog>[1]>[0], words: Words): Promise<void> {
  const { method, out, trustworthiness: isMeasured = false } = words;
  const job = await followJob(
    engine,
    'map',
    words,
    () => engine.call('map.start', { method, trustworthiness: isMeasured }),
    ({ step, done }) => ({ done: Math.round(100 * done), total: 100, remark: step }),
  );
  const result = resultOf(job);
  if (out !== undefined) await engine.call('map.export', { method, file: out });
  const { points, seconds, trustworthiness } = result;
  printResult(words, { method, points, seconds, trustworthiness }, () => {
    const measured = trustworthiness === null ? '' : `; trustworthiness ${trustworthiness.toFixed(3)}`;
    return `${formatCount(points)} products laid out in ${seconds.toFixed(1)} s${measured}${out === undefined ? '' : `; places in ${out}`}`;
  });
}
