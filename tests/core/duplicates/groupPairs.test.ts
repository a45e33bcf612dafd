import { describe, expect, it } from 'vitest';
import type { DuplicateGroup } from '../../../src/contract/insight/duplicates.ts';
import { groupPairs, type Pair } from '../../../src/core/duplicates/groupPairs.ts';
import { chooseKept, mergedAttributes } from '../../../src/core/duplicates/keepBest.ts';
import { openGroups } from '../../../src/core/duplicates/openGroups.ts';

const pair = (one: number, other: number, score: number): Pair => ({
  ...{ one, other, score },
  reason: 'same picture',
});

describe('pairs become groups', () => {
  const chain = [pair(0, 1, 0.95), pair(1, 2, 0.93), pair(2, 3, 0.92), pair(7, 8, 1)];

  it('joins copies of copies, the surest group first', () => {
    expect(groupPairs(chain, true).map(({ members, score }) => [members, score])).toEqual([
      [[7, 8], 1],
      [[1, 0, 2, 3], 0.92],
    ]);
  });

  it('joins no look-alikes that are like others of a group alone', () => {
    expect(groupPairs(chain, false).map(({ members }) => members)).toEqual([
      [7, 8],
      [1, 0, 2],
    ]);
  });
});

describe('open groups', () => {
  const found: DuplicateGroup[] = [{ ids: ['a', 'b', 'c'], score: 0.95, reason: 'cropped' }];
  const open = (hidden: [string, string][], distinct: string[][], gone: string[] = []) =>
    openGroups(found, { hidden: new Map(hidden), distinct }, (id) => !gone.includes(id)).map(
      ({ ids }) => ids,
    );

  it('leaves out what is hidden or gone, and groups that one is left of', () => {
    expect(open([['b', 'a']], [])).toEqual([['a', 'c']]);
    expect(open([['b', 'a']], [], ['c'])).toEqual([]);
  });

  it('does not come again once it was said that these are different, but for a new member', () => {
    expect(open([], [['a', 'b', 'c', 'd']])).toEqual([]);
    expect(
      open(
        [],
        [
          ['a', 'b'],
          ['b', 'c'],
        ],
      ),
    ).toEqual([['a', 'b', 'c']]);
  });
});

describe('the best of a group', () => {
  const small = { id: 's', width: 10, height: 10, sizeBytes: 9, attributes: { a: '1', b: '2' }, place: 0 };
  const large = { id: 'l', width: 20, height: 20, sizeBytes: 5, attributes: { a: '1', b: '' }, place: 1 };

  it('is chosen by the rule', () => {
    const kept = (['resolution', 'metadata', 'oldest', 'newest'] as const).map(
      (rule) => chooseKept([small, large], rule).id,
    );
    expect(kept).toEqual(['l', 's', 's', 'l']);
  });

  it('gets only what it has no value of', () => {
    expect(mergedAttributes(large.attributes, [{ a: '9', b: '', c: '' }, small.attributes])).toEqual({
      b: '2',
    });
  });
});
