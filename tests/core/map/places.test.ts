/** The graph that layouts begin with, and the places that come of them, on a real index. */
import { describe, expect, test } from 'vitest';
import { createVectorIndex } from '../../../src/adapters/vectors/vectorIndex.ts';
import { findNeighbourGraph } from '../../../src/core/map/neighbourGraph.ts';
import { placeAmong } from '../../../src/core/map/placeAmong.ts';
import { fitToSquare } from '../../../src/core/map/square.ts';
import { shortVector } from '../search/searchCatalog.ts';

const unheard = (): void => undefined;
const going = { aborted: false };

/** Images named by their places on a quarter of a circle, in degrees. */
function onArc(...degrees: number[]) {
  const index = createVectorIndex();
  index.add(
    degrees.map((degree, at) => {
      const angle = (degree * Math.PI) / 180;
      return { imageId: `${at}`, vector: shortVector(Math.cos(angle), Math.sin(angle)) };
    }),
  );
  return index;
}

describe('the neighbour graph', () => {
  test('has the nearest others of each image asked about, nearest first, and how far away they are', async () => {
    const index = onArc(0, 10, 30, 60, 5);
    const slots = Uint32Array.of(0, 1, 2, 3);
    const graph = await findNeighbourGraph(index, slots, 2, going, unheard, unheard);
    expect(graph).toMatchObject({ count: 4, k: 2 });
    expect([...(graph?.neighbours ?? [])]).toEqual([1, 2, 0, 2, 1, 0, 2, 1]);
    const chord = (degrees: number) => 2 * Math.sin((degrees * Math.PI) / 360);
    for (const [at, degrees] of [10, 30, 10, 20].entries())
      expect(graph?.distances[at]).toBeCloseTo(chord(degrees), 5);
  });

  test('has all others where fewer are there than asked for, and none of one alone', async () => {
    const few = await findNeighbourGraph(
      onArc(0, 10, 30),
      Uint32Array.of(0, 1, 2),
      15,
      going,
      unheard,
      unheard,
    );
    expect(few?.k).toBe(2);
    const lone = await findNeighbourGraph(onArc(0), Uint32Array.of(0), 15, going, unheard, unheard);
    expect(lone).toMatchObject({ count: 1, k: 0 });
  });

  test('of equal images names others, never the image itself', async () => {
    const slots = Uint32Array.from({ length: 30 }, (_, slot) => slot);
    const graph = await findNeighbourGraph(onArc(...slots.map(() => 7)), slots, 5, going, unheard, unheard);
    for (const [at, neighbour] of graph?.neighbours.entries() ?? []) {
      expect(neighbour).not.toBe(Math.floor(at / 5));
      expect(graph?.distances[at]).toBeCloseTo(0, 2);
    }
  });

  test('is none where an image went meanwhile, and ends where it is cancelled', async () => {
    const index = onArc(0, 10, 30);
    index.remove(['1']);
    const slots = Uint32Array.of(0, 1, 2);
    expect(await findNeighbourGraph(index, slots, 2, going, unheard, unheard)).toBeNull();
    await expect(
      findNeighbourGraph(onArc(0, 10, 30), slots, 2, { aborted: true }, unheard, unheard),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('what comes later', () => {
  test('lies at the median of its nearest that were laid out', async () => {
    const index = onArc(0, 2, 4, 6, 8, 80, 3);
    const placeOf = new Map<number, [number, number]>([
      [0, [10, 900]],
      [1, [20, 500]],
      [2, [30, 100]],
      [3, [40, 300]],
      [4, [60_000, 700]],
      [5, [9, 9]],
    ]);
    expect(await placeAmong(index, [6], placeOf, unheard)).toEqual([[30, 500]]);
  });

  test('has no place where it is gone, or where nothing that was laid out is left', async () => {
    const index = onArc(0, 10, 20);
    index.remove(['2']);
    expect(await placeAmong(index, [1, 2], new Map([[0, [5, 6]]]), unheard)).toEqual([[5, 6], null]);
    expect(await placeAmong(index, [1], new Map(), unheard)).toEqual([null]);
  });
});

describe('the square', () => {
  test('holds a layout in its middle, as large as fits and not stretched', () => {
    expect([...fitToSquare([0, 0, 10, 5, 20, 10])]).toEqual([0, 16384, 32768, 32768, 65535, 49151]);
  });

  test('has one point, and points that all lie in one place, in its middle', () => {
    expect([...fitToSquare([7, -3])]).toEqual([32768, 32768]);
    expect([...fitToSquare([4, 4, 4, 4])]).toEqual([32768, 32768, 32768, 32768]);
  });
});
