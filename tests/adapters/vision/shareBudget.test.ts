import { describe, expect, it } from 'vitest';
import { shareBudget } from '../../../src/adapters/vision/shareBudget.ts';

/** Starts work of these costs and reports which are under way; each ends when its `end` is called. */
function startWork(total: number, costs: readonly number[]) {
  const budget = shareBudget(total);
  const running = new Set<number>();
  const works = costs.map((cost, index) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = budget.spend(cost, async () => {
      running.add(index);
      await promise;
      running.delete(index);
    });
    return {
      end: async () => {
        resolve();
        await done;
        await settle();
      },
    };
  });
  return { running, works };
}

/** Lets everything run that is not waiting for an `end`. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a shared budget', () => {
  it('runs what fits side by side, the rest in order', async () => {
    const { running, works } = startWork(10, [4, 6, 3, 2]);
    await settle();
    expect([...running]).toEqual([0, 1]);
    await works[0]?.end();
    expect([...running]).toEqual([1, 2]);
    await works[1]?.end();
    expect([...running]).toEqual([2, 3]);
  });

  it('runs alone what costs more than everything, without starving it', async () => {
    const { running, works } = startWork(10, [4, 50, 1]);
    await settle();
    expect([...running]).toEqual([0]);
    await works[0]?.end();
    expect([...running]).toEqual([1]);
    await works[1]?.end();
    expect([...running]).toEqual([2]);
  });

  it('gives back what failed work held', async () => {
    const budget = shareBudget(1);
    await expect(budget.spend(1, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await budget.spend(1, async () => 'next')).toBe('next');
  });
});
