import { describe, expect, it } from 'vitest';
import {
  changeWords,
  measureWords,
  otherWords,
  percent,
  voteWords,
} from '../../../src/renderer/features/repair/repairWords.ts';

const suggestion = {
  ...{ id: '1', field: 'articleType', from: 'Shirt', to: 'Kurta', confidence: 0.9, neighbours: [] },
  words: [
    { field: null, word: 'kurta', odds: 9 },
    { field: 'subCategory', word: 'Ethnic', odds: 4 },
    { field: null, word: 'long', odds: 3 },
    { field: null, word: 'office', odds: 0.4 },
  ],
};
const says = ['Kurta', 'Kurta', 'Shirt', ''];

describe('a suggestion in words', () => {
  it('counts the neighbours that say so, and those that say what the product does', () => {
    expect(voteWords(suggestion, says)).toBe(
      '2 of 4 neighbours say Kurta, 1 says Shirt as the product does.',
    );
    expect(voteWords(suggestion, says.slice(1, 2))).toBe(
      '1 of 1 neighbour says Kurta, none say Shirt as the product does.',
    );
    expect(voteWords({ ...suggestion, from: '' }, says)).toBe(
      '2 of 4 neighbours say Kurta; the product has no article type.',
    );
    expect(changeWords({ from: '', to: 'Kurta' })).toBe('(none) → Kurta');
  });

  it('names what else counted, on either side', () => {
    expect(otherWords(suggestion)).toEqual([
      'The words “kurta” and “long” in its name and its sub category Ethnic speak for Kurta.',
      'The word “office” in its name speaks for Shirt.',
    ]);
    expect(otherWords({ ...suggestion, from: '' })[1]).toBe(
      'The word “office” in its name speaks against Kurta.',
    );
    expect(otherWords({ ...suggestion, words: suggestion.words.slice(1, 2) })).toEqual([
      'Its sub category Ethnic speaks for Kurta.',
    ]);
    expect(otherWords({ ...suggestion, words: [] })).toEqual([]);
  });

  it('is never said to be certain', () => {
    expect([0.5, 0.987, 0.9949, 0.99999].map(percent)).toEqual([
      '50\u00a0%',
      '99\u00a0%',
      '99.4\u00a0%',
      '99.9\u00a0%',
    ]);
  });

  it('says how many products it takes where a field has fewer', () => {
    const measure = {
      ...{
        field: 'gender',
        verdict: 'too-few-products' as const,
        isUsed: false,
        known: 12,
        missing: 0,
        values: 3,
      },
      ...{ found: null, commonest: null, agreement: null },
    };
    expect(measureWords(measure)).toBe('12 products with a picture and a value; it takes 20.');
  });
});
