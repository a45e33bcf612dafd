/** A small catalog for search tests: the real rows and the real index, with vectors drawn from a seed. */
import type { BatchOptions } from '../../../src/adapters/vectors/nearestOfEach.ts';
import { createVectorIndex } from '../../../src/adapters/vectors/vectorIndex.ts';
import type { Attributes } from '../../../src/contract/products.ts';
import type { SimilarInput, SimilarOutput } from '../../../src/contract/search.ts';
import { createProductRows, type MutableProductRows } from '../../../src/core/products/productRows.ts';
import { readRows } from '../../../src/core/products/readRows.ts';
import type { SearchCatalog } from '../../../src/core/search/candidates.ts';
import { describeMatches } from '../../../src/core/search/describeMatches.ts';
import { createLocalSearch } from '../../../src/core/search/localSearch.ts';
import type { SimilarOptions, SimilarQuery, VectorIndex } from '../../../src/core/search/ports.ts';

/** Length of every embedding. */
export const dimensions = 2048;

/** Numbers in [0, 1), the same for a seed on every machine (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function normalise(values: Float32Array): Float32Array {
  let squares = 0;
  for (const value of values) squares += value * value;
  const norm = Math.sqrt(squares);
  return values.map((value) => value / norm);
}

/** A vector whose few numbers lie at the front: angles between such vectors are easy to see. */
export function shortVector(...numbers: number[]): Float32Array {
  const vector = new Float32Array(dimensions);
  vector.set(numbers);
  return normalise(vector);
}

/** Like pooled features: none negative, many near zero, a few large; `spread` is how far it lies from `centre`. */
export function drawVector(random: () => number, centre?: Float32Array, spread = 1): Float32Array {
  const vector = new Float32Array(dimensions);
  for (let i = 0; i < dimensions; i++) {
    const own = random() ** 3;
    vector[i] = centre === undefined ? own : (centre[i] ?? 0) * 30 + spread * own;
  }
  return normalise(vector);
}

export interface CatalogProduct {
  readonly id: string;
  readonly attributes?: Attributes;
  /** One image each; a name shared by two products is an image they share. */
  readonly images: Readonly<Record<string, Float32Array | null>>;
}

/** A null vector is an image that the index does not hold. @param batch how the index answers many searches at once */
export function buildCatalog(
  products: readonly CatalogProduct[],
  batch?: BatchOptions,
): {
  rows: MutableProductRows;
  index: VectorIndex;
} {
  const rows = createProductRows();
  const index = createVectorIndex(undefined, undefined, batch);
  rows.setFields([...new Set(products.flatMap(({ attributes }) => Object.keys(attributes ?? {})))]);
  for (const { id, attributes, images } of products) {
    const links = Object.keys(images).map((imageId) => ({ imageId, path: `images/${imageId}.jpg` }));
    rows.upsert([{ id, name: `Product ${id}`, attributes: attributes ?? {}, images: links }]);
    for (const [imageId, vector] of Object.entries(images))
      if (vector !== null) index.add([{ imageId, vector }]);
  }
  return { rows, index };
}

export type SearchOptions = Omit<SimilarInput, 'query' | 'order'> & Pick<SimilarOptions, 'ranking'>;

/** The ten nearest, with nothing else asked for. */
export const plain: SearchOptions = {
  k: 10,
  metric: 'cosine',
  where: [],
  same: [],
  like: [],
  unlike: [],
  unlikeWeight: 0.5,
  diversity: 0,
};

/** What `search.similar` answers, less the time that it took. */
export async function findSimilar(
  catalog: SearchCatalog,
  query: SimilarQuery,
  { where, ...options }: SearchOptions,
): Promise<Omit<SimilarOutput, 'milliseconds'>> {
  const { candidates, groups, matches } = await createLocalSearch(catalog).similar(query, where, options);
  return {
    metric: options.metric,
    k: options.k,
    candidates,
    groups,
    results: await describeMatches(readRows(catalog.rows), matches),
  };
}
