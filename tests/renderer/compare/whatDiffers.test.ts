import { describe, expect, it } from 'vitest';
import { compareFields, onlyWhatDiffers } from '../../../src/renderer/features/compare/whatDiffers.ts';

const fields = ['gender', 'baseColour', 'season', 'usage'];
const champion = { gender: 'Men', baseColour: 'Navy' };
const same = { baseColour: 'Navy', gender: 'Men' };
const other = { gender: 'Men', baseColour: 'Blue', season: 'Fall' };

describe('what differs', () => {
  it('is held against the champion, wherever it stands, a missing value among it', () => {
    expect(compareFields([other, champion, same], champion, fields)).toEqual([
      { field: 'gender', values: ['Men', 'Men', 'Men'], differs: [false, false, false] },
      { field: 'baseColour', values: ['Blue', 'Navy', 'Navy'], differs: [true, false, false] },
      { field: 'season', values: ['Fall', '', ''], differs: [true, false, false] },
    ]);
  });

  it('is all that is left of the fields where only that is wanted', () => {
    const rows = onlyWhatDiffers(compareFields([champion, same, other], champion, fields));
    expect(rows.map(({ field }) => field)).toEqual(['baseColour', 'season']);
    expect(onlyWhatDiffers(compareFields([champion, same], champion, fields))).toEqual([]);
  });

  it('is nothing for a product that is not known; without a champion the first that is known stands for it', () => {
    const rows = compareFields([null, other, same], null, fields);
    expect(rows.map(({ differs }) => differs)).toEqual([
      [false, false, false],
      [false, false, true],
      [false, false, true],
    ]);
    expect(compareFields([null, null], null, fields)).toEqual([]);
  });
});
