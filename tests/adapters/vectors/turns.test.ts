import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { takeTurns } from '../../../src/adapters/vectors/turns.ts';

/** Works for so many steps of a tenth of a millisecond, while others take so long between its turns. @returns steps of each turn */
async function work(steps: number, othersTake: number): Promise<number[]> {
  let time = 0;
  let isWorking = true;
  const others = (async () => {
    while (isWorking) {
      await nextTurn();
      time += othersTake;
    }
  })();
  const turns = takeTurns(() => time);
  const lengths: number[] = [];
  let length = 0;
  for (let step = 0; step < steps; step++) {
    time += 0.1;
    length++;
    const waiting = turns.pass();
    if (waiting === undefined) continue;
    lengths.push(length);
    length = 0;
    await waiting;
  }
  isWorking = false;
  await others;
  return lengths;
}

it('work has a millisecond at a time while others hardly need any', async () => {
  for (const length of (await work(500, 0)).slice(1)) expect(length).toBeLessThanOrEqual(11);
});

it('work has a part of the time that others take without a pause, and no more than they can wait', async () => {
  const [, ...beside] = await work(2000, 20);
  expect(Math.min(...beside)).toBeGreaterThan(40);
  expect(Math.max(...beside)).toBeLessThan(120);
  for (const length of (await work(2000, 400)).slice(1)) expect(length).toBeLessThanOrEqual(101);
});
