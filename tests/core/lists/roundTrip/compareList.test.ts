import { describe, expect, it } from 'vitest';
import type { DecisionState } from '../../../../src/contract/lists.ts';
import { compareList, type WantedState } from '../../../../src/core/lists/roundTrip/compareList.ts';

type Entries<S> = readonly (readonly [id: string, state: S])[];

function compare(standing: Entries<DecisionState>, wanted: Entries<WantedState>) {
  const listed = <S>(entries: Entries<S>) => entries.map(([id, state]) => ({ id, state }));
  const { changes, pins } = compareList({ productId: 'p', entries: listed(wanted) }, listed(standing));
  return {
    changes: changes.map(({ id, after, position }) => `${id} ${after ?? 'none'}${position ?? ''}`),
    pins: pins.join(' '),
  };
}

describe('a list as it stands and as it is wanted', () => {
  it('has no change where pins without a row lie between those of the file', () => {
    const standing = [
      ['a', 'pinned'],
      ['gone', 'pinned'],
      ['b', 'pinned'],
    ] as const;
    const wanted = [
      ['a', 'pinned'],
      ['b', 'pinned'],
    ] as const;
    expect(compare(standing, wanted)).toEqual({ changes: [], pins: 'a gone b' });
  });

  it('has the pins that changed places among its changes, and no other', () => {
    const standing = [
      ['a', 'pinned'],
      ['b', 'pinned'],
      ['c', 'pinned'],
    ] as const;
    const wanted = [
      ['b', 'pinned'],
      ['a', 'pinned'],
      ['c', 'pinned'],
    ] as const;
    expect(compare(standing, wanted).changes).toEqual(['b pinned1', 'a pinned2']);
  });

  it('does not take pins for moved that a new one comes before, or a let go one came before', () => {
    const standing = [
      ['a', 'pinned'],
      ['b', 'pinned'],
    ] as const;
    expect(
      compare(standing, [
        ['n', 'pinned'],
        ['a', 'pinned'],
        ['b', 'pinned'],
      ]).changes,
    ).toEqual(['n pinned1']);
    expect(
      compare(standing, [
        ['b', 'pinned'],
        ['a', 'suggested'],
      ]).changes,
    ).toEqual(['a none']);
  });

  it('keeps states that the file does not say', () => {
    const standing = [
      ['a', 'pinned'],
      ['b', 'accepted'],
    ] as const;
    expect(
      compare(standing, [
        ['a', null],
        ['b', null],
      ]),
    ).toEqual({ changes: [], pins: 'a' });
  });
});
