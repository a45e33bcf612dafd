/** Numbers that look random and are the same again for the same seed (mulberry32). */
export interface RandomSource {
  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
}

/** @param keys numbers that together name the sequence */
export function createRandomSource(...keys: readonly number[]): RandomSource {
  let state = keys.reduce((mixed, key) => Math.imul(mixed ^ key, 0x9e3779b1) + 0x7f4a7c15, 1) >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
  };
}
