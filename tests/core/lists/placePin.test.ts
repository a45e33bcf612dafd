import { describe, expect, it } from 'vitest';
import { placePin } from '../../../src/core/lists/placePin.ts';

const pins = (text: string) =>
  text.split(' ').map((word) => ({ id: word.slice(0, 1), place: Number(word.slice(1)) }));
const told = (placed: readonly { id: string; place: number }[]) =>
  placed.map(({ id, place }) => `${id}${place}`).join(' ');

describe('a pin put at a place of its list', () => {
  it('leaves all others where they are where that place is free', () => {
    expect(told(placePin(pins('a1 b4'), 'x', 3, null))).toBe('x3');
  });

  it('moves one that stands there on, and those that stand in its way, up to the next gap', () => {
    expect(told(placePin(pins('a1 b2 c3 d5'), 'x', 2, null))).toBe('x2 b3 c4');
  });

  it('lets those between close the gap that it leaves, from either side', () => {
    expect(told(placePin(pins('b2 c3'), 'a', 3, 1))).toBe('a3 c2 b1');
    expect(told(placePin(pins('a1 b2'), 'c', 1, 3))).toBe('c1 a2 b3');
  });
});
