import { describe, expect, it } from 'vitest';
import {
  noWishes,
  readWishes,
  toggleUnfolded,
  toggleWish,
  wishesInput,
} from '../../../src/renderer/features/search/wishes.ts';

describe('a wish', () => {
  it('is for a product or away from it, and taken back by the same wish again', () => {
    const liked = toggleWish(noWishes, 'like', 'a');
    const away = toggleWish(liked, 'unlike', 'a');
    expect([liked.like, away.like, away.unlike]).toEqual([['a'], [], ['a']]);
    expect(toggleWish(away, 'unlike', 'a')).toEqual(noWishes);
  });

  it('that cannot be read from an address is none', () => {
    const params = new URLSearchParams('away=2&from=low&to=-3&variants=some&colour=1');
    expect(readWishes(params)).toEqual(noWishes);
  });

  it('is asked of the engine only where it says something', () => {
    expect(wishesInput(noWishes)).toEqual({ like: [], unlike: [], unlikeWeight: 0.5 });
    expect(wishesInput({ ...noWishes, minScore: 0.5, colourWeight: 0.3, isGrouped: true })).toMatchObject({
      minScore: 0.5,
      colourWeight: 0.3,
      variants: 'grouped',
    });
  });

  it('to see variants is taken back by itself', () => {
    const unfolded = toggleUnfolded(noWishes, 'a');
    expect(unfolded.unfolded).toEqual(['a']);
    expect(toggleUnfolded(unfolded, 'a')).toEqual(noWishes);
  });
});
