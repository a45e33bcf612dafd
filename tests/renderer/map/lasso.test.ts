import { expect, it } from 'vitest';
import { insideOutline } from '../../../src/renderer/features/map/lasso/insideOutline.ts';

const square = [
  { x: 10, y: 10 },
  { x: 30, y: 10 },
  { x: 30, y: 30 },
  { x: 10, y: 30 },
];

function take(
  places: readonly (readonly [number, number])[],
  outline = square,
  hidden: readonly number[] = [],
) {
  const points = { x: Uint16Array.from(places, ([x]) => x), y: Uint16Array.from(places, ([, y]) => y) };
  const shown = Uint8Array.from(places, (_, index) => (hidden.includes(index) ? 0 : 1));
  return [...insideOutline(points, shown, outline)];
}

it('takes what lies inside, and only what is shown', () => {
  const places = [
    [20, 20],
    [5, 20],
    [29, 29],
    [40, 40],
    [20, 9],
  ] as const;
  expect(take(places)).toEqual([0, 2]);
  expect(take(places, square, [0])).toEqual([2]);
});

it('follows an outline with a bay, whichever way around it was drawn', () => {
  const bay = [
    { x: 0, y: 0 },
    { x: 40, y: 0 },
    { x: 40, y: 40 },
    { x: 20, y: 10 },
    { x: 0, y: 40 },
  ];
  const places = [
    [20, 5],
    [20, 25],
    [3, 30],
    [37, 30],
  ] as const;
  expect(take(places, bay)).toEqual([0, 2, 3]);
  expect(take(places, bay.toReversed())).toEqual([0, 2, 3]);
});

it('takes nothing with a line that holds nothing', () => {
  expect(
    take(
      [[20, 20]],
      [
        { x: 0, y: 20 },
        { x: 40, y: 20 },
      ],
    ),
  ).toEqual([]);
});

it('finds in a wavy outline what a test by angles finds', () => {
  const outline = Array.from({ length: 200 }, (_, at) => {
    const angle = (at / 200) * 2 * Math.PI;
    const radius = 20_000 * (1 + 0.3 * Math.sin(9 * angle));
    return { x: 32_000 + radius * Math.cos(angle), y: 32_000 + radius * Math.sin(angle) };
  });
  const places = Array.from(
    { length: 4000 },
    (_, at) => [(at * 7919) % 65_536, (at * 104_729) % 65_536] as const,
  );
  const isInside = ([x, y]: readonly [number, number]) => {
    let turned = 0;
    for (const [at, from] of outline.entries()) {
      const to = outline[(at + 1) % outline.length] ?? from;
      const [fx, fy, tx, ty] = [from.x - x, from.y - y, to.x - x, to.y - y];
      turned += Math.atan2(fx * ty - fy * tx, fx * tx + fy * ty);
    }
    return Math.abs(turned) > 1;
  };
  expect(take(places, outline)).toEqual([...places.keys()].filter((at) => isInside(places[at] ?? [0, 0])));
});
