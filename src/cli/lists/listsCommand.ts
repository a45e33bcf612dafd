/** `twinset lists show|decide|generate|import|undo|redo`: recommendation lists as the curator left them. */
import { Argument, type Command, Option } from 'commander';
import type { Output } from '../../contract/contract.ts';
import { decisionStateSchema, type JournalStep } from '../../contract/lists.ts';
import type { Metric } from '../../contract/search.ts';
import type { CatalogWords, WishWords } from '../options.ts';
import {
  addOutputOptions,
  addWishOptions,
  catalogOption,
  collect,
  listTypeOption,
  metricOption,
  whole,
  wishesFrom,
} from '../options.ts';
import { formatTable, printResult } from '../print.ts';
import { withCatalog } from '../withEngine.ts';
import { addGenerate } from './generateCommand.ts';
import { addListsImport } from './listsImportCommand.ts';

interface ListWords extends CatalogWords {
  readonly type: string;
}

interface ShowWords extends ListWords, WishWords {
  readonly top?: number;
  readonly metric: Metric;
  readonly same?: string[];
}

const mostSteps = 100_000;

export function addListsCommand(program: Command): void {
  const lists = program.command('lists').description('recommendation lists as the curator left them');
  addShow(lists);
  addDecide(lists);
  addGenerate(lists);
  addListsImport(lists);
  addTurn(lists, 'undo', 'take back what was decided last');
  addTurn(lists, 'redo', 'do again what was taken back last');
}

function addShow(lists: Command): void {
  const command = lists
    .command('show')
    .description('one list as it stands: pins, accepted ones, suggestions')
    .argument('<id>', 'the product whose list it is')
    .addOption(catalogOption())
    .addOption(listTypeOption())
    .addOption(
      new Option('--top <count>', 'how many (default: as long as lists of the type are)').argParser(
        whole(1, 200),
      ),
    )
    .addOption(metricOption())
    .addOption(new Option('--same <field...>', 'equal to the product in this field').argParser(collect));
  addOutputOptions(addWishOptions(command)).action(async (id: string, words: ShowWords) => {
    await withCatalog(words, async (engine) => {
      const { type, top, metric, same = [] } = words;
      const { state, entries } = await engine.call('lists.show', {
        ...{ id, type, metric, same },
        ...wishesFrom(words),
        ...(top !== undefined && { top }),
      });
      const shown = entries.map(({ imageId: _, parts: __, chance: ___, ...entry }) => entry);
      printResult(words, { id, type, state, entries: shown }, () => describe(entries));
    });
  });
}

function addDecide(lists: Command): void {
  const command = lists
    .command('decide')
    .description('one decision; none takes it back')
    .argument('<id>', 'the product whose list it is')
    .argument('<look-alike>', 'the product that is decided on')
    .addArgument(new Argument('<state>').choices([...decisionStateSchema.options, 'none']))
    .addOption(catalogOption())
    .addOption(listTypeOption())
    .addOption(new Option('--position <place>', 'of a pin in the list, from 1').argParser(whole(1, 100_000)))
    .option('--reason <text>', 'why');
  addOutputOptions(command).action(
    async (
      id: string,
      lookAlikeId: string,
      word: string,
      words: ListWords & { readonly position?: number; readonly reason?: string },
    ) => {
      const state = word === 'none' ? null : decisionStateSchema.parse(word);
      if (words.position !== undefined && state !== 'pinned')
        command.error("error: option '--position' goes with pinned");
      await withCatalog(words, async (engine) => {
        const made = await engine.call('lists.decide', {
          ...{ id, lookAlikeId, state, type: words.type },
          ...(words.position !== undefined && { position: words.position }),
          ...(words.reason !== undefined && { reason: words.reason }),
        });
        printResult(words, made, () => describeMade(lookAlikeId, word, made));
      });
    },
  );
}

/** One line for the decision, one for each pin that had to make room. */
function describeMade(
  id: string,
  word: string,
  { previous, position, moved }: Output<'lists.decide'>,
): string {
  const place = position === null ? '' : ` at ${position}`;
  return [
    `${id}: ${word}${place} (before: ${previous ?? 'none'})`,
    ...(moved ?? []).map((pin) => `${pin.id}: pinned, makes room and is now at ${pin.position}`),
  ].join('\n');
}

function addTurn(lists: Command, name: 'undo' | 'redo', description: string): void {
  const command = lists
    .command(name)
    .description(description)
    .addOption(catalogOption())
    .addOption(new Option('--count <steps>', 'how many steps').argParser(whole(1, mostSteps)).default(1));
  addOutputOptions(command).action(async (words: CatalogWords & { readonly count: number }) => {
    await withCatalog(words, async (engine) => {
      const { count } = words;
      const steps =
        name === 'undo'
          ? (await engine.call('lists.undo', { count })).undone
          : (await engine.call('lists.redo', { count })).redone;
      printResult(words, { undone: steps.map(toResult) }, () =>
        steps.length === 0 ? `There is nothing to ${name}.` : steps.map(describeStep).join('\n'),
      );
    });
  });
}

function toResult({ operation, id, lookAlike, ...rest }: JournalStep) {
  return { operation, id, lookAlike, ...rest };
}

function describe(entries: Output<'lists.show'>['entries']): string {
  if (entries.length === 0) return 'This list is empty.';
  return formatTable(
    entries.map(({ rank, id, name, score, state, reason }) => [
      String(rank),
      score.toFixed(4),
      id,
      state,
      name,
      reason ?? '',
    ]),
  );
}

function describeStep({ operation, id, type, lookAlike, field, board }: JournalStep): string {
  if (operation === 'import') return 'import of lists';
  if (operation === 'generate') return 'generation of lists';
  if (operation === 'take-back-lists') return 'take back generated lists';
  if (board !== null) return `${operation} ${id === '' ? board : `${id}, board ${board}`}`;
  return [operation, lookAlike ?? field, id === '' ? type : id].filter((word) => word !== null).join(' ');
}
