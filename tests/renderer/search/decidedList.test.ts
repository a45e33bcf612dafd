import { describe, expect, it } from 'vitest';
import type { Output } from '../../../src/contract/contract.ts';
import type { ShownListEntry } from '../../../src/contract/lists.ts';
import type { Candidate } from '../../../src/renderer/features/search/deciding.ts';
import {
  decidedDecisions,
  decidedList,
  type ListChange,
} from '../../../src/renderer/features/search/list/decidedList.ts';

const scores: Readonly<Record<string, number>> = { a: 0.9, b: 0.8, c: 0.7, d: 0.6, x: 0.85, y: 0.1 };

const candidate = (id: string): Candidate => ({ id, name: id, score: scores[id] ?? 0, imageId: '' });

/** "a! b+ c" for a pin, an accepted one and a suggestion. */
function list(text: string): Output<'lists.show'> {
  const entries = text.split(' ').map((word, at): ShownListEntry => {
    const isPin = word.endsWith('!');
    const state = isPin ? 'pinned' : word.endsWith('+') ? 'accepted' : 'suggested';
    return {
      ...candidate(word.slice(0, 1)),
      ...{ rank: at + 1, state, pin: isPin ? 'hard' : null, reason: null },
    };
  });
  return { state: 'begun', entries, missing: [], rejected: [] };
}

const marks = { pinned: '!', accepted: '+', suggested: '' };

function told({ entries, rejected }: Output<'lists.show'>): string {
  expect(entries.map(({ rank }) => rank)).toEqual(entries.map((_, at) => at + 1));
  const kept = entries.map(({ id, state }) => `${id}${marks[state]}`).join(' ');
  const out = rejected.map(({ id, reason }) => `, without ${id}${reason === null ? '' : ` (${reason})`}`);
  return `${kept}${out.join('')}`;
}

const decided = (text: string, ids: string, change: Partial<ListChange>): string =>
  told(decidedList(list(text), ids.split('').map(candidate), { state: null, pin: null, ...change }));

describe('a list, once something is decided for it', () => {
  it('has an accepted one by its likeness, behind pins and nearer ones, and stays as long as it was', () => {
    expect(decided('a b c', 'x', { state: 'accepted' })).toBe('a x+ b');
    expect(decided('c! a b', 'x', { state: 'accepted' })).toBe('c! a x+');
    expect(decided('a b c', 'y', { state: 'accepted' })).toBe('a b c');
  });

  it('keeps an entry that is accepted where likeness has it', () => {
    expect(decided('a b c', 'b', { state: 'accepted' })).toBe('a b+ c');
  });

  it('in the learned order keeps an entry where it is, and has another one last', () => {
    const learned = (id: string, state: 'accepted' | null) =>
      told(decidedList({ ...list('a! c b'), isLearned: true }, [candidate(id)], { state, pin: null }));
    expect([learned('b', 'accepted'), learned('c', 'accepted')]).toEqual(['a! c b+', 'a! c+ b']);
    expect([learned('x', 'accepted'), learned('a', null)]).toEqual(['a! c x+', 'a c b']);
  });

  it('has a pin at the place it is given, else where it stood, else after the other pins', () => {
    expect(decided('a b c', 'c', { state: 'pinned', pin: 'hard', position: 1 })).toBe('c! a b');
    expect(decided('a b c', 'b', { state: 'pinned', pin: 'hard' })).toBe('a b! c');
    expect(decided('a! b c', 'y', { state: 'pinned', pin: 'hard' })).toBe('a! y! b');
  });

  it('is without a rejected one, and says why where that was said', () => {
    expect(decided('a b+ c', 'b', { state: 'rejected' })).toBe('a c, without b');
    expect(decided('a b c', 'ay', { state: 'rejected', reason: 'blurred' })).toBe(
      'b c, without a (blurred), without y (blurred)',
    );
  });

  it('keeps the reason of one that is rejected again, until another or none is said', () => {
    const before = decidedList(list('a b'), [candidate('b')], {
      state: 'rejected',
      pin: null,
      reason: 'old',
    });
    const again = (reason?: string) =>
      told(decidedList(before, [candidate('b')], { state: 'rejected', pin: null, reason }));
    expect([again(), again('new'), again('')]).toEqual([
      'a, without b (old)',
      'a, without b (new)',
      'a, without b',
    ]);
  });

  it('has one that is taken back as a suggestion where it was, and nothing of one that was not in it', () => {
    expect(decided('a b+ c', 'b', { state: null })).toBe('a b c');
    expect(decided('a b c', 'y', { state: null })).toBe('a b c');
  });
});

describe('the decisions on look-alikes, once some are other', () => {
  const pin = { state: 'pinned', pin: 'hard' } as const;
  const standing = decidedDecisions([], ['a'], { ...pin, days: { from: null, until: '2026-12-03' } });

  it('keep the days of a pin that is moved, and lose them with the pin', () => {
    expect(decidedDecisions(standing, ['a'], { ...pin, position: 3 })).toMatchObject([
      { id: 'a', state: 'pinned', position: 3, until: '2026-12-03' },
    ]);
    expect(decidedDecisions(standing, ['a'], { state: 'accepted', pin: null })).toMatchObject([
      { id: 'a', state: 'accepted', until: null },
    ]);
  });

  it('are those of before but for the changed ones, which may be taken back', () => {
    const both = decidedDecisions(standing, ['b'], { state: 'rejected', pin: null, reason: 'blurred' });
    expect(both.map(({ id, reason }) => `${id} ${reason}`)).toEqual(['a null', 'b blurred']);
    expect(decidedDecisions(both, ['a'], { state: null, pin: null }).map(({ id }) => id)).toEqual(['b']);
  });
});
