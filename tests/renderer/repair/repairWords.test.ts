import { describe, expect, it } from 'vitest';
import { changeWords, percent, voteWords } from '../../../src/renderer/features/repair/repairWords.ts';

const suggestion = {
  ...{ id: '1', field: 'articleType', from: 'Shirt', to: 'Kurta', confidence: 0.9, neighbours: [] },
};
const says = ['Kurta', 'Kurta', 'Shirt', ''];

describe('a suggestion in words', () => {
  it('counts the neighbours that say so', () => {
    expect(voteWords(suggestion, says)).toBe('2 of 4 neighbours say Kurta, the product says Shirt.');
    expect(voteWords({ ...suggestion, from: '' }, says)).toBe(
      '2 of 4 neighbours say Kurta, it has no article type.',
    );
    expect(changeWords({ from: '', to: 'Kurta' })).toBe('(none) → Kurta');
  });

  it('is never said to be certain', () => {
    expect([0.5, 0.987, 0.9949, 0.99999].map(percent)).toEqual([
      '50\u00a0%',
      '99\u00a0%',
      '99.4\u00a0%',
      '99.9\u00a0%',
    ]);
  });
});
