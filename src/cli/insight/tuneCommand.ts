/** `twinset tune`: learns the catalog's own distance from its metadata. */
import type { Command } from 'commander';
import type { TuneResult, WeighedField } from '../../contract/insight/tuning.ts';
import { followJob, resultOf } from '../followJob.ts';
import {
  addOutputOptions,
  type CatalogWords,
  catalogOption,
  collect,
  pairsFrom,
  requirePairs,
} from '../options.ts';
import { formatTable, printResult } from '../print.ts';
import { withCatalog } from '../withEngine.ts';

interface Words extends CatalogWords {
  readonly field?: string[];
  readonly dryRun?: true;
  readonly off?: true;
}

export function addTuneCommand(program: Command): void {
  const command = program
    .command('tune')
    .description(
      'learn the catalog’s own distance from its metadata; kept only where it finds more alike than cosine on products that it has not seen. Then --metric tuned',
    )
    .addOption(catalogOption())
    .option(
      '--field <field=weight>',
      'how much products with the same value should lie together, from 0 to 10; may be repeated (default: fields by their names: type 1, colour 0.7, gender 0.5, others 0.2)',
      collect,
    )
    .option('--dry-run', 'only tell what would be found, and keep nothing')
    .option('--off', 'forget the learned distance');
  addOutputOptions(command).action(async (words: Words) => {
    requirePairs(command, '--field', words.field);
    const fields = weightsFrom(command, words.field);
    if (words.off === true && (words.dryRun === true || fields !== undefined))
      command.error("error: option '--off' forgets what was learned, and takes no other option");
    await withCatalog(words, (engine) =>
      words.off === true ? forget(engine, words) : learn(engine, words, fields),
    );
  });
}

type CatalogEngine = Parameters<Parameters<typeof withCatalog>[1]>[0];

function weightsFrom(command: Command, words: readonly string[] | undefined): WeighedField[] | undefined {
  return words === undefined
    ? undefined
    : pairsFrom(words).map(([field, word]) => {
        const weight = Number(word);
        if (word.trim() === '' || !(weight >= 0 && weight <= 10))
          command.error(`error: option '--field' needs a weight from 0 to 10, not '${word}'`);
        return { field, weight };
      });
}

async function forget(engine: CatalogEngine, words: Words): Promise<void> {
  const { dropped } = await engine.call('tuning.drop', {});
  printResult(words, { accepted: false, seconds: 0, fields: [] }, () =>
    dropped ? 'The learned distance is forgotten; cosine stays.' : 'There was no learned distance to forget.',
  );
}

async function learn(engine: CatalogEngine, words: Words, fields: WeighedField[] | undefined): Promise<void> {
  const job = await followJob(
    engine,
    'tune',
    words,
    () =>
      engine.call('tuning.start', { dryRun: words.dryRun ?? false, ...(fields !== undefined && { fields }) }),
    ({ step, done }) => ({ done: Math.round(100 * done), total: 100, remark: step }),
  );
  const result = resultOf(job);
  const { accepted, reason, seconds } = result;
  printResult(words, { accepted, reason, seconds, fields: result.fields }, () => describe(result));
}

function describe({ accepted, isKept, reason, fields, seconds }: TuneResult): string {
  const kept = isKept ? 'Kept: use it with --metric tuned.' : 'Nothing was changed.';
  const end = accepted || fields.length > 0 ? `${kept} ${seconds.toFixed(1)} s.` : kept;
  if (fields.length === 0) return `${reason} ${end}`;
  const lines = fields.map(({ field, plain, tuned, low, high }) => [
    field,
    plain.toFixed(3),
    tuned.toFixed(3),
    `${signed(low)} to ${signed(high)}`,
  ]);
  return `${reason}\n${formatTable([['field', 'cosine', 'tuned', 'gain'], ...lines])}\n${end}`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
