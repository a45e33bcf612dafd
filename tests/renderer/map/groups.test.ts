import { expect, it } from 'vitest';
import { findGroups } from '../../../src/renderer/features/map/groups/findGroups.ts';
import { nameGroups } from '../../../src/renderer/features/map/groups/nameGroups.ts';

/** Crowds around these middles, each point a little beside: always the same. */
function crowds(middles: readonly (readonly [x: number, y: number, count: number])[]) {
  const places = middles.flatMap(([x, y, count]) =>
    Array.from({ length: count }, (_, at) => {
      const angle = at * 2.4;
      const radius = 3000 * Math.sqrt(at / count);
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
    }),
  );
  return { x: Uint16Array.from(places, ([x]) => x), y: Uint16Array.from(places, ([, y]) => y) };
}

it('parts crowds that are apart, the largest first, and boxes hold their points', () => {
  const points = crowds([
    [15_000, 15_000, 300],
    [50_000, 50_000, 500],
  ]);
  const { boxes, groupOf } = findGroups(points, new Uint8Array(800).fill(1));
  expect(boxes).toHaveLength(2);
  expect(new Set(groupOf.subarray(0, 300))).toEqual(new Set([1]));
  expect(new Set(groupOf.subarray(300))).toEqual(new Set([0]));
  expect(boxes[0]?.left).toBeGreaterThan(46_000);
  expect(boxes[1]?.right).toBeLessThan(19_000);
});

it('leaves out what the filters hide', () => {
  const points = crowds([
    [15_000, 15_000, 300],
    [50_000, 50_000, 500],
  ]);
  const shown = new Uint8Array(800).fill(1, 0, 300);
  const { boxes, groupOf } = findGroups(points, shown);
  expect(boxes).toHaveLength(1);
  expect(groupOf[400]).toBe(-1);
});

it('has no group where there is nothing', () => {
  expect(findGroups({ x: new Uint16Array(), y: new Uint16Array() }, new Uint8Array()).boxes).toEqual([]);
});

it('names groups by their commonest values, and numbers those of one name', () => {
  const kind = {
    kind: 'values' as const,
    values: [
      { value: 'Shirts', count: 4 },
      { value: 'Shoes', count: 3 },
      { value: 'Socks', count: 2 },
    ],
    codes: [0, 0, 0, 1, 2, 1, 2, 0, 0, -2],
  };
  const gender = {
    kind: 'values' as const,
    values: [{ value: 'Men', count: 6 }],
    codes: [0, 0, 0, -1, -1, -1, -1, 0, 0, -2],
  };
  const groupOf = Int16Array.of(0, 0, 0, 1, 1, 1, 1, 2, 2, 3);
  expect(nameGroups(4, groupOf, [gender, kind])).toEqual([
    'Shirts · Men (1)',
    'Shoes, Socks',
    'Shirts · Men (2)',
    'Group 1',
  ]);
});

it('names them by the field that says most of them, not by one with many values that says nothing', () => {
  const groupOf = Int16Array.from({ length: 200 }, (_, at) => (at < 100 ? 0 : 1));
  const kind = {
    kind: 'values' as const,
    values: [
      { value: 'Shirts', count: 100 },
      { value: 'Shoes', count: 100 },
    ],
    codes: Array.from(groupOf),
  };
  const brand = {
    kind: 'values' as const,
    values: Array.from({ length: 40 }, (_, at) => ({ value: `Brand ${at}`, count: 5 })),
    codes: Array.from({ length: 200 }, (_, at) => at % 40),
  };
  expect(nameGroups(2, groupOf, [brand, kind])).toEqual(['Shirts', 'Shoes']);
});
