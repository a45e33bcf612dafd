import { setImmediate as aTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { severalAtOnce } from '../../../src/adapters/cluster/write/severalAtOnce.ts';

async function* count(most: number): AsyncGenerator<number> {
  for (let at = 0; at < most; at++) yield at;
}

describe('several at once', () => {
  it('are begun in their order, and no more than that are under way', async () => {
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    await severalAtOnce(count(9), 2, async (item) => {
      begun.push(item);
      most = Math.max(most, ++running);
      await aTurn();
      running--;
    });
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(most).toBe(2);
    expect(running).toBe(0);
  });

  it('throw what one threw once the others have ended, and begin no more', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const slow = Promise.withResolvers<void>();
    const work = severalAtOnce(count(9), 2, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('the disk is full');
      await slow.promise;
      ended.push(item);
    });
    setImmediate(slow.resolve);
    await expect(work).rejects.toThrow('the disk is full');
    expect(begun).toEqual([0, 1]);
    expect(ended).toEqual([0]);
  });

  it('end before it is thrown what their source threw', async () => {
    const ended: number[] = [];
    const slow = Promise.withResolvers<void>();
    async function* torn(): AsyncGenerator<number> {
      yield 0;
      setImmediate(slow.resolve);
      throw new Error('the catalog is gone');
    }
    const work = severalAtOnce(torn(), 2, async (item) => {
      await slow.promise;
      ended.push(item);
    });
    await expect(work).rejects.toThrow('the catalog is gone');
    expect(ended).toEqual([0]);
  });
});
