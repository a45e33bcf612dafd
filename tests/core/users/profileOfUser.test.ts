import { describe, expect, it } from 'vitest';
import { defaultTaste, type TasteSettings, type UserEvent } from '../../../src/contract/users.ts';
import type { UserInteraction } from '../../../src/core/users/ports.ts';
import { profileOfUser } from '../../../src/core/users/profileOfUser.ts';

const dayS = 86_400;

function did(event: UserEvent, productId: string, more: Partial<UserInteraction> = {}): UserInteraction {
  return { productId, event, weight: 1, at: null, ...more };
}

const profile = (
  interactions: readonly UserInteraction[],
  settings: Partial<TasteSettings> = {},
  newestAt: number | null = null,
) => profileOfUser('u', interactions, { ...defaultTaste, ...settings }, newestAt);

describe('the profile of a user', () => {
  it('adds up what was done with each product, the strongest first', () => {
    const { liked, disliked } = profile([
      did('viewed', 'a'),
      did('viewed', 'b', { weight: 2 }),
      did('liked', 'b'),
      did('returned', 'c'),
      did('disliked', 'd', { weight: 3 }),
    ]);
    expect(liked).toEqual([
      { id: 'b', weight: 5 },
      { id: 'a', weight: 1 },
    ]);
    expect(disliked).toEqual([
      { id: 'd', weight: 9 },
      { id: 'c', weight: 5 },
    ]);
  });

  it('leaves out what was bought, also what was returned, and a purchase that was returned says nothing', () => {
    const taste = profile([did('bought', 'a'), did('returned', 'a'), did('bought', 'b'), did('viewed', 'c')]);
    expect(taste.leftOut).toEqual(['a', 'b']);
    expect(taste.liked.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(taste.disliked).toEqual([]);
  });

  it('counts an event half after each half-life before the newest of all; one without a time whole', () => {
    const now = 1000 * dayS;
    const { liked } = profile(
      [
        did('liked', 'new', { at: now }),
        did('liked', 'month', { at: now - 30 * dayS }),
        did('liked', 'two months', { at: now - 60 * dayS }),
        did('liked', 'some time'),
      ],
      { halfLifeDays: 30 },
      now,
    );
    expect(liked).toEqual([
      { id: 'new', weight: 3 },
      { id: 'some time', weight: 3 },
      { id: 'month', weight: 1.5 },
      { id: 'two months', weight: 0.75 },
    ]);
  });

  it('follows the weights that the curator gave', () => {
    const weights = { ...defaultTaste.weights, viewed: 0, returned: 2 };
    expect(profile([did('viewed', 'a'), did('returned', 'b')], { weights }).liked).toEqual([
      { id: 'b', weight: 2 },
    ]);
  });
});
