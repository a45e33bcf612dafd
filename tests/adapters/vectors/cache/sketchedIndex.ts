/** An index that has sketches, though it is small: the same vectors in every process. */
import { join } from 'node:path';
import { readIndexCache } from '../../../../src/adapters/vectors/cache/readIndexCache.ts';
import type { CompactIndex } from '../../../../src/adapters/vectors/compactIndex.ts';
import { createVectorIndex } from '../../../../src/adapters/vectors/vectorIndex.ts';
import { createRandom, drawVector } from '../../../core/search/searchCatalog.ts';
import { drawAxes } from '../prefixes/drawAxes.ts';

export const imageCount = 1100;
export const identity = { space: 'space-a', generation: '7 c0ffee' };

const random = createRandom(5);
const centres = Array.from({ length: 20 }, () => drawVector(random));
const vectors = new Map(
  Array.from({ length: imageCount }, (_, at) => [`i${at}`, drawVector(random, centres[at % 20], 0.5)]),
);
const query = drawVector(random, centres[7], 0.5);

export const axes = drawAxes(centres);
export const fileIn = (folder: string): string => join(folder, 'index.cache');

function load(imageId: string) {
  const vector = vectors.get(imageId);
  return vector && { key: 1 + Number(imageId.slice(1)), vector: vector.slice() };
}

/** Without prefixes yet. @param sketchFrom of so many images on they have sketches, and cells */
export function makeIndex(sketchFrom: number): CompactIndex {
  const index = createVectorIndex(load, undefined, undefined, { sketched: sketchFrom, divided: sketchFrom });
  index.add([...vectors].map(([imageId, vector]) => ({ imageId, vector })));
  return index;
}

/** As opening does; null where the file is to be made anew. */
export function readIndex(folder: string): Promise<CompactIndex | null> {
  const file = fileIn(folder);
  return readIndexCache(file, join(folder, 'vectors.cache'), identity, load, Promise.resolve(axes));
}

/** The nearest by image, since slots may be others. */
export function nearestImages(index: CompactIndex): object[] {
  return (['cosine', 'euclidean', 'manhattan'] as const).flatMap((metric) =>
    index.nearest(query, 40, metric, null).map(({ slot, ...rest }) => ({
      ...{ metric, imageId: index.imageAt(slot) },
      ...rest,
    })),
  );
}
