import { describe, expect, it } from 'vitest';
import { idsOfRenamings, ownRenamings } from '../../../src/core/team/ownRenamings.ts';

const renamings = [
  {
    id: '1',
    successions: [
      { from: 'a', to: 'b' },
      { from: 'c', to: 'd', displaces: true as const },
    ],
  },
  {
    id: '2',
    successions: [
      { from: 'e', to: 'e', displaces: true as const },
      { from: 'b', to: 'f' },
    ],
  },
];

const left = (...ofOthers: string[]) =>
  ownRenamings(renamings, new Set(ofOthers)).map(({ successions }) => successions);

describe('products that somebody renamed in a shared catalog', () => {
  it('are named once each', () => {
    expect(idsOfRenamings(renamings)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('keep what was said of them where others brought them as well', () => {
    expect(left()).toEqual(renamings.map(({ successions }) => successions));
    expect(left('a')).toEqual([[{ from: 'c', to: 'd', displaces: true }], renamings[1]?.successions]);
  });

  it('end nothing that others have under the new id', () => {
    expect(left('d', 'e')).toEqual([
      [
        { from: 'a', to: 'b' },
        { from: 'c', to: 'd' },
      ],
      [{ from: 'b', to: 'f' }],
    ]);
  });
});
