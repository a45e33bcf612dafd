import { describe, expect, it } from 'vitest';
import { normOf } from '../../../../src/adapters/vectors/normOf.ts';
import type { Axes } from '../../../../src/adapters/vectors/prefixes/axes.ts';
import { formatCells, parseCells } from '../../../../src/adapters/vectors/prefixes/cells/cellBytes.ts';
import type { CellSearch } from '../../../../src/adapters/vectors/prefixes/cells/cellRows.ts';
import { createCellRows } from '../../../../src/adapters/vectors/prefixes/cells/cellRows.ts';
import {
  type Cells,
  pointLength,
  queryPointOf,
} from '../../../../src/adapters/vectors/prefixes/cells/cells.ts';
import { cellCountFor } from '../../../../src/adapters/vectors/prefixes/cells/findCells.ts';
import { createPrefixes, type Prefixes } from '../../../../src/adapters/vectors/prefixes/prefixes.ts';
import { takeTurns } from '../../../../src/adapters/vectors/turns.ts';
import { drawVector } from '../../../core/search/searchCatalog.ts';
import { drawHardAxes, drawHardVectors, product } from './hardVectors.ts';

const hard = drawHardVectors();
const { random, signed, centres, axes } = hard;
/** The hard ones, and many around a few. */
const vectors = [
  ...hard.vectors,
  ...Array.from({ length: 1200 }, (_, i) => drawVector(random, centres[i % 12], 0.4)),
];
const slots = Uint32Array.from(vectors, (_, slot) => slot);
const queries = [...hard.vectors, ...vectors.slice(-5), signed()];
const never = (): boolean => false;

async function fill(some: Axes): Promise<Prefixes> {
  const prefixes = createPrefixes(some, 1);
  for (const [slot, vector] of vectors.entries()) prefixes.write(slot, vector, 0);
  await prefixes.divide(() => slots, takeTurns(), never);
  return prefixes;
}

/** Any centres, of norm 1, and limits that all rows keep. */
function anyCells(): Cells {
  const points = Array.from({ length: 8 }, () => {
    const point = new Float32Array(pointLength).map((_zero, i) => (i < pointLength - 3 ? random() - 0.5 : 0));
    const norm = normOf(point);
    return point.map((number) => number / norm);
  });
  const all = new Float32Array(points.length * pointLength);
  for (const [i, point] of points.entries()) all.set(point, i * pointLength);
  return { centres: all, largestNorm: 1e4, largestOff: 10 };
}

const slotsOf = (search: CellSearch, places: Uint32Array): number[] =>
  Array.from(places, (place) => search.slots[place] ?? -1);

/** For every query and some leasts: which rows can reach it, and which it was said can. */
function expectAllReached(prefixes: Prefixes): number {
  let passedOver = 0;
  for (const query of queries) {
    const projected = prefixes.project(query);
    const search = prefixes.cells?.search(slots, projected) ?? null;
    if (search === null) continue;
    const { highest, base } = prefixes.short.reach(slots, projected);
    const highs = Array.from(highest, (value) => value + base);
    const products = vectors.map((vector) => product(query, vector));
    for (const share of [0.999, 0.95, 0.7, -0.5]) {
      const least = share * normOf(query);
      const found = new Set(slotsOf(search, search.reaching(least)));
      // Whoever is passed over is below by the prefix's own bound, and so by its product.
      for (const slot of slots) {
        if (found.has(slot)) continue;
        passedOver++;
        expect(products[slot]).toBeLessThan(least);
        expect(highs[slot]).toBeLessThan(least + 1e-4 * normOf(query));
      }
    }
  }
  return passedOver;
}

