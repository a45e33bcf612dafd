/** `twinset charts --catalog DIR`: how many products have each value of a field, and of two fields together. */
import type { Command } from 'commander';
import type { Input, Output } from '../../contract/contract.ts';
import type { Engine } from '../../engine/engine.ts';
import { addOutputOptions, type CatalogWords, catalogOption } from '../options.ts';
import { formatCount, formatTable, printResult } from '../print.ts';
import { filtersFrom, requireWhere, whereOption } from '../where.ts';
import { withCatalog } from '../withEngine.ts';

interface Words extends CatalogWords {
  readonly field?: string;
  readonly by?: string;
  readonly where?: string[];
}

const forms = `
JSON: with --field {"field","values":[{"value","count"}]}, most frequent first, products without a value last as "";
with --field and --by {"field","by","values":[…],"columns":[…],"counts":[[…]]}, a row of counts for each value of
the field, in it a count for each value of the other (the columns);
without --field {"products","charts":[{"field","values":[{"value","count"}]}]} for every field.`;

export function addChartsCommand(program: Command): void {
  const command = program
    .command('charts')
    .description('count the values of a field, of two fields together, or of every field')
    .addOption(catalogOption())
    .option('--field <field>', 'only this field')
    .option('--by <field>', 'a table of --field against this one')
    .addOption(whereOption('only products that fulfil this'))
    .addHelpText('after', forms);
  addOutputOptions(command).action(async (words: Words) => {
    requireWhere(command, words.where);
    const { field, by } = words;
    if (by !== undefined && field === undefined) command.error("error: option '--by' needs '--field'");
    await withCatalog(words, async (engine, { fields }) => {
      const view = { where: await filtersFrom(engine, fields, words.where) };
      if (field === undefined) {
        const charts: Counted[] = [];
        for (const each of fields) charts.push(await count(engine, view, each));
        const { total: products } = await engine.call('products.list', { view, offset: 0, limit: 1 });
        printResult(words, { products, charts }, () =>
          [`${formatCount(products)} products`, ...charts.map(describe)].join('\n\n'),
        );
      } else if (by === undefined) {
        const counted = await count(engine, view, field);
        printResult(words, counted, () => describe(counted));
      } else {
        const { values, columns, counts } = await engine.call('charts.cross', { view, field, by });
        printResult(words, { field, by, values, columns, counts }, () =>
          formatTable([
            [`${field} \\ ${by}`, ...columns.map(nameOf)],
            ...values.map((value, at) => [nameOf(value), ...(counts[at] ?? []).map(formatCount)]),
          ]),
        );
      }
    });
  });
}

interface Counted {
  readonly field: string;
  readonly values: Output<'charts.values'>['values'];
}

async function count(engine: Engine, view: Input<'charts.values'>['view'], field: string): Promise<Counted> {
  const { values } = await engine.call('charts.values', { view, field });
  return { field, values };
}

function describe({ field, values }: Counted): string {
  if (values.length === 0) return `${field}: no product to count.`;
  return [field, formatTable(values.map(({ value, count }) => [formatCount(count), nameOf(value)]))].join(
    '\n',
  );
}

function nameOf(value: string): string {
  return value === '' ? '(none)' : value;
}
