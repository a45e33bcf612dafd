/** Documents of a shared catalog with their vectors: of products by id, and the nearest of a query. */
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { Metric } from '../../../contract/search.ts';
import { distanceBetween } from '../../../core/search/metrics.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { documentSchema, type FoundDocument, saidFields } from '../format/productDocument.ts';
import { readVector, vectorBytes, vectorFieldsSchema } from '../format/vectorBytes.ts';
import { askShards } from './askShards.ts';
import type { Reach } from './partialCatalog.ts';

/** How the nearest are found: every vector compared, or those that the graph leads to. */
export type Reading = 'exact' | 'approximate';

export const hitsSchema = z.object({
  hits: z.looseObject({
    hits: z.array(z.looseObject({ _source: documentSchema, fields: vectorFieldsSchema.optional() })),
  }),
});

/** A product has rarely more pictures. */
const picturesPerProduct = 20;
const idsAtOnce = 200;
/** As many as k-NN takes. */
const mostNeighbours = 10_000;
/** The graph misses few of the nearest of so many. */
const leastCandidates = 100;

/** Every document of these products. @param ids as they are, or composed otherwise */
export async function fetchProducts(
  { cluster, index }: ClusterCatalog,
  ids: readonly string[],
  { withVectors }: { readonly withVectors: boolean },
): Promise<FoundDocument[]> {
  const found: FoundDocument[] = [];
  const wanted = [...new Set(ids)];
  for (let at = 0; at < wanted.length; at += idsAtOnce) {
    const some = wanted.slice(at, at + idsAtOnce);
    const should = [
      { terms: { product: some } },
      { terms: { looseId: some.map((id) => id.normalize('NFC')) } },
    ];
    const onlyOne = withVectors ? [] : [{ term: { leads: true } }];
    const { hits } = await askShards(
      cluster,
      index,
      {
        size: some.length * picturesPerProduct,
        query: { bool: { filter: onlyOne, should, minimum_should_match: 1 } },
        _source: saidFields,
        ...(withVectors && vectorBytes),
        sort: [{ place: 'asc' }, { leads: 'desc' }],
      },
      hitsSchema,
    );
    found.push(...hits.hits.map(readDocument));
  }
  return found;
}

type Hit = z.infer<typeof hitsSchema>['hits']['hits'][number];

function readDocument({ _source, fields }: Hit): FoundDocument {
  const vector = readVector(fields);
  return vector === null ? _source : { ..._source, vector };
}

export interface NearestOrder {
  readonly query: Float32Array;
  readonly metric: Metric;
  readonly k: number;
  readonly reading: Reading;
  /** All of which a document must pass, and none. */
  readonly filter: readonly object[];
  readonly mustNot: readonly object[];
}

/** The nearest pictures that pass, and how far around the query there are no others. */
export async function fetchNearest(
  { cluster, index }: ClusterCatalog,
  { query, metric, k, reading, filter, mustNot }: NearestOrder,
): Promise<{ readonly documents: FoundDocument[]; readonly reach: Reach }> {
  const vector = Array.from(query, (value) => Number(value.toPrecision(9)));
  const passing = { bool: { filter: [{ exists: { field: 'vector' } }, ...filter], must_not: mustNot } };
  const isNear = reading === 'approximate' && metric !== 'manhattan';
  const asked = isNear ? Math.min(mostNeighbours, k) : k;
  // The graph is asked for more than are fetched: their vectors are most of an answer.
  const near = { knn: { vector: { vector, k: Math.max(asked, leastCandidates), filter: passing } } };
  const { hits } = await askShards(
    cluster,
    index,
    {
      size: asked,
      query: isNear ? near : { script_score: { query: passing, script: scriptOf(vector, metric) } },
      _source: saidFields,
      ...vectorBytes,
      track_total_hits: false,
    },
    hitsSchema,
  );
  const documents = hits.hits.map(readDocument);
  const last = documents.at(-1)?.vector;
  const isAll = documents.length < asked || last === undefined;
  const radius = isAll
    ? Number.POSITIVE_INFINITY
    : certainDistance(distanceBetween(query, last, metric), metric, isNear);
  return { documents, reach: { query, metric, asked, radius } };
}

const spaces = { cosine: 'cosinesimil', euclidean: 'l2', manhattan: 'l1' } as const;

function scriptOf(vector: readonly number[], metric: Metric): object {
  if (metric === 'tuned') throw noTuned();
  return {
    source: 'knn_score',
    lang: 'knn',
    params: { field: 'vector', query_value: vector, space_type: spaces[metric] },
  };
}

export function noTuned(): Failure {
  return new Failure(
    'bad-input',
    'A shared catalog has no distance of its own: it is learned from a catalog on this machine. Search by cosine, euclidean or manhattan.',
  );
}

/**
 * The cluster orders by sums of 2,048 numbers in float32, each off by 2⁻²⁴ at most: a picture that it puts behind the last may be
 * nearer by no more than this. What the graph missed nobody knows.
 */
function certainDistance(last: number, metric: Metric, isNear: boolean): number {
  if (isNear) return last + Number.EPSILON;
  return metric === 'cosine' ? last - 1e-3 : last * (1 - 1e-3) - 1e-3;
}
