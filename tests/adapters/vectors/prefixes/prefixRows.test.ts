import { describe, expect, it } from 'vitest';
import { axisCount } from '../../../../src/adapters/vectors/kernelLayout.ts';
import { normOf } from '../../../../src/adapters/vectors/normOf.ts';
import type { Projected } from '../../../../src/adapters/vectors/prefixes/aimedQuery.ts';
import { firstAxes } from '../../../../src/adapters/vectors/prefixes/axes.ts';
import { createPrefixRows, type PrefixRows } from '../../../../src/adapters/vectors/prefixes/prefixRows.ts';
import {
  createProjector,
  type Projector,
  projectionError,
} from '../../../../src/adapters/vectors/prefixes/projector.ts';
import { dimensions } from '../../../core/search/searchCatalog.ts';
import { drawHardAxes, drawHardVectors, product } from './hardVectors.ts';

const hard = drawHardVectors();
const { signed, centres, axes, vectors } = hard;
const slots = Uint32Array.from(vectors, (_, slot) => slot);

const projectors = new Map<PrefixRows, Projector>();

function project(rows: PrefixRows, vector: Float32Array): Projected {
  const along = projectors.get(rows) ?? createProjector(rows.axes.axes);
  projectors.set(rows, along);
  return { along: along(vector), norm: normOf(vector), error: projectionError };
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
  it.each([...drawHardAxes(hard), ['the first axes alone', firstAxes(axes, axisCount)] as const])(
    'is never below the product: %s',
    (_what, some) => {
      expect(some).not.toBeNull();
      if (some === null) return;
      const all = gaps(fill(createPrefixRows(some))).flat();
      expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
    },
  );

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
