/** Who works on which list, as far as it can be known by one's own clock. */
import { describe, expect, it } from 'vitest';
import type { Presence } from '../../../src/core/team/ports.ts';
import { createLaggingMark } from '../../../src/engine/team/laggingMark.ts';
import { createOpenLists } from '../../../src/engine/team/openLists.ts';
import { createWhoIsThere } from '../../../src/engine/team/whoIsThere.ts';

const list = { type: 'substitute', productId: 'p' };

function presenceOf(replica: string, beat: number, at = new Date().toISOString()): Presence {
  return { replica, author: replica, at, lists: [list], beat };
}

/** A clock that is set by hand. */
function clockAt(startMs: number) {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    pass(ms: number) {
      nowMs += ms;
    },
  };
}

describe('who is there', () => {
  it('is whoever says so again, and not oneself', () => {
    const clock = clockAt(0);
    const who = createWhoIsThere('own', clock.now);
    who.note([presenceOf('own', 1), presenceOf('ben', 2), presenceOf('ann', 3)]);
    expect(who.colleagues().map(({ author }) => author)).toEqual(['ann', 'ben']);
    clock.pass(29_000);
    who.note([presenceOf('ben', 2), presenceOf('ann', 4)]);
    clock.pass(2000);
    expect(who.colleagues().map(({ author }) => author)).toEqual(['ann']);
    who.note([]);
    expect(who.colleagues()).toEqual([]);
  });

  it('is nobody who was left behind long ago, until that one says so again', () => {
    const who = createWhoIsThere('own', () => 0);
    const longAgo = '2020-01-01T00:00:00.000Z';
    who.note([presenceOf('ben', 1, longAgo)]);
    expect(who.colleagues()).toEqual([]);
    // A clock that is off says an old time for good.
    who.note([presenceOf('ben', 2, longAgo)]);
    expect(who.colleagues()).toHaveLength(1);
  });
});

describe('the lists of this machine’s windows', () => {
  it('are each there once, and gone with a window that says nothing more', () => {
    const clock = clockAt(0);
    const open = createOpenLists(clock.now);
    open.look('one', list);
    open.look('two', list);
    expect(open.all()).toEqual([list]);
    open.look('one', null);
    clock.pass(20_000);
    open.look('three', { ...list, productId: 'q' });
    clock.pass(20_000);
    expect(open.all()).toEqual([{ ...list, productId: 'q' }]);
  });
});

describe('what was received for certain', () => {
  it('is what was received some seconds ago', () => {
    const clock = clockAt(0);
    const mark = createLaggingMark(3, clock.now);
    mark.note(10);
    clock.pass(4000);
    mark.note(20);
    expect(mark.certain()).toBe(3);
    clock.pass(1000);
    expect(mark.certain()).toBe(10);
    clock.pass(10_000);
    expect(mark.certain()).toBe(20);
  });
});
