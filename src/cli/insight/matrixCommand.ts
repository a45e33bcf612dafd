/** `twinset matrix ID … --catalog DIR`: how alike products are, each with each. */
import type { Command } from 'commander';
import type { Output } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { Metric } from '../../contract/search.ts';
import { addOutputOptions, type CatalogWords, catalogOption, metricOption, toPath } from '../options.ts';
import { formatTable, printResult } from '../print.ts';
import { withCatalog } from '../withEngine.ts';

interface Words extends CatalogWords {
  readonly metric: Metric;
  readonly out?: string;
}

const forms = `
JSON: {"ids","metric","values":[[…]]}, a row of numbers per product, products as they were given: with cosine and tuned the
similarity (1: the same), with euclidean and manhattan the distance (0: the same), as in "similar".`;

export function addMatrixCommand(program: Command): void {
  const command = program
    .command('matrix')
    .description('how alike up to 50 products are, each with each')
    .argument('<id...>', 'product ids of the catalog')
    .addOption(catalogOption())
    .addOption(metricOption())
    .option('--out <file>', 'write the table as a CSV file')
    .addHelpText('after', forms);
  addOutputOptions(command).action(async (given: string[], words: Words) => {
    await withCatalog(words, async (engine) => {
      const { metric, out } = words;
      const order = { ids: given, metric };
      requireAll((await engine.call('matrix.compare', order)).leftOut);
      const { products, values } = await engine.call('matrix.compare', {
        ...order,
        ...(out !== undefined && { file: toPath(out) }),
      });
      const ids = products.map(({ id }) => id);
      printResult(words, { ids, metric, values }, () =>
        formatTable([
          ['', ...ids],
          ...ids.map((id, row) => [id, ...(values[row] ?? []).map((value) => value.toFixed(4))]),
        ]),
      );
    });
  });
}

/** A script that asks for a table of its products gets all of them or none. @throws Failure `not-found` */
function requireAll(leftOut: Output<'matrix.compare'>['leftOut']): void {
  const idsOf = (wanted: string) => leftOut.filter(({ reason }) => reason === wanted).map(({ id }) => id);
  const [unknown, bare] = [idsOf('unknown'), idsOf('not-embedded')];
  if (unknown.length > 0)
    throw new Failure(
      'not-found',
      `Not in this catalog: ${unknown.join(', ')}. Check the ids, or import these products first.`,
    );
  if (bare.length > 0)
    throw new Failure(
      'not-found',
      `Without an embedded image, so nothing can be compared with them: ${bare.join(', ')}. Leave them out, or import their folder again; the import report says why an image fails.`,
    );
}
