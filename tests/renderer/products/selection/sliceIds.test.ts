import { expect, it } from 'vitest';
import { sliceIds } from '../../../../src/renderer/features/products/selection/sliceIds.ts';

const bytesOf = (slice: readonly string[]) => Buffer.byteLength(JSON.stringify(slice));

it('cuts ids into slices that fit, in order, whatever they are written in', () => {
  const ids = Array.from(
    { length: 500 },
    (_, at) => `${at}-${['x', 'é', '漢', '"\n', '😀'][at % 5]?.repeat(at % 13)}`,
  );
  const slices = sliceIds(ids, 300);
  expect(slices.flat()).toEqual(ids);
  for (const slice of slices) expect(bytesOf(slice)).toBeLessThanOrEqual(302);
  expect(slices.length).toBeLessThan(2 * (bytesOf(ids) / 300));
});

it('leaves an id that is too long alone in its slice', () => {
  expect(sliceIds(['a', 'b'.repeat(50), 'c'], 20)).toEqual([['a'], ['b'.repeat(50)], ['c']]);
  expect(sliceIds(['b'.repeat(50)], 20)).toEqual([['b'.repeat(50)]]);
  expect(sliceIds([], 20)).toEqual([]);
});
