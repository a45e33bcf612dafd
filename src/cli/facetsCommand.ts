/** `twinset facets --catalog DIR`: the facets and their counts. */
import type { Command } from 'commander';
import type { Output } from '../contract/contract.ts';
import type { OutputOptions } from './options.ts';
import { addOutputOptions, catalogOption, filtersFrom, requirePairs, whereOption } from './options.ts';
import { formatCount, printResult } from './print.ts';
import { withCatalog } from './withEngine.ts';

interface Words extends OutputOptions {
  readonly catalog: string;
  readonly where?: string[];
}

export function addFacetsCommand(program: Command): void {
  const command = program
    .command('facets')
    .description('the facets and how many products each value has')
    .addOption(catalogOption())
    .addOption(whereOption('only products with this value; repeat for more'));
  addOutputOptions(command).action(async (words: Words) => {
    requirePairs(command, '--where', words.where);
    await withCatalog(words.catalog, async (engine) => {
      const facets = await engine.call('products.facets', { view: { where: filtersFrom(words.where) } });
      printResult(words, facets, () => describe(facets));
    });
  });
}

function describe({ products, facets }: Output<'products.facets'>): string {
  const lines = facets.flatMap(({ field, values }) => [
    field,
    ...values.map(({ value, count }) => `  ${value === '' ? '(none)' : value}  ${formatCount(count)}`),
  ]);
  return [`${formatCount(products)} products`, ...lines].join('\n');
}