describe('cells', () => {
  it.each(drawHardAxes(hard))('pass over no row that can reach the least: %s', async (_what, some) => {
    expect(some).not.toBeNull();
    if (some === null) return;
    const prefixes = await fill(some);
    expect(prefixes.cells).not.toBeNull();
    expectAllReached(prefixes);
  });

  it('pass over most rows where axes fit, and also of centres that lie anywhere some', async () => {
    const prefixes = await fill(axes);
    expect(expectAllReached(prefixes)).toBeGreaterThan(queries.length * vectors.length);
    const elsewhere = createPrefixes(axes, 1);
    for (const [slot, vector] of vectors.entries()) elsewhere.write(slot, vector, 0);
    const kinds = elsewhere.kinds().map((kind) => kind(0, vectors.length));
    elsewhere.adopt([...kinds, new Uint8Array(vectors.length * 2)], anyCells());
    await elsewhere.divide(() => slots, takeTurns(), never);
    for (const [slot, vector] of vectors.entries()) elsewhere.write(slot, vector, 0);
    elsewhere.cells?.layOut(slots, elsewhere.short);
    expectAllReached(elsewhere);
  });

  it('give the rows of the nearest cells, so many or more', async () => {
    const prefixes = await fill(axes);
    const query = vectors.at(-1) ?? signed();
    const search = prefixes.cells?.search(slots, prefixes.project(query));
    expect(search).toBeDefined();
    if (search == null) return;
    for (const count of [1, 30, 400]) {
      const near = slotsOf(search, search.nearest(count));
      expect(near.length).toBeGreaterThanOrEqual(count);
      expect(near.length).toBeLessThan(count + 900);
      expect(near).toContain(vectors.length - 1);
      expect(new Set(near).size).toBe(near.length);
    }
    expect(slotsOf(search, search.nearest(vectors.length + 1)).sort((a, b) => a - b)).toEqual([...slots]);
  });

  it('look among some of the rows only where a filter says so', async () => {
    const prefixes = await fill(axes);
    const some = slots.filter((slot) => slot % 3 === 1);
    const projected = prefixes.project(vectors.at(-1) ?? signed());
    const all = prefixes.cells?.search(slots, projected);
    const reached = all == null ? [] : slotsOf(all, all.reaching(0.8));
    const search = prefixes.cells?.search(some, projected);
    const found = search == null ? [] : slotsOf(search, search.reaching(0.8));
    expect(found.length).toBeGreaterThan(10);
    expect(found.toSorted((a, b) => a - b)).toEqual(
      reached.filter((slot) => slot % 3 === 1).sort((a, b) => a - b),
    );
  });

  it('are not used once a row changed, until all are laid out again', async () => {
    const prefixes = await fill(axes);
    const projected = prefixes.project(signed());
    const { cells } = prefixes;
    expect(cells?.search(slots, projected)).not.toBeNull();
    prefixes.write(3, signed(), 0);
    expect(cells?.search(slots, projected)).toBeNull();
    expect(cells?.share()).toBeNull();
    await prefixes.divide(() => slots, takeTurns(), never);
    expect(prefixes.cells).toBe(cells);
    expect(cells?.search(slots, projected)).not.toBeNull();
  });

  it('are none where finding them was ended', async () => {
    const prefixes = createPrefixes(axes, 1);
    for (const [slot, vector] of vectors.entries()) prefixes.write(slot, vector, 0);
    let asked = 0;
    await prefixes.divide(
      () => slots,
      takeTurns(),
      () => ++asked > 40,
    );
    expect(prefixes.cells).toBeNull();
  });

  it('are found anew once there are many more rows', async () => {
    const prefixes = createPrefixes(axes, 1);
    const few = slots.slice(0, 200);
    for (const slot of few) prefixes.write(slot, vectors[slot] ?? signed(), 0);
    await prefixes.divide(() => few, takeTurns(), never);
    const before = prefixes.cells;
    for (const [slot, vector] of vectors.entries()) prefixes.write(slot, vector, 0);
    await prefixes.divide(() => slots, takeTurns(), never);
    expect(before?.cells.centres).toHaveLength(cellCountFor(200) * pointLength);
    expect(prefixes.cells?.cells.centres).toHaveLength(cellCountFor(vectors.length) * pointLength);
  });

  it('are the same from their bytes', async () => {
    const prefixes = await fill(axes);
    const known = prefixes.cells?.cells ?? null;
    expect(parseCells(formatCells(known))).toEqual(known);
    expect(parseCells(formatCells(null))).toBeNull();
    const again = createPrefixes(axes, 1);
    again.adopt(
      prefixes.kinds().map((kind) => kind(0, vectors.length)),
      known,
    );
    again.cells?.layOut(slots, again.short);
    const projected = prefixes.project(vectors.at(-1) ?? signed());
    const [first, second] = [prefixes, again].map((one) => one.cells?.search(slots, projected));
    expect(second?.reaching(0.8).slice()).toEqual(first?.reaching(0.8).slice());
  });

  it('have no direction for a query without one', () => {
    const prefixes = createPrefixes(axes, 1);
    const aimed = prefixes.short.aim(prefixes.project(new Float32Array(2048)));
    expect(queryPointOf(prefixes.short.axes, aimed)).toBeNull();
    expect(createCellRows(anyCells(), 1).search(slots, prefixes.project(signed()))).toBeNull();
  });
});
