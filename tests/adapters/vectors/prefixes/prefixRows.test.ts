import { describe, expect, it } from 'vitest';
import { allAxisCount, axisCount } from '../../../../src/adapters/vectors/kernelLayout.ts';
import { normOf } from '../../../../src/adapters/vectors/normOf.ts';
import { checkAxes, firstAxes } from '../../../../src/adapters/vectors/prefixes/axes.ts';
import { createPrefixRows, type PrefixRows } from '../../../../src/adapters/vectors/prefixes/prefixRows.ts';
import { createProjector, type Projector } from '../../../../src/adapters/vectors/prefixes/projector.ts';
import type { Projected } from '../../../../src/adapters/vectors/prefixes/reach.ts';
import {
  createRandom,
  dimensions,
  drawVector,
  normalise,
  shortVector,
} from '../../../core/search/searchCatalog.ts';
import { drawAxes, drawAxisNumbers } from './drawAxes.ts';

const random = createRandom(11);
const signed = (): Float32Array => normalise(new Float32Array(dimensions).map(() => random() - 0.5));
const centres = Array.from({ length: 70 }, () => drawVector(random));
const [centre] = centres;
const axes = drawAxes(centres);

const axisAt = (i: number): Float32Array => axes.axes.slice(i * dimensions, (i + 1) * dimensions);
/** Made to hurt: along an axis, beside all of them, of sizes that bytes cannot hold, alike, opposite, all but zero. */
const vectors: Float32Array[] = [
  ...centres.slice(0, 20),
  ...Array.from({ length: 20 }, (_, i) => drawVector(random, centres[i], 0.05)),
  ...Array.from({ length: 20 }, signed),
  ...[0, 1, axisCount - 1, allAxisCount - 1].flatMap((i) => [axisAt(i), axisAt(i).map((value) => -value)]),
  normalise(axisAt(0).map((value, i) => value + (axisAt(1)[i] ?? 0))),
  ...Array.from({ length: 5 }, () => centre?.slice() ?? signed()),
  shortVector(1),
  shortVector(-1, 1e-6),
  new Float32Array(dimensions).fill(1 / Math.sqrt(dimensions)),
  new Float32Array(dimensions),
  shortVector(1).map((value) => value * 1e-20),
  shortVector(3, 4).map((value) => value * 1000),
];
const slots = Uint32Array.from(vectors, (_, slot) => slot);

/** In float64, off by 2⁻⁴⁰ of the norms' product at most. */
function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < dimensions; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

const projectors = new Map<PrefixRows, Projector>();

function project(rows: PrefixRows, vector: Float32Array): Projected {
  const along = projectors.get(rows) ?? createProjector(rows.axes.axes);
  projectors.set(rows, along);
  return { along: along(vector), norm: normOf(vector) };
}

function fill(rows: PrefixRows, some: readonly Float32Array[] = vectors): PrefixRows {
  for (const [slot, vector] of some.entries()) rows.write(slot, project(rows, vector), 0);
  return rows;
}

/** How much each bound is above the product, by query and row. */
function gaps(rows: PrefixRows, queries: readonly Float32Array[] = vectors, some = vectors): number[][] {
  return queries.map((query) => {
    const { highest, base } = rows.reach(slots.subarray(0, some.length), project(rows, query));
    return some.map((vector, slot) => (highest[slot] ?? Number.NaN) + base - product(query, vector));
  });
}

describe('the bound of a prefix', () => {
  const { middles, steps } = drawAxisNumbers(centres);
  const coarseSteps = steps.map((step, i) => step * (i % 2 === 0 ? 20 : 0.001));
  const moved = middles.map(() => random() - 0.5);
  /** Each axis with a part of the next: as far from orthonormal as is taken. */
  const leaning = axes.axes.map(
    (value, i) => value + 2e-5 * (axes.axes[(i + dimensions) % axes.axes.length] ?? 0),
  );

  it.each([
    ['axes that fit', axes],
    ['the first axes alone', firstAxes(axes, axisCount)],
    ['axes that do not fit', drawAxes([], 5)],
    ['steps that are far too large and too small', checkAxes({ ...axes, steps: coarseSteps })],
    ['middles anywhere', checkAxes({ ...axes, middles: moved })],
    ['axes that lean', checkAxes({ ...axes, axes: leaning })],
  ])('is never below the product: %s', (_what, some) => {
    expect(some).not.toBeNull();
    if (some === null) return;
    const all = gaps(fill(createPrefixRows(some))).flat();
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
  });

  it('is close where the axes hold nearly all of both', () => {
    const near = vectors.slice(0, 40);
    const [ofCentre = []] = gaps(fill(createPrefixRows(axes), near), [centres[1] ?? signed()], near);
    expect(Math.max(...ofCentre)).toBeLessThan(0.05);
  });

  it('takes in how far the vector was from the stored one', () => {
    const rows = createPrefixRows(axes);
    const stored = vectors[3] ?? signed();
    for (const off of [1e-5, 0.01, 0.3]) {
      // The farthest that is no farther than that: towards the query.
      const query = signed();
      const used = stored.map((value, i) => value - off * (query[i] ?? 0));
      rows.write(0, project(rows, used), off);
      const { highest, base } = rows.reach(Uint32Array.of(0), project(rows, query));
      expect((highest[0] ?? 0) + base).toBeGreaterThanOrEqual(product(query, stored));
    }
  });
});

