/** `twinset similar ID|IMAGE-FILE --catalog DIR`: look-alikes of a product, or of an image outside the catalog. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Input } from '../contract/contract.ts';
import { Failure } from '../contract/failure.ts';
import type { LookAlike, Metric, SimilarOutput } from '../contract/search.ts';
import type { Engine } from '../engine/engine.ts';
import { takeOperand } from './operand.ts';
import type { CatalogWords, WishWords } from './options.ts';
import {
  addOutputOptions,
  addWishOptions,
  catalogOption,
  collect,
  metricOption,
  toPath,
  whole,
  wishesFrom,
} from './options.ts';
import { formatTable, printResult } from './print.ts';
import { filtersFrom, requireWhere, whereOption } from './where.ts';
import { withCatalog } from './withEngine.ts';

interface Words extends CatalogWords, WishWords {
  readonly k: number;
  readonly metric: Metric;
  readonly where?: string[];
  readonly same?: string[];
}

type Query = Input<'search.similar'>['query'];

export function addSimilarCommand(program: Command): void {
  const command = program
    .command('similar')
    .description('look-alikes of a product, or of an image outside the catalog')
    .argument('[id|image-file]', 'a product id of the catalog, else an image file')
    .addOption(catalogOption())
    .addOption(new Option('-k <count>', 'how many').argParser(whole(1, 200)).default(10))
    .addOption(metricOption())
    .addOption(whereOption('only products that fulfil this'))
    .addOption(
      new Option('--same <field...>', 'equal to the query product in this field').argParser(collect),
    );
  addOutputOptions(addWishOptions(command)).action((operand: string | undefined, words: Words) =>
    findSimilar(
      takeOperand(command, operand, [words.where, words.same, words.like, words.unlike]),
      words,
      command,
    ),
  );
}

async function findSimilar(operand: string, words: Words, command: Command): Promise<void> {
  requireWhere(command, words.where);
  await withCatalog(words, async (engine, { fields }) => {
    const query = await findQuery(engine, operand);
    const output = await engine.call('search.similar', {
      query,
      k: words.k,
      metric: words.metric,
      where: await filtersFrom(engine, fields, words.where),
      same: words.same ?? [],
      ...wishesFrom(words),
    });
    const asked = query.kind === 'product' ? { id: query.id } : { image: operand };
    printResult(words, toResult(asked, output), () => describe(output));
  });
}

/** A product with that id goes first; a file of that name only where there is none. */
async function findQuery(engine: Engine, operand: string): Promise<Query> {
  const id = await findProduct(engine, operand);
  if (id !== null) return { kind: 'product', id };
  const file = toPath(operand);
  if (!existsSync(file)) {
    throw new Failure(
      'not-found',
      `There is no product ${operand} in this catalog, and no file of that name.`,
    );
  }
  const { imageId } = await engine.call('search.addOutsideImage', { name: basename(file), file });
  return { kind: 'outside', imageId };
}

/** The product's id as the catalog has it, or null. */
async function findProduct(engine: Engine, word: string): Promise<string | null> {
  try {
    return (await engine.call('products.get', { id: word })).id;
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'not-found') return null;
    throw thrown;
  }
}

/** What is printed as JSON; `query` says what was asked for. */
export function toResult<Query extends object>(query: Query, output: SimilarOutput) {
  const { metric, k, milliseconds } = output;
  return { query, metric, k, milliseconds, results: output.results.map(toResultRow) };
}

function toResultRow({ imageId: _, variants, ...row }: LookAlike): object {
  return { ...row, ...(variants !== undefined && { variants: variants.map(toResultRow) }) };
}

function describe(output: SimilarOutput): string {
  if (output.results.length === 0) return 'No look-alikes: no other product passes the filters.';
  return formatTable(
    output.results.map(({ rank, score, id, name, image }) => [
      String(rank),
      score.toFixed(4),
      id,
      name,
      image,
    ]),
  );
}
