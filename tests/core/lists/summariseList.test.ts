import { describe, expect, it } from 'vitest';
import type { ListedDecision } from '../../../src/core/lists/ports.ts';
import { type ListToSummarise, summariseList } from '../../../src/core/lists/summariseList.ts';

const soldOut = new Set(['s1', 's2']);
const gone = new Set(['g1']);
const facts = {
  isThere: (id: string) => !gone.has(id),
  mayLeave: (id: string) => !gone.has(id) && !soldOut.has(id),
};

/** "pa1 xb" for a pin on a1 and a rejection of b. */
const decisions = (text: string): ListedDecision[] =>
  text.split(' ').map((word) => ({
    id: word.slice(1),
    state: word.startsWith('p') ? 'pinned' : word.startsWith('a') ? 'accepted' : 'rejected',
  }));

const told = (list: Partial<ListToSummarise>, length = 5): string => {
  const whole = { id: 'own', decisions: [], generated: null, others: 0, isSearchable: true, ...list };
  const { pinned, accepted, rejected, entries, missing } = summariseList(whole, length, facts);
  return `${pinned} ${accepted} ${rejected}: ${entries}, ${missing} missing`;
};

describe('how full a list is', () => {
  it('has what was chosen, and suggestions where there are any', () => {
    expect(told({ decisions: decisions('p1 a2 x3') })).toBe('1 1 1: 2, 3 missing');
    expect(told({ decisions: decisions('p1 a2 x3'), others: 50 })).toBe('1 1 1: 5, 0 missing');
  });

  it('suggests neither itself nor what was decided on, where hardly any others are there', () => {
    // Of six, one is its own, one is chosen, one rejected: three are left to suggest.
    expect(told({ decisions: decisions('a1 x2'), others: 6 })).toBe('0 1 1: 4, 1 missing');
  });

  it('counts decisions on what is sold out, but not as entries, and none on what is gone', () => {
    expect(told({ decisions: decisions('ps1 ag1 a2') })).toBe('1 1 0: 1, 4 missing');
  });

  it('has generated suggestions instead of others, without those that were decided on or may not leave', () => {
    const generated = ['1', '2', 's1', 'g1', '3'];
    expect(told({ decisions: decisions('a1 x2'), generated, others: 50 })).toBe('0 1 1: 2, 3 missing');
  });

  it('is empty for a product without a usable image', () => {
    expect(told({ decisions: decisions('p1'), others: 50, isSearchable: false })).toBe('1 0 0: 0, 5 missing');
  });
});
