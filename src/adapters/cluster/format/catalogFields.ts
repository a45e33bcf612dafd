/** What is known of the fields of a shared catalog over all of its products: as `core/products/fieldSummary.ts` says it. */
import { z } from 'zod';
import { summariseField } from '../../../core/products/fieldSummary.ts';
import { createProductRows, type MutableProductRows } from '../../../core/products/productRows.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { askShards } from '../search/askShards.ts';
import type { PublishedCatalog, PublishedField } from './catalogFormat.ts';
import { readValueTerm, valuesOfField } from './terms.ts';

const valuesSchema = z.object({
  aggregations: z.object({
    values: z.looseObject({ buckets: z.array(z.looseObject({ key: z.string() })) }),
  }),
});

const totalSchema = z.object({ hits: z.looseObject({ total: z.looseObject({ value: z.number() }) }) });

/** Of a field with more values no more is asked than that they are many. */
const mostValues = 20_000;

/** @param known what is taken of a field that has more values than are read */
export async function readFields(
  cluster: Cluster,
  index: string,
  known: readonly PublishedField[],
): Promise<PublishedField[]> {
  const fields: PublishedField[] = [];
  for (const field of known) {
    const terms = { field: 'attributes', include: valuesOfField(field.name), size: mostValues + 1 };
    const order = { size: 0, query: { term: { leads: true } }, aggs: { values: { terms } } };
    const { aggregations } = await askShards(cluster, index, order, valuesSchema);
    const values = aggregations.values.buckets.map(({ key }) => readValueTerm(key)[1]);
    if (values.length > mostValues)
      fields.push({ ...field, distinct: Math.max(field.distinct, values.length) });
    else fields.push(...describeFields(rowsWith(field.name, values)));
  }
  return fields;
}

/** The fields, and how much there is of whoever's. */
export async function readExtent(
  cluster: Cluster,
  index: string,
  known: readonly PublishedField[],
): Promise<Pick<PublishedCatalog, 'fields' | 'products' | 'pictures'>> {
  const count = async (query: object): Promise<number> => {
    const order = { size: 0, track_total_hits: true, query };
    return (await askShards(cluster, index, order, totalSchema)).hits.total.value;
  };
  const fields = await readFields(cluster, index, known);
  const products = await count({ term: { leads: true } });
  return { fields, products, pictures: await count({ exists: { field: 'imageId' } }) };
}

function rowsWith(field: string, values: readonly string[]): MutableProductRows {
  const rows = createProductRows();
  rows.setFields([field]);
  rows.upsert(
    values.map((value, at) => ({ id: String(at), name: '', attributes: { [field]: value }, images: [] })),
  );
  return rows;
}

export function describeFields(rows: MutableProductRows): PublishedField[] {
  return rows.fields.map((name) => {
    const { distinct, span } = summariseField(rows, rows.column(name));
    return { name, distinct, ...(span !== undefined && { span }) };
  });
}
