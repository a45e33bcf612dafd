import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Interaction } from '../../../../src/core/users/ports.ts';
import { type CurationFolder, openCurationFolder } from './curationFolder.ts';

let place: CurationFolder;

beforeEach(() => {
  place = openCurationFolder();
});

afterEach(() => place.remove());

const did = (userId: string, productId: string, more: Partial<Interaction> = {}): Interaction => ({
  ...{ userId, productId, event: 'viewed', weight: 1, at: null },
  ...more,
});

/** "a viewed, b liked", in the order in which they are kept. */
const eventsOf = (id: string): string | undefined =>
  place.opened.store.users
    .get(id)
    ?.interactions.map(({ productId, event }) => `${productId} ${event}`)
    .join(', ');

describe('users', () => {
  it('are listed page by page with what each did, and found by a part of their id', () => {
    const { users } = place.opened.store;
    const events = Array.from({ length: 30 }, (_, i) => did(`user ${i % 7}`, `p${i}`, { at: 1000 + i }));
    expect(users.add([...events, did('zoe', 'p1')])).toBe(31);
    expect(users.list('', 0, 100).total).toBe(8);
    expect(users.list('user', 2, 2)).toEqual({
      total: 7,
      users: [
        { id: 'user 2', events: 4, lastAt: new Date(1_023_000).toISOString() },
        { id: 'user 3', events: 4, lastAt: new Date(1_024_000).toISOString() },
      ],
    });
    expect(users.list('', 7, 5).users).toEqual([{ id: 'zoe', events: 1, lastAt: null }]);
    expect(users.list('%', 0, 5)).toEqual({ total: 0, users: [] });
  });

  it('keep an event once, and stay after a reopening, until they are forgotten', async () => {
    place.opened.store.users.add([did('ann', 'a'), did('ann', 'a', { at: 5 })]);
    expect(place.opened.store.users.add([did('ann', 'a'), did('ann', 'a', { weight: 2 })])).toBe(1);
    await place.reopen();
    expect(place.opened.store.users.get('ann')?.events).toBe(3);
    expect(place.opened.store.isEmpty()).toBe(false);
    expect(place.opened.store.users.clear()).toBe(1);
    expect([place.opened.store.users.get('ann'), place.opened.store.isEmpty()]).toEqual([null, true]);
  });

  it('follow products that swap their ids, merge, or end for another one with their id', () => {
    const { store } = place.opened;
    store.users.add([did('ann', 'a'), did('ann', 'b', { event: 'liked' }), did('bob', 'c'), did('bob', 'd')]);
    store.follow([
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
      { from: 'd', to: 'c' },
    ]);
    expect(eventsOf('ann')).toBe('b viewed, a liked');
    expect(eventsOf('bob')).toBe('c viewed');
    store.follow([{ from: 'a', to: 'c', displaces: true }]);
    expect(eventsOf('ann')).toBe('b viewed, c liked');
    expect(eventsOf('bob')).toMatch(/^c \(until .*\) viewed$/);
  });
});
