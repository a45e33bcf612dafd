/** Products of a shared catalog as rows in memory: those that are named, for whatever asks rows. */
import { z } from 'zod';
import type { Attributes } from '../../../contract/products.ts';
import { createProductRows, type MutableProductRows } from '../../../core/products/productRows.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { metadataOf, ownedBy, recordOf } from '../format/productDocument.ts';
import { askShards } from '../search/askShards.ts';
import { fetchProducts } from '../search/fetchDocuments.ts';
import { readAll, textOf } from '../search/readAll.ts';
import { filterClauses, soldOutClauses } from './filterQuery.ts';
import { type BesideCluster, type FilterSource, filterSource } from './filterSource.ts';

/** Hits of which no more is asked than their products: read from a column. */
export const onlyProducts = { _source: false, docvalue_fields: ['product'] } as const;
export const idsSchema = z.object({
  hits: z.looseObject({
    hits: z.array(z.looseObject({ fields: z.looseObject({ product: z.tuple([z.string()]) }) })),
  }),
});

const countSchema = z.object({ hits: z.looseObject({ total: z.looseObject({ value: z.number() }) }) });

const idsAtOnce = 5000;

/** Rows of those alone that are there, named as they are or composed otherwise. */
export async function fetchRows(
  catalog: ClusterCatalog,
  ids: readonly string[],
  { hidden, soldOut, unshown }: Pick<FilterSource, 'hidden' | 'soldOut' | 'unshown'>,
): Promise<MutableProductRows> {
  const documents = await fetchProducts(catalog, ids, { withVectors: false });
  const rows = createProductRows();
  rows.setFields(catalog.fields);
  rows.setSoldOut(soldOut);
  rows.upsert(documents.map((document) => recordOf(document, unshown)));
  const isHidden = documents.filter((one) => one.hidden === true || hidden.has(one.product));
  // Which one is kept is said elsewhere: here each stands for itself.
  rows.setHidden(new Map(isHidden.map(({ product }) => [product, product])));
  return rows;
}

/** What the metadata says of these products, by their own ids; of those alone that are there. */
export async function fetchMetadata(
  catalog: ClusterCatalog,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Attributes>> {
  const documents = await fetchProducts(catalog, ids, { withVectors: false });
  return new Map(documents.map((document) => [document.product, metadataOf(document)]));
}

/** The first so many that may stand in a list: with a picture, not sold out and not hidden. */
export async function findSuggestible(
  catalog: ClusterCatalog,
  count: number,
  beside: BesideCluster,
): Promise<string[]> {
  const { cluster, index } = catalog;
  const source = await filterSource(catalog, beside);
  const { hits } = await askShards(
    cluster,
    index,
    {
      size: count,
      query: {
        bool: {
          filter: [{ term: { leads: true } }, { exists: { field: 'imageId' } }, ...filterClauses([], source)],
          must_not: soldOutClauses(source),
        },
      },
      sort: [{ place: 'asc' }],
      ...onlyProducts,
    },
    idsSchema,
  );
  return hits.hits.map(({ fields }) => fields.product[0]);
}

/** Of these ids those that a product has, written in just this way. */
export async function findKnown(
  { cluster, index }: ClusterCatalog,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const some = ids.slice(at, at + idsAtOnce);
    const filter = [{ term: { leads: true } }, { terms: { product: some } }];
    const order = { size: some.length, query: { bool: { filter } }, ...onlyProducts };
    const { hits } = await askShards(cluster, index, order, idsSchema);
    for (const { fields } of hits.hits) known.add(fields.product[0]);
  }
  return known;
}

/** Of these ids those of products of which somebody else has a part. @param owner who asks */
export async function findOfOthers(
  { cluster, index }: Pick<ClusterCatalog, 'cluster' | 'index'>,
  ids: readonly string[],
  owner: string,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const filter = [{ terms: { product: ids.slice(at, at + idsAtOnce) } }];
    const query = { bool: { filter, must_not: [ownedBy(owner)] } };
    for await (const document of readAll(cluster, index, { query, columns: ['product'] }))
      found.add(textOf(document, 'product'));
  }
  return found;
}

/** Products of which nothing is embedded. */
export async function countWithoutPicture({ cluster, index }: ClusterCatalog): Promise<number> {
  const query = {
    bool: { filter: [{ term: { leads: true } }], must_not: [{ exists: { field: 'imageId' } }] },
  };
  const { hits } = await askShards(cluster, index, { size: 0, track_total_hits: true, query }, countSchema);
  return hits.total.value;
}
