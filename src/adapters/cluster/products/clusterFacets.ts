/** Facets of a shared catalog: the counts of `core/products/countFacets.ts`, made by the cluster. */
import { z } from 'zod';
import {
  type Facet,
  type Filter,
  fieldOfFilter,
  isValueFilter,
  type View,
} from '../../../contract/products.ts';
import { compareFacetValues, hasTooManyValues, mostFacetValues } from '../../../core/products/countFacets.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { readFields } from '../format/catalogFields.ts';
import type { PublishedField } from '../format/catalogFormat.ts';
import { readValueTerm, valuesOfField, valueTerm } from '../format/terms.ts';
import { askShards } from '../search/askShards.ts';
import { filterClauses, textClauses } from './filterQuery.ts';
import type { FilterSource } from './filterSource.ts';

const countSchema = z.looseObject({
  doc_count: z.number().int(),
  values: z
    .looseObject({ buckets: z.array(z.looseObject({ key: z.string(), doc_count: z.number().int() })) })
    .optional(),
});
const answerSchema = z.object({ aggregations: z.record(z.string(), countSchema) });

const ofView = 'view';

/** @throws Failure `bad-input` naming an unknown field */
export async function readFacets(
  { cluster, index, published }: ClusterCatalog,
  source: FilterSource,
  { where, text }: Pick<View, 'where' | 'text'>,
): Promise<{ products: number; facets: Facet[] }> {
  const groups = Map.groupBy(where, fieldOfFilter);
  const whole = groups.get(null) ?? [];
  const fields = await fieldsNow(cluster, index, published.fields, source.correctedFields);
  const shown = fields
    .map((field) => describeField(field, where, published.products))
    .filter(({ field, selected, isTooWide }) =>
      isTooWide ? selected.size > 0 || field.span !== undefined : field.distinct > 0 || selected.size > 0,
    );
  const narrowedBy = (left: string | null): object => ({
    bool: {
      filter: [...groups].flatMap(([field, filters]) =>
        field === null || field === left ? [] : passing(filters, source),
      ),
    },
  });
  const counted = shown.map(({ field, selected, isTooWide }, at) => [
    aggregationOf(at),
    {
      filter: narrowedBy(field.name),
      aggs: { values: { terms: isTooWide ? chosenTerms(field.name, selected) : allTerms(field) } },
    },
  ]);
  const { aggregations } = await askShards(
    cluster,
    index,
    {
      size: 0,
      query: {
        bool: {
          filter: [{ term: { leads: true } }, ...filterClauses(whole, source), ...textClauses(text)],
        },
      },
      aggs: { [ofView]: { filter: narrowedBy(null) }, ...Object.fromEntries(counted) },
    },
    answerSchema,
  );
  return {
    products: aggregations[ofView]?.doc_count ?? 0,
    facets: shown.map((one, at) => facetOf(one, aggregations[aggregationOf(at)])),
  };
}

/** Those of which values were corrected are read anew. */
async function fieldsNow(
  cluster: Cluster,
  index: string,
  fields: readonly PublishedField[],
  corrected: ReadonlySet<string>,
): Promise<readonly PublishedField[]> {
  const toRead = fields.filter(({ name }) => corrected.has(name));
  const read = new Map((await readFields(cluster, index, toRead)).map((field) => [field.name, field]));
  return fields.map((field) => read.get(field.name) ?? field);
}

interface ShownField {
  readonly field: PublishedField;
  readonly selected: ReadonlySet<string>;
  readonly isTooWide: boolean;
}

function describeField(field: PublishedField, where: readonly Filter[], products: number): ShownField {
  const selected = new Set(
    where.flatMap((filter) => (isValueFilter(filter) && filter.field === field.name ? filter.values : [])),
  );
  return { field, selected, isTooWide: hasTooManyValues(field.distinct, products) };
}

/** Names of fields are no names of aggregations. */
function aggregationOf(at: number): string {
  return `field${at}`;
}

/** Hidden ones are left out by the query already. */
function passing(filters: readonly Filter[], source: FilterSource): object[] {
  return filterClauses(filters, source).slice(1);
}

function allTerms({ name }: PublishedField): object {
  // More than there can be: every value is counted on every shard.
  return { field: 'attributes', include: valuesOfField(name), size: 2 * mostFacetValues };
}

function chosenTerms(name: string, selected: ReadonlySet<string>): object {
  const include = [...selected].map((value) => valueTerm(name, value));
  // An empty list would be every value.
  return {
    field: 'attributes',
    include: include.length === 0 ? [valueTerm(name, '')] : include,
    size: Math.max(1, include.length),
  };
}

function facetOf(
  { field, selected, isTooWide }: ShownField,
  counted: z.infer<typeof countSchema> | undefined,
): Facet {
  const found = (counted?.values?.buckets ?? []).map(({ key, doc_count: count }) => ({
    value: readValueTerm(key)[1],
    count,
  }));
  const values = found.filter(({ count }) => count > 0);
  const without = (counted?.doc_count ?? 0) - values.reduce((sum, { count }) => sum + count, 0);
  if (!isTooWide && without > 0) values.push({ value: '', count: without });
  for (const value of selected)
    if (!values.some((known) => known.value === value)) values.push({ value, count: 0 });
  return {
    field: field.name,
    values: values.sort(compareFacetValues),
    ...(field.span !== undefined && { span: field.span }),
  };
}
