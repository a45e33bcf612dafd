import { expect, it } from 'vitest';
import { giveTurns } from '../../../src/engine/lists/giveTurns.ts';

it('the next pause of a cancelled job ends it, also within a turn', async () => {
  const signal = { aborted: false };
  const pause = giveTurns(signal);
  await pause();
  await pause();
  signal.aborted = true;
  await expect(pause()).rejects.toMatchObject({
    code: 'cancelled',
    message: 'It was cancelled; nothing was changed.',
  });
});

it('a job that cannot be cancelled is never ended by its pauses', async () => {
  const pause = giveTurns();
  for (let step = 0; step < 100; step++) await expect(pause()).resolves.toBeUndefined();
});
