import { expect, it } from 'vitest';
import { writesSince } from '../../../src/adapters/cluster/products/writtenSoFar.ts';

const mark = (...shards: readonly (readonly [number: string, history: string, checkpoint: number])[]) =>
  JSON.stringify(shards);
const before = mark(['0', 'one', 7], ['1', 'other', 12]);

it('is numbered higher in every shard what was written since', () => {
  expect(writesSince(before, mark(['0', 'one', 9], ['1', 'other', 12]))).toBe(7);
  expect(writesSince(before, before)).toBe(7);
});

it('may be all where a shard was made anew, is another, or was not seen', () => {
  expect(writesSince(before, mark(['0', 'anew', 9], ['1', 'other', 12]))).toBeNull();
  expect(writesSince(before, mark(['0', 'one', 9], ['1', 'other', 12], ['2', 'third', 1]))).toBeNull();
  expect(writesSince(before, mark())).toBeNull();
});
