import { describe, expect, it } from 'vitest';
import { lookAhead } from '../../../src/core/work/lookAhead.ts';

async function* count(to: number): AsyncGenerator<number> {
  for (let i = 0; i < to; i++) yield i;
}

/** Work that ends when it is told to, by the item's number. */
function startOnCommand() {
  const open: PromiseWithResolvers<string>[] = [];
  return {
    open,
    start: () => {
      const work = Promise.withResolvers<string>();
      open.push(work);
      return work.promise;
    },
  };
}

describe('looking ahead', () => {
  it('gives results in the order of the source, whatever ends first', async () => {
    const { open, start } = startOnCommand();
    const results = lookAhead(count(3), 3, start);
    const first = results.next();
    // The source is read in its own turns.
    while (open.length < 3) await Promise.resolve();
    open[2]?.resolve('c');
    open[1]?.resolve('b');
    open[0]?.resolve('a');
    expect([(await first).value, (await results.next()).value, (await results.next()).value]).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect((await results.next()).done).toBe(true);
  });

  it('starts no more than it was told to', async () => {
    let started = 0;
    const results = lookAhead(count(100), 8, async (item) => {
      started++;
      return item;
    });
    await results.next();
    expect(started).toBe(8);
    await results.next();
    expect(started).toBe(9);
  });

  it('throws a rejection at its place, not before', async () => {
    const results = lookAhead(count(3), 3, async (item) => {
      if (item === 1) throw new Error('unreadable');
      return item;
    });
    expect((await results.next()).value).toBe(0);
    await expect(results.next()).rejects.toThrow('unreadable');
  });
});