describe('a row', () => {
  it('without a prefix can be anything', () => {
    const rows = createPrefixRows(axes);
    rows.reserve(9);
    rows.write(4, project(rows, signed()), 0);
    rows.write(5, project(rows, signed()), 0);
    rows.clear(5);
    expect(rows.readyCount).toBe(1);
    const { highest } = rows.reach(Uint32Array.of(3, 4, 5, 8), project(rows, signed()));
    expect([...highest].map(Number.isFinite)).toEqual([false, true, false, false]);
  });

  it('whose numbers are beyond float32 has no prefix', () => {
    const rows = createPrefixRows(axes);
    rows.write(0, project(rows, new Float32Array(dimensions).fill(3e38)), 0);
    rows.write(1, project(rows, new Float32Array(dimensions).fill(Number.NaN)), 0);
    expect([0, 1, 2].map(rows.isReady)).toEqual([false, false, false]);
  });

  it('is the same after its bytes were taken over', () => {
    const rows = fill(createPrefixRows(axes));
    const others = createPrefixRows(axes);
    others.adopt(rows.bytesOf(0, vectors.length));
    expect(others.readyCount).toBe(rows.readyCount);
    for (const query of vectors.slice(0, 5)) {
      const wanted = rows.reach(slots, project(rows, query));
      const found = others.reach(slots, project(others, query));
      expect(found.highest).toEqual(wanted.highest);
      expect(Math.min(...gaps(others, [query]).flat())).toBeGreaterThanOrEqual(0);
    }
  });

  it('is found in its slot among more than the kernel takes at once, in any order', () => {
    const rows = createPrefixRows(axes);
    const many = 10_001;
    rows.reserve(many);
    for (let slot = 0; slot < many; slot += 1000)
      rows.write(slot, project(rows, vectors[slot / 1000] ?? signed()), 0);
    const backwards = Uint32Array.from({ length: many }, (_, i) => many - 1 - i);
    const query = signed();
    const { highest, base } = rows.reach(backwards, project(rows, query));
    for (let slot = 0; slot < many; slot += 1000) {
      const wanted = rows.reach(Uint32Array.of(slot), project(rows, query));
      expect(highest[many - 1 - slot]).toBe(wanted.highest[0]);
      expect(base).toBe(wanted.base);
    }
  });
});

describe('places', () => {
  const rows = fill(createPrefixRows(axes));

  it.each(['estimates', 'highest'] as const)('are those of what is not below the least: %s', (among) => {
    for (const [query, count] of [
      [vectors[3], vectors.length],
      [vectors[50], 21],
      [vectors[50], 4],
      [vectors[0], 1],
    ] as const) {
      const reaches = rows.reach(slots.subarray(0, count), project(rows, query ?? signed()));
      const values = [...reaches[among]];
      for (const least of [...values, Number.NEGATIVE_INFINITY, 1e9])
        for (const from of [0, 4, 20]) {
          const found = [...reaches.places(among, least, from)];
          const wanted = values.flatMap((value, place) => (place >= from && !(value < least) ? [place] : []));
          expect(found).toEqual(expect.arrayContaining(wanted));
          // The least is rounded down to float32, which the values are.
          for (const place of found) expect(values[place] ?? 0).toBeGreaterThanOrEqual(least - 1e-6);
        }
    }
  });

  it('are all where nothing can be compared', () => {
    const reaches = rows.reach(slots, project(rows, signed()));
    expect([...reaches.places('highest', Number.NaN)]).toEqual([...slots]);
  });

  it('are none of no slots', () => {
    expect([...rows.reach(new Uint32Array(0), project(rows, signed())).places('highest', 0)]).toEqual([]);
  });
});
