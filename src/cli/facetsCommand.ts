/** `twinset facets --catalog DIR`: the facets and their counts. */
import type { Command } from 'commander';
import type { Output } from '../contract/contract.ts';
import type { CatalogWords } from './options.ts';
import { addOutputOptions, catalogOption } from './options.ts';
import { formatCount, printResult } from './print.ts';
import { filtersFrom, requireWhere, whereOption } from './where.ts';
import { withCatalog } from './withEngine.ts';

interface Words extends CatalogWords {
  readonly where?: string[];
}

export function addFacetsCommand(program: Command): void {
  const command = program
    .command('facets')
    .description('the facets and how many products each value has')
    .addOption(catalogOption())
    .addOption(whereOption('only products that fulfil this'));
  addOutputOptions(command).action(async (words: Words) => {
    requireWhere(command, words.where);
    await withCatalog(words, async (engine, { fields }) => {
      const where = await filtersFrom(engine, fields, words.where);
      const counted = await engine.call('products.facets', { view: { where } });
      const result = { products: counted.products, facets: counted.facets.flatMap(withValues) };
      printResult(words, result, () => describe(result));
    });
  });
}

type Facet = Output<'products.facets'>['facets'][number];
type Counts = Pick<Facet, 'field' | 'values'>;

/** The command line's contract knows values alone, and no field that has too many of them. */
function withValues({ field, values }: Facet): Counts[] {
  return values.length === 0 ? [] : [{ field, values }];
}

function describe({ products, facets }: { products: number; facets: readonly Counts[] }): string {
  const lines = facets.flatMap(({ field, values }) => [
    field,
    ...values.map(({ value, count }) => `  ${value === '' ? '(none)' : value}  ${formatCount(count)}`),
  ]);
  return [`${formatCount(products)} products`, ...lines].join('\n');
}
