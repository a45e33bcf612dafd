/**
 * The products and pictures that were fetched, as a catalog that core's own search goes over. Where it would need a picture that
 * was not fetched, it says which are wanted; whoever runs it fetches them and runs it again, so that what is found, its order
 * and its scores are those of a catalog on this machine.
 */
import type { Metric } from '../../../contract/search.ts';
import { createProductRows } from '../../../core/products/productRows.ts';
import type { SearchCatalog } from '../../../core/search/candidates.ts';
import { nearestOf } from '../../../core/search/compareMatches.ts';
import { compareBy, compareVectors, lookBy } from '../../../core/search/metrics.ts';
import type { NearestAnswer, NearestRequest, Neighbour, VectorIndex } from '../../../core/search/ports.ts';
import { type FoundDocument, recordOf } from '../format/productDocument.ts';
import type { FilterSource } from '../products/filterSource.ts';

/** Thrown by the index: pictures nearer to the query must be fetched first. */
export class NearestWanted extends Error {
  readonly query: Float32Array;
  readonly metric: Metric;
  /** So many. */
  readonly k: number;

  constructor(query: Float32Array, metric: Metric, k: number) {
    super('The nearest pictures are not fetched yet.');
    this.query = query;
    this.metric = metric;
    this.k = k;
  }
}

/** How far around a query every picture that may be a result is here. */
export interface Reach {
  readonly query: Float32Array;
  readonly metric: Metric;
  /** Nearer than that; infinite where there are no others. */
  readonly radius: number;
  /** How many were asked for. */
  readonly asked: number;
}

export interface PartialCatalog {
  readonly catalog: SearchCatalog;
  add(documents: readonly FoundDocument[]): void;
  /** The latest of this query. */
  reachOf(query: Float32Array, metric: Metric): Reach | undefined;
  extend(reach: Reach): void;
}

export function createPartialCatalog({
  fields,
  hidden,
  soldOut,
  listStates,
  unshown,
}: Omit<FilterSource, 'idsOfSelection' | 'correctedFields'>): PartialCatalog {
  const rows = createProductRows();
  rows.setFields(fields);
  rows.setSoldOut(soldOut);
  rows.followLists({
    version: () => '',
    statesOf: listStates,
    shortfallOf: () => [],
    exposureOf: () => null,
  });
  /** Each stands for itself: which one is kept is said elsewhere. */
  const hiddenHere = new Map<string, string>();
  const imageIds: string[] = [];
  const vectors: Float32Array[] = [];
  const slots = new Map<string, number>();
  const ownVectorOf = (imageId: string): Float32Array | undefined => vectors[slots.get(imageId) ?? -1];
  let reaches: Reach[] = [];

  function reachOf(query: Float32Array, metric: Metric): Reach | undefined {
    return reaches.find((reach) => reach.metric === metric && isSame(reach.query, query));
  }

  function nearest(query: Float32Array, k: number, metric: Metric, allowed: Uint8Array | null): Neighbour[] {
    const radius = reachOf(query, metric)?.radius ?? Number.NEGATIVE_INFINITY;
    const found: Neighbour[] = [];
    for (const [slot, vector] of vectors.entries()) {
      if (allowed !== null && allowed[slot] !== 1) continue;
      const compared = compareVectors(query, vector, metric);
      if (compared.distance < radius) found.push({ slot, ...compared });
    }
    if (found.length < k && radius !== Number.POSITIVE_INFINITY) throw new NearestWanted(query, metric, k);
    return nearestOf(found, k);
  }

  const index: VectorIndex = {
    get slotCount() {
      return vectors.length;
    },
    get count() {
      return vectors.length;
    },
    add(entries) {
      for (const { imageId, vector } of entries) {
        if (slots.has(imageId)) continue;
        slots.set(imageId, vectors.push(vector) - 1);
        imageIds.push(imageId);
      }
    },
    // What was fetched stays for the one search that it was fetched for.
    remove: () => undefined,
    slotOf: (imageId) => slots.get(imageId),
    slotsOf: ({ length, at }) => Int32Array.from({ length }, (_, number) => slots.get(at(number)) ?? -1),
    imageAt: (slot) => imageIds[slot],
    isHeld: (slot) => slot < vectors.length,
    vectorOf: (imageId) => ownVectorOf(imageId)?.slice(),
    lookOf: lookBy(ownVectorOf),
    compare: compareBy(ownVectorOf),
    prepare: async () => undefined,
    nearest,
    async *nearestOfEach<Request extends NearestRequest>(
      requests: Iterable<Request> | AsyncIterable<Request>,
      metric: Metric,
    ): AsyncGenerator<NearestAnswer<Request>> {
      for await (const request of requests) {
        const queries = request.slots.flatMap((slot) => vectors[slot] ?? []);
        const neighbours = [...queries, ...(request.vectors ?? [])].map((query) =>
          nearest(query, request.k, metric, request.allowed),
        );
        yield { request, neighbours };
      }
    },
  };

  return {
    catalog: { rows, index },
    add(documents) {
      rows.upsert(documents.map((document) => recordOf(document, unshown)));
      for (const document of documents)
        if (document.hidden === true || hidden.has(document.product))
          hiddenHere.set(document.product, document.product);
      rows.setHidden(hiddenHere);
      index.add(
        documents.flatMap(({ imageId, vector }) =>
          imageId === undefined || vector === undefined ? [] : [{ imageId, vector }],
        ),
      );
    },
    reachOf,
    extend(reach) {
      reaches = [
        ...reaches.filter(({ query, metric }) => metric !== reach.metric || !isSame(query, reach.query)),
        reach,
      ];
    },
  };
}

function isSame(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
