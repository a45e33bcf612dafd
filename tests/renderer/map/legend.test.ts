import { expect, it } from 'vitest';
import {
  colourBy,
  markCount,
  noneSlot,
  otherSlot,
} from '../../../src/renderer/features/map/legend/colouring.ts';
import { countEntries } from '../../../src/renderer/features/map/legend/countEntries.ts';
import { createPointGrid } from '../../../src/renderer/features/map/plot/pointGrid.ts';

it('gives the commonest values a colour each, the others one together, and none its own', () => {
  const values = Array.from({ length: markCount + 2 }, (_, at) => ({ value: `v${at}`, count: 20 - at }));
  const { entries, entryOf, slotOf } = colourBy('kind', {
    kind: 'values',
    values,
    codes: [0, markCount - 1, markCount, -1, -2],
  });
  expect(entries.map(({ label }) => label).slice(-3)).toEqual([
    `v${markCount - 1}`,
    'Other values',
    '(none)',
  ]);
  expect([...slotOf]).toEqual([0, markCount - 1, otherSlot, otherSlot, noneSlot]);
  expect([...entryOf].map((entry) => entries[entry]?.label)).toEqual([
    'v0',
    `v${markCount - 1}`,
    'Other values',
    'Other values',
    '(none)',
  ]);
  expect(entries[0]?.filter).toEqual({ field: 'kind', values: ['v0'] });
  expect(entries.at(-2)?.filter).toBeNull();
  expect(entries.at(-1)?.filter).toEqual({ field: 'kind', values: [''] });
});

it('colours numbers along a ramp, and each step of the legend is a filter that shows just its products', () => {
  const sizes = Array.from({ length: 101 }, (_, at) => at);
  const { entries, entryOf, slotOf, isRamp } = colourBy('price', {
    kind: 'numbers',
    sizes: [...sizes, null],
  });
  expect(isRamp).toBe(true);
  expect(entries.map(({ label }) => label)).toEqual([
    'before 20',
    '20 to 40',
    '40 to 60',
    '60 to 80',
    '80 and more',
    '(none)',
  ]);
  expect(entries[1]?.filter).toEqual({ kind: 'range', field: 'price', min: 20, max: 39 });
  expect(slotOf[10]).toBeLessThan(slotOf[90] ?? 0);
  expect(slotOf[101]).toBe(noneSlot);
  for (const [size, entry] of [...entryOf].entries()) {
    const filter = entries[entry]?.filter;
    if (filter?.kind !== 'range') continue;
    expect(size).toBeGreaterThanOrEqual(Number(filter.min));
    expect(size).toBeLessThanOrEqual(Number(filter.max));
  }
});

it('says years as years', () => {
  const sizes = Array.from({ length: 12 }, (_, at) => Date.UTC(2008 + at, 0, 1));
  const { entries } = colourBy('year', { kind: 'dates', sizes });
  expect(entries[0]?.label).toBe('before 2010');
  expect(entries[1]?.label).toBe('2010 to 2011');
  expect(entries.at(-1)?.label).toBe('2018 and later');
  expect(entries[1]?.filter).toEqual({
    kind: 'range',
    field: 'year',
    min: '2010-01-01T00:00:00.000Z',
    max: '2011-12-31T23:59:59.999Z',
  });
});

it('has one step where all are of one size', () => {
  const { entries, entryOf } = colourBy('price', { kind: 'numbers', sizes: [5, 5, 5] });
  expect(entries.map(({ label }) => label)).toEqual(['All']);
  expect([...entryOf]).toEqual([0, 0, 0]);
});

it('counts what is in sight and passes the filters, and what is selected wherever it is', () => {
  const points = { x: Uint16Array.of(10, 20, 30, 60_000), y: Uint16Array.of(10, 20, 30, 60_000) };
  const { entries, entryOf } = colourBy('kind', {
    kind: 'values',
    values: [
      { value: 'a', count: 3 },
      { value: 'b', count: 1 },
    ],
    codes: [0, 0, 1, 0],
  });
  const box = { left: 0, top: 0, right: 100, bottom: 100 };
  const counts = countEntries(
    { entries, entryOf },
    createPointGrid(points),
    Uint8Array.of(1, 0, 1, 1),
    box,
    [1, 3],
  );
  expect([...counts.inSight]).toEqual([1, 1]);
  expect([...counts.selected]).toEqual([2, 0]);
});
