import { describe, expect, it } from 'vitest';
import type { CompactIndex } from '../../../../src/adapters/vectors/compactIndex.ts';
import { checkAxes } from '../../../../src/adapters/vectors/prefixes/axes.ts';
import { createVectorIndex } from '../../../../src/adapters/vectors/vectorIndex.ts';
import {
  createRandom,
  dimensions,
  drawVector,
  normalise,
  shortVector,
} from '../../../core/search/searchCatalog.ts';
import { drawAxes } from './drawAxes.ts';

const metrics = ['cosine', 'euclidean', 'manhattan'] as const;
/** Enough for prefixes to be used, also where a mask leaves a part. */
const count = 2800;
const random = createRandom(7);
const centres = Array.from({ length: 40 }, () => drawVector(random));
const clustered = Array.from({ length: count }, (_, i) => drawVector(random, centres[i % 40], 0.5));
/** Every vector a hundred times. */
const copied = Array.from({ length: count }, (_, i) => clustered[i % 30] ?? shortVector(1));
const scattered = Array.from({ length: count }, () =>
  normalise(new Float32Array(dimensions).map(() => random() - 0.5)),
);
const alike = Array.from({ length: count }, () => shortVector(1, 2, 3));
const axes = drawAxes(centres);
const never = (): boolean => false;

function fill(vectors: readonly Float32Array[], index = createVectorIndex()): CompactIndex {
  index.add(vectors.map((vector, i) => ({ imageId: `i${i}`, vector })));
  return index;
}

async function fillWithPrefixes(vectors: readonly Float32Array[]): Promise<CompactIndex> {
  const index = fill(vectors);
  await index.takeAxes(axes, never);
  return index;
}

/** Likewise, with sketches beside them, and by cells. */
async function fillWithAll(vectors: readonly Float32Array[]): Promise<CompactIndex> {
  const index = fill(
    vectors,
    createVectorIndex(undefined, undefined, undefined, { sketched: 1, divided: 1 }),
  );
  await index.takeAxes(axes, never);
  return index;
}

function expectSame(found: CompactIndex, wanted: CompactIndex, queries: readonly Float32Array[]): void {
  const masks = [null, Uint8Array.from({ length: count }, (_, slot) => (slot % 5 === 0 ? 0 : 1))];
  for (const query of queries)
    for (const metric of metrics)
      for (const k of [1, 10, 150])
        for (const mask of masks)
          expect(found.nearest(query, k, metric, mask)).toEqual(wanted.nearest(query, k, metric, mask));
}

