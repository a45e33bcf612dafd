/** `twinset users import|export|show|forget`: what people did comes in, what each of them may like goes out. */
import { type Command, Option } from 'commander';
import type { Metric } from '../../contract/search.ts';
import { defaultTaste, type TasteSettings, userEventSchema } from '../../contract/users.ts';
import type { Engine } from '../../engine/engine.ts';
import { followJob, resultOf } from '../followJob.ts';
import type { CatalogWords } from '../options.ts';
import {
  addOutputOptions,
  between,
  catalogOption,
  collect,
  metricOption,
  pairsFrom,
  requirePairs,
  toPath,
  whole,
} from '../options.ts';
import { formatCount, printResult } from '../print.ts';
import { toResult } from '../similarCommand.ts';
import { withCatalog } from '../withEngine.ts';
import { describeRecommendations } from './boardsCommand.ts';

interface TasteWords extends CatalogWords {
  readonly weight?: string[];
  readonly halfLife?: number;
}

interface ExportWords extends TasteWords {
  readonly top: number;
  readonly metric: Metric;
}

/** Every row is told. */
const allRows = 1_000_000;
/** For people: what is more can be had with --json. */
const linesTold = 20;

export function addUsersCommand(program: Command): void {
  const users = program
    .command('users')
    .description('what people did with products, and what suits each of them');
  addImport(users);
  addExport(users);
  addSimilar(users);
  addForget(users);
}

function addImport(users: Command): void {
  const command = users
    .command('import')
    .description(
      'take in a table of interactions: user_id, product_id, event, and if you like weight and time',
    )
    .argument('<file>', 'a CSV or a workbook')
    .addOption(catalogOption());
  addOutputOptions(command).action(async (word: string, words: CatalogWords) => {
    await withCatalog(words, async (engine) => {
      const answer = await engine.call('users.import', { file: toPath(word), limit: allRows });
      const { users, events, repeated, unknown, refused } = answer;
      printResult(words, { users, events, repeated, unknown, refused }, () =>
        [
          `${formatCount(events)} events of ${formatCount(users)} users${repeated === 0 ? '' : `; ${formatCount(repeated)} of them were known already`}.`,
          ...(refused.length === 0 ? [] : [`${formatCount(refused.length)} rows were passed over:`]),
          ...refused.slice(0, linesTold).map(({ row, reason }) => `  row ${row}: ${reason}`),
          ...(refused.length > linesTold
            ? [`  and ${formatCount(refused.length - linesTold)} more (--json has all)`]
            : []),
        ].join('\n'),
      );
    });
  });
}

function addTasteOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--weight <event=number...>',
        `what an event counts, from now on: ${userEventSchema.options.join(', ')}`,
      ).argParser(collect),
    )
    .addOption(
      new Option(
        '--half-life <days>',
        'after so many days an event counts half, from now on; 0: all count the same',
      ).argParser(between(0, 36_500)),
    );
}

function addExport(users: Command): void {
  const command = addTasteOptions(
    users
      .command('export')
      .description('write what is recommended to every user; what they bought is left out')
      .argument('<file>', 'the CSV to write')
      .addOption(catalogOption())
      .addOption(new Option('--top <count>', 'recommendations per user').argParser(whole(1, 200)).default(10))
      .addOption(metricOption()),
  );
  addOutputOptions(command).action(async (word: string, words: ExportWords) => {
    requirePairs(command, '--weight', words.weight);
    await withCatalog(words, async (engine) => {
      await setTaste(engine, words, command);
      const { top, metric } = words;
      const job = await followJob(
        engine,
        'users-export',
        words,
        () => engine.call('users.export', { file: toPath(word), top, metric }),
        ({ users, totalUsers, rows }) => ({
          done: users,
          total: totalUsers,
          remark: `${formatCount(rows)} rows`,
        }),
      );
      const { users, without, rows, file } = resultOf(job);
      printResult(words, { users, rows, file, without }, () =>
        [
          `${formatCount(rows)} rows for ${formatCount(users)} users in ${file}`,
          ...(without === 0
            ? []
            : [`${formatCount(without)} users have none: what they did says nothing of what to look for.`]),
        ].join('\n'),
      );
    });
  });
}

function addSimilar(users: Command): void {
  const command = users
    .command('similar')
    .description('what is recommended to one user')
    .argument('<id>', 'the user')
    .addOption(catalogOption())
    .addOption(new Option('-k <count>', 'how many').argParser(whole(1, 200)).default(10))
    .addOption(metricOption());
  addOutputOptions(command).action(
    async (id: string, words: CatalogWords & { readonly k: number; readonly metric: Metric }) => {
      await withCatalog(words, async (engine) => {
        const { k, metric } = words;
        const output = await engine.call('search.similar', { query: { kind: 'user', id }, k, metric });
        printResult(words, toResult({ user: id }, output), () => describeRecommendations(output.results));
      });
    },
  );
}

function addForget(users: Command): void {
  const command = users.command('forget').description('forget all users').addOption(catalogOption());
  addOutputOptions(command).action(async (words: CatalogWords) => {
    await withCatalog(words, async (engine) => {
      const forgotten = await engine.call('users.clear', {});
      printResult(words, forgotten, () => `${formatCount(forgotten.users)} users are forgotten.`);
    });
  });
}

/** Keeps what was said of how events count; nothing said: as it is. */
async function setTaste(engine: Engine, words: TasteWords, command: Command): Promise<void> {
  if (words.weight === undefined && words.halfLife === undefined) return;
  const standing = await engine.call('users.settings', {});
  const weights: TasteSettings['weights'] = { ...standing.weights };
  for (const [word, value] of pairsFrom(words.weight)) {
    const event = userEventSchema.safeParse(word);
    const weight = Number(value);
    if (!event.success || value.trim() === '' || !(Math.abs(weight) <= 1000))
      command.error(
        `error: option '--weight' takes an event (${Object.keys(defaultTaste.weights).join(', ')}) and a number from -1000 to 1000, not '${word}=${value}'`,
      );
    else weights[event.data] = weight;
  }
  const { halfLife } = words;
  const halfLifeDays = halfLife === undefined ? standing.halfLifeDays : halfLife === 0 ? null : halfLife;
  await engine.call('users.setSettings', { weights, halfLifeDays });
}
