/** What a chart says, in one sentence. */
import { type FieldChart, fewProducts } from '../../../contract/insight/charts.ts';
import { formatCount, formatCounted } from '../../components/format.ts';

/** With fewer different values it is worth seeing them, even where each product has its own. */
const fewValues = 25;

/** Whether nearly every product has a value of its own, as codes and names are: bars would say nothing. */
export function isOfCodes({ kind, distinct, products, missing }: FieldChart): boolean {
  return kind === 'values' && distinct > fewValues && distinct > (products - missing) * 0.9;
}

export function describeField(chart: FieldChart): string {
  const { products, missing, distinct, few, bars, kind } = chart;
  if (products === 0) return 'no product passes the filters';
  if (distinct === 0) return 'no product has a value';
  const named = bars.filter(({ label }) => label !== '').sort((a, b) => b.count - a.count);
  const [most] = named;
  const leads =
    most === undefined ? '' : `${formatCount(most.count)} of ${formatCounted(products, 'product')}`;
  if (distinct === 1)
    return missing === 0 ? `all have ${most?.label}` : `the only value is ${most?.label}: ${leads}`;
  if (isOfCodes(chart)) return `${formatCount(distinct)} different values, nearly one for each product`;
  if (kind === 'ranges') return `${leads} have ${most?.label}`;
  if (few > 0 && few < distinct)
    return `${formatCount(few)} of ${formatCount(distinct)} values ${few === 1 ? 'has' : 'have'} fewer than ${fewProducts} products`;
  return mostFrequent(
    named.filter(({ count }) => count === most?.count).map(({ label }) => label),
    distinct,
    leads,
  );
}

/** With more of them at the head nobody wants their names. */
const mostNamed = 3;
const listed = new Intl.ListFormat('en');

/** @param first those that no other value has more products than */
function mostFrequent(first: readonly string[], distinct: number, leads: string): string {
  const of = `of ${formatCount(distinct)} values`;
  if (first.length === 1) return `${first[0]} is the most frequent ${of}: ${leads}`;
  if (first.length === distinct) return `each ${of} has ${leads}`;
  if (first.length <= mostNamed) return `${listed.format(first)} are the most frequent ${of}: ${leads} each`;
  return `no single one ${of} is the most frequent: several have ${leads} each`;
}

/** What the bars leave out; null where that is nothing. */
export function describeRest({ rest, kind }: FieldChart): string | null {
  if (rest.values === 0) return null;
  const values =
    kind === 'ranges'
      ? formatCounted(rest.values, 'value that is no number', 'values that are no numbers')
      : formatCounted(rest.values, 'more value');
  return `${values}, with ${formatCounted(rest.products, 'product')}, in the table`;
}
