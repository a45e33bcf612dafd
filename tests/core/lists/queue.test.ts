import { describe, expect, it } from 'vitest';
import type { QueueOrder } from '../../../src/contract/listWords.ts';
import type { Filter, View } from '../../../src/contract/products.ts';
import { nextInQueue } from '../../../src/core/lists/queue.ts';
import type { ProductRecord } from '../../../src/core/products/ports.ts';
import { createProductQueries } from '../../../src/core/products/queryProducts.ts';
import { fillRows, product, view } from '../products/catalogRows.ts';

/** Blue a c, red b d, none e, green f: in this order. */
const colours = { a: 'Blue', b: 'Red', c: 'Blue', d: 'Red', e: '', f: 'Green' };
const shortfall = [0, 5, 2, 5, 0, 9];
/** f came after the count. */
const exposure = new Map(Object.entries({ a: 3, b: 0, c: 3, d: 7, e: 1 }));

function queue({ done = '', begun = '', isCounted = true } = {}) {
  const records = Object.entries(colours).map(
    ([id, colour]): ProductRecord => product(id, id, colour === '' ? {} : { colour }),
  );
  const rows = fillRows(...records);
  const states = { begun: new Set(begun), done: new Set(done) };
  rows.followLists({
    version: () => `${done} ${begun}`,
    statesOf: () => states,
    shortfallOf: () => shortfall,
    exposureOf: () => (isCounted ? exposure : null),
  });
  const { ids } = createProductQueries(rows);
  const viewBy = (order: QueueOrder, where: Filter[] = []): View => ({
    ...view({ where }),
    queue: { type: 'substitute', order },
  });
  const products = {
    ids: async (asked: View) => ids(asked),
    recordsOf: async (asked: readonly string[]) =>
      asked.map((id) => records.find((record) => record.id === id) ?? null),
  };
  return {
    order: (order: QueueOrder, where?: Filter[]) => ids(viewBy(order, where)).join(''),
    next: (order: QueueOrder, after: string | null, where?: Filter[]) =>
      nextInQueue(products, viewBy(order, where), states, after),
    nextInView: (after: string | null) => nextInQueue(products, view(), states, after),
  };
}

const byColour = { by: 'field', field: 'colour' } as const;
const byShortfall = { by: 'shortfall' } as const;
const most = { by: 'exposure', first: 'most' } as const;
const least = { by: 'exposure', first: 'least' } as const;
const lists = (...states: ('untouched' | 'begun' | 'done')[]): Filter[] => [
  { kind: 'list', type: 'substitute', states },
];

describe('the order of the queue', () => {
  it('puts products of a value together, the one least done first, those without a value last', () => {
    // Green 0 of 1, blue 1 of 2, red 2 of 2.
    expect(queue({ done: 'abd' }).order(byColour)).toBe('facbde');
    // None is done: as the values are sorted.
    expect(queue().order(byColour)).toBe('acfbde');
  });

  it('counts of what is done whatever states are shown, but in the view alone', () => {
    const { order } = queue({ done: 'abd' });
    expect(order(byColour, lists('untouched', 'begun'))).toBe('fce');
    expect(order(byColour, lists('done'))).toBe('abd');
    // Of c, b and d alone: blue 0 of 1, red 2 of 2.
    expect(order(byColour, [{ kind: 'ids', ids: ['b', 'c', 'd'] }])).toBe('cbd');
  });

  it('goes by how often products are recommended; what came after the count stands last', () => {
    expect(queue().order(most)).toBe('dacebf');
    expect(queue().order(least)).toBe('beacdf');
  });

  it('asks for a count before it can go by one', () => {
    expect(() => queue({ isCounted: false }).order(most)).toThrow(/not counted yet/);
  });

  it('goes by the places that are missing; equal lists stay in the order of the view', () => {
    expect(queue().order(byShortfall)).toBe('fbdcae');
  });
});

describe('the next list', () => {
  it('is the next of the view that is not done, and round about', async () => {
    const { nextInView } = queue({ done: 'bf' });
    expect([await nextInView(null), await nextInView('a'), await nextInView('e')]).toEqual(['a', 'c', 'a']);
  });

  it('follows in the order; one that is done is followed by the first of all', async () => {
    const { next } = queue({ done: 'bc', begun: 'd' });
    expect(await next(byShortfall, null)).toBe('f');
    expect(await next(byShortfall, 'd')).toBe('a');
    expect(await next(byShortfall, 'c')).toBe('f');
    expect(await next(most, 'd')).toBe('a');
    expect(await next(most, 'b')).toBe('d');
  });

  it('finishes a value before the next one begins, then goes to the one least done', async () => {
    // Green 0 of 1, red 1 of 2, blue 1 of 2: no matter, after blue's a comes blue's c.
    expect(await queue({ done: 'ab' }).next(byColour, 'a')).toBe('c');
    expect(await queue({ done: 'acb' }).next(byColour, 'c')).toBe('f');
    // Nothing but the list itself is left of its value: of blue and green nothing is done.
    expect(await queue({ done: 'b' }).next(byColour, 'd')).toBe('a');
    // It left the view when it was done: its value goes on all the same.
    expect(await queue({ done: 'a' }).next(byColour, 'a', lists('untouched'))).toBe('c');
  });

  it('is none where all others are done', async () => {
    const { next } = queue({ done: 'abcdf' });
    for (const order of [byColour, byShortfall, most]) expect(await next(order, 'e')).toBeNull();
  });
});
