import { describe, expect, it } from 'vitest';
import type { Axes } from '../../../../src/adapters/vectors/prefixes/axes.ts';
import { createPrefixes, type Prefixes } from '../../../../src/adapters/vectors/prefixes/prefixes.ts';
import type { LongReach } from '../../../../src/adapters/vectors/prefixes/sketchRows.ts';
import { dimensions } from '../../../core/search/searchCatalog.ts';
import { drawHardAxes, drawHardVectors, product } from './hardVectors.ts';

const hard = drawHardVectors();
const { signed, axes, vectors } = hard;
const slots = Uint32Array.from(vectors, (_, slot) => slot);
const scattered = Uint32Array.from({ length: 20 }, (_, i) => 40 + i);

function fill(some: Axes, isSketched = true): Prefixes {
  const prefixes = createPrefixes(some);
  if (isSketched) prefixes.sketch(vectors.length);
  for (const [slot, vector] of vectors.entries()) prefixes.write(slot, vector, 0);
  return prefixes;
}

/** What long prefixes say, and sketches where there are some. */
function reach({ long, sketches, project }: Prefixes, query: Float32Array, of = slots): LongReach {
  const projected = project(query);
  const { estimates, highest, base, aimed } = long.reach(of, projected);
  const found = {
    slots: of,
    estimates: Float64Array.from(estimates),
    highest: Float64Array.from(highest, (value) => value + base),
  };
  sketches?.tighten(found, { vector: query, norm: projected.norm, aimed });
  return found;
}

describe('the bound of a sketch', () => {
  it.each(drawHardAxes(hard))('is never below the product: %s', (_what, some) => {
    expect(some).not.toBeNull();
    if (some === null) return;
    const prefixes = fill(some);
    const gaps = vectors.flatMap((query) => {
      const { highest } = reach(prefixes, query);
      return vectors.map((vector, slot) => (highest[slot] ?? Number.NaN) - product(query, vector));
    });
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
  });

  it('is two thirds as far from the product as that of the prefix, where axes leave most', () => {
    const query = signed();
    const [sketched, plain] = [fill(axes), fill(axes, false)].map((prefixes) =>
      reach(prefixes, query, scattered),
    );
    const meanGap = ({ highest }: LongReach): number =>
      scattered.reduce((sum, slot, i) => sum + (highest[i] ?? 0) - product(query, vectors[slot] ?? query), 0);
    expect(sketched && plain && meanGap(sketched) / meanGap(plain)).toBeLessThan(0.67);
  });

  it('says more of the product than the prefix does, where axes leave most', () => {
    const query = signed();
    const offOf = (prefixes: Prefixes, slot: number): number => {
      const { estimates } = reach(prefixes, query, Uint32Array.of(0, slot));
      const truth = [0, slot].map((one) => product(query, vectors[one] ?? query));
      return Math.abs((estimates[1] ?? 0) - (estimates[0] ?? 0) - ((truth[1] ?? 0) - (truth[0] ?? 0)));
    };
    const [sketched, plain] = [fill(axes), fill(axes, false)];
    const sumOff = (prefixes: Prefixes): number =>
      scattered.reduce((sum, slot) => sum + offOf(prefixes, slot), 0);
    expect(sumOff(sketched)).toBeLessThan(sumOff(plain));
  });
});

describe('a row', () => {
  it('without a sketch is bounded by its prefix', () => {
    const plain = fill(axes, false);
    const query = signed();
    const before = reach(plain, query);
    plain.sketch(vectors.length);
    expect(plain).toMatchObject({ readyCount: vectors.length, completeCount: 0 });
    expect(reach(plain, query)).toEqual(before);
    plain.write(41, vectors[41] ?? query, 0);
    expect(plain.completeCount).toBe(1);
    expect([40, 41, 42].map(plain.isReady)).toEqual([false, true, false]);
    const after = reach(plain, query);
    expect(after.highest[41]).toBeLessThan(before.highest[41] ?? 0);
    expect(after.highest[42]).toBe(before.highest[42]);
  });

  it('of numbers that are none, or beyond float32, has none', () => {
    const prefixes = fill(axes);
    prefixes.write(41, new Float32Array(dimensions).fill(Number.NaN), 0);
    prefixes.write(42, new Float32Array(dimensions).fill(3e38), 0);
    expect(prefixes.completeCount).toBe(vectors.length - 2);
    expect([40, 41, 42].map(prefixes.isReady)).toEqual([true, false, false]);
  });

  it('is the same from its bytes', () => {
    const prefixes = fill(axes);
    const again = createPrefixes(axes);
    again.sketch(vectors.length);
    again.adopt(
      prefixes.kinds().map((kind) => kind(0, vectors.length)),
      null,
    );
    expect(again.completeCount).toBe(vectors.length);
    const query = signed();
    expect(reach(again, query)).toEqual(reach(prefixes, query));
  });
});