describe('an index with prefixes', () => {
  it.each([
    ['clustered', clustered],
    ['copied a hundred times', copied],
    ['scattered', scattered],
    ['all equal', alike],
  ])('finds what one without finds, to the last bit: %s vectors', async (_what, vectors) => {
    const queries = [0, 77].map((i) => vectors[i] ?? shortVector(1));
    for (const index of [await fillWithPrefixes(vectors), await fillWithAll(vectors)])
      expectSame(index, fill(vectors), [...queries, drawVector(random)]);
  });

  it('reads fewer vectors once it is large enough for sketches', async () => {
    // What bytes leave out is little beside what axes leave.
    const fine = checkAxes({ ...axes, steps: axes.steps.map((step, i) => (i < 40 ? step : step / 10)) });
    if (fine === null) throw new Error('These axes are not orthonormal.');
    const between = Array.from({ length: count }, () => {
      const some = Array.from({ length: 4 }, () => ({
        centre: centres[Math.floor(random() * 40)],
        share: random(),
      }));
      const middle = new Float32Array(dimensions).map((_zero, at) =>
        some.reduce((sum, { centre, share }) => sum + share * (centre?.[at] ?? 0), 0),
      );
      return drawVector(random, normalise(middle), 0.7);
    });
    const index = createVectorIndex(undefined, undefined, undefined, {
      sketched: count,
      divided: Number.POSITIVE_INFINITY,
    });
    const areSketchedWith = async (vectors: readonly Float32Array[]): Promise<boolean> => {
      fill(vectors, index);
      await index.takeAxes(fine, never);
      return index.content().areSketched;
    };
    expect(await areSketchedWith(between.slice(0, count - 1))).toBe(false);
    expect(await areSketchedWith(between)).toBe(true);
    const plain = fill(between);
    await plain.takeAxes(fine, never);
    const [read, readPlain] = [index, plain].map((one) => {
      for (let i = 0; i < count; i += 200) one.nearest(between[i] ?? shortVector(1), 10, 'cosine', null);
      return one.searches()?.survivors.reduce((sum, left) => sum + left, 0) ?? 0;
    });
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(0.8 * (readPlain ?? 0));
  });

  it('reads a small part of the rows where they fit the axes', async () => {
    const index = await fillWithPrefixes(clustered);
    for (let i = 0; i < 20; i++) index.nearest(clustered[i] ?? shortVector(1), 10, 'cosine', null);
    const searches = index.searches();
    expect(searches?.isInUse).toBe(true);
    expect(searches?.survivors).toHaveLength(20);
    expect(Math.max(...(searches?.survivors ?? []))).toBeLessThan(count / 5);
    expect(index.axesId).toBe(axes.id);
  });

  it.each([
    ['scattered', scattered],
    ['all equal', alike],
  ])(
    'goes back to reading all rows where prefixes leave most of them: %s vectors',
    async (_what, vectors) => {
      const index = await fillWithPrefixes(vectors);
      for (let i = 0; i < 20; i++) index.nearest(vectors[i] ?? shortVector(1), 10, 'cosine', null);
      expect(index.searches()).toMatchObject({ isInUse: false });
      expect(index.searches()?.survivors.length).toBeLessThan(20);
      expect(index.axesId).toBeNull();
    },
  );

  it('does not use them for manhattan, few rows, or many of all', async () => {
    const index = await fillWithPrefixes(clustered);
    const few = Uint8Array.from({ length: count }, (_, slot) => (slot < 200 ? 1 : 0));
    index.nearest(drawVector(random), 10, 'manhattan', null);
    index.nearest(drawVector(random), 10, 'cosine', few);
    index.nearest(drawVector(random), 1000, 'cosine', null);
    expect(index.searches()).toEqual({ survivors: [], isInUse: true });
  });

  it('finds what was added, replaced and removed, before, while and after prefixes are made', async () => {
    const vectors = clustered.slice(0, 2500);
    const [index, plain] = [fill(vectors), fill(vectors)];
    function change(step: number): void {
      for (const one of [index, plain]) {
        one.add([{ imageId: `new${step}`, vector: clustered[2500 + step] ?? shortVector(1) }]);
        one.add([{ imageId: `i${step}`, vector: clustered[2700 + step] ?? shortVector(1) }]);
        one.remove([`i${100 + step}`, 'unknown']);
      }
    }
    const queries = [clustered[2501], clustered[2700]];
    const known = queries.flatMap((query) => query ?? []);
    change(0);
    const making = index.takeAxes(axes, never);
    change(1);
    expect(index.axesId).toBeNull();
    expectSame(index, plain, known);
    await making;
    expect(index.axesId).toBe(axes.id);
    change(2);
    expect(index.axesId).toBe(axes.id);
    expectSame(index, plain, known);
    expect(index.searches()?.survivors.length).toBeGreaterThan(0);
  });

  it('stops making them when it is over', async () => {
    const index = fill(clustered);
    let turns = 0;
    await index.takeAxes(axes, () => {
      turns++;
      return turns > 2;
    });
    expect(turns).toBe(3);
    expect(index.axesId).toBeNull();
    expectSame(index, fill(clustered), [drawVector(random)]);
  });

  it('answers a query that holds what is no number as one without does', async () => {
    const query = shortVector(1).fill(Number.NaN, 7, 8);
    const index = await fillWithPrefixes(clustered);
    for (const metric of metrics)
      expect(index.nearest(query, 10, metric, null)).toEqual(
        fill(clustered).nearest(query, 10, metric, null),
      );
  });
});

describe('a vector that holds what is no finite number', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is not taken in, and its image not held: %f', (number) => {
    const damaged = shortVector(1).fill(number, 5, 6);
    const index = fill([shortVector(1), shortVector(0, 1)]);
    index.add([
      { imageId: 'i0', vector: damaged },
      { imageId: 'other', vector: damaged },
      { imageId: 'last', vector: shortVector(0, 0, 1) },
    ]);
    expect(index).toMatchObject({ count: 2 });
    expect([index.slotOf('i0'), index.slotOf('other'), index.vectorOf('i0')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const found = index.nearest(shortVector(0, 1), 9, 'euclidean', null);
    expect(found.map(({ slot }) => index.imageAt(slot))).toEqual(['i1', 'last']);
  });
});
