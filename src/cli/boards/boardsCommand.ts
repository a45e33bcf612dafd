/** `twinset boards list|show|like|unlike|remove|similar`: taste profiles, and what they recommend. */
import { type Command, Option } from 'commander';
import type { Board, Opinion } from '../../contract/boards.ts';
import type { LookAlike, Metric } from '../../contract/search.ts';
import type { CatalogWords } from '../options.ts';
import { addOutputOptions, catalogOption, metricOption, whole } from '../options.ts';
import { formatTable, printResult } from '../print.ts';
import { toResult } from '../similarCommand.ts';
import { filtersFrom, requireWhere, whereOption } from '../where.ts';
import { withCatalog } from '../withEngine.ts';

interface SimilarWords extends CatalogWords {
  readonly k: number;
  readonly metric: Metric;
  readonly where?: string[];
}

export function addBoardsCommand(program: Command): void {
  const boards = program.command('boards').description('boards of liked and disliked products');
  addList(boards);
  addShow(boards);
  addMark(boards, 'like', 'put products on a board as liked; makes the board where there is none', 'liked');
  addMark(boards, 'unlike', 'put products on a board as disliked', 'disliked');
  addMark(boards, 'remove', 'take products off a board', null);
  addSimilar(boards);
}

function addList(boards: Command): void {
  const command = boards
    .command('list', { isDefault: true })
    .description('all boards')
    .addOption(catalogOption());
  addOutputOptions(command).action(async (words: CatalogWords) => {
    await withCatalog(words, async (engine) => {
      const { boards } = await engine.call('boards.list', {});
      printResult(words, { boards }, () => describeAll(boards));
    });
  });
}

function addShow(boards: Command): void {
  const command = boards
    .command('show')
    .description('one board with its products')
    .argument('<name>', 'the board')
    .addOption(catalogOption());
  addOutputOptions(command).action(async (name: string, words: CatalogWords) => {
    await withCatalog(words, async (engine) => {
      const board = await engine.call('boards.get', { name });
      const products = [...board.liked, ...board.disliked];
      const idsOf = (those: typeof products) => those.map(({ id }) => id);
      const resting = idsOf(products.filter(({ isResting }) => isResting));
      const { liked, disliked } = board;
      const shown = { name: board.name, liked: idsOf(liked), disliked: idsOf(disliked), resting };
      printResult(words, { boards: [shown] }, () =>
        formatTable(
          [
            ...liked.map((each) => ['liked', each] as const),
            ...disliked.map((each) => ['disliked', each] as const),
          ].map(([opinion, { id, name: productName, isResting }]) => [
            opinion,
            id,
            isResting ? 'not in the catalog now' : productName,
          ]),
        ),
      );
    });
  });
}

function addMark(boards: Command, word: string, description: string, opinion: Opinion | null): void {
  const command = boards
    .command(word)
    .description(description)
    .argument('<name>', 'the board')
    .argument('<id...>', 'the products')
    .addOption(catalogOption());
  addOutputOptions(command).action(async (name: string, ids: string[], words: CatalogWords) => {
    await withCatalog(words, async (engine) => {
      const { board, changed, unchanged } = await engine.call('boards.mark', { name, ids, opinion });
      printResult(words, { boards: [board], changed, unchanged }, () =>
        [`${changed} changed, ${unchanged} were so already.`, describeAll([board])].join('\n'),
      );
    });
  });
}

function addSimilar(boards: Command): void {
  const command = boards
    .command('similar')
    .description('what a board recommends: its look-alikes, with the liked product that each comes from')
    .argument('<name>', 'the board')
    .addOption(catalogOption())
    .addOption(new Option('-k <count>', 'how many').argParser(whole(1, 200)).default(10))
    .addOption(metricOption())
    .addOption(whereOption('only products that fulfil this'));
  addOutputOptions(command).action(async (name: string, words: SimilarWords) => {
    requireWhere(command, words.where);
    await withCatalog(words, async (engine, { fields }) => {
      const { k, metric } = words;
      const where = await filtersFrom(engine, fields, words.where);
      const output = await engine.call('search.similar', {
        query: { kind: 'board', name },
        k,
        metric,
        where,
      });
      printResult(words, toResult({ board: name }, output), () => describeRecommendations(output.results));
    });
  });
}

/** Each with its rank, score, and the liked product that it comes from. */
export function describeRecommendations(results: readonly LookAlike[]): string {
  if (results.length === 0) return 'No recommendations: no other product passes the filters.';
  return formatTable(
    results.map(({ rank, score, id, name, from }) => [
      String(rank),
      score.toFixed(4),
      id,
      name,
      from === undefined ? '' : `from ${from}`,
    ]),
  );
}

function describeAll(boards: readonly Board[]): string {
  if (boards.length === 0) return 'There is no board yet: "boards like NAME ID" makes one.';
  return formatTable(
    boards.map(({ name, liked, disliked, resting }) => [
      name,
      `${liked.length} liked`,
      `${disliked.length} disliked`,
      resting.length === 0 ? '' : `${resting.length} not in the catalog now`,
    ]),
  );
}
