import { expect, it } from 'vitest';
import { captionOf, differencesBetween } from '../../../src/renderer/features/search/results/differences.ts';

it('finds the fields whose values differ, in the catalog’s order, a missing value among them', () => {
  const query = { baseColour: 'Navy', gender: 'Men', season: 'Fall' };
  const lookAlike = { gender: 'Men', baseColour: 'Blue', usage: 'Casual' };
  expect(differencesBetween(query, lookAlike, ['gender', 'baseColour', 'season', 'usage'])).toEqual([
    { field: 'baseColour', value: 'Blue', queryValue: 'Navy' },
    { field: 'season', value: '', queryValue: 'Fall' },
    { field: 'usage', value: 'Casual', queryValue: '' },
  ]);
});

it('shows of chosen fields what there is, in the catalog’s order, with what the query has', () => {
  const caption = captionOf(
    { baseColour: 'Navy' },
    { baseColour: 'Blue', gender: 'Men' },
    ['gender', 'baseColour', 'season'],
    ['season', 'baseColour', 'gender', 'gone'],
  );
  expect(caption).toEqual([
    { field: 'gender', value: 'Men', queryValue: '' },
    { field: 'baseColour', value: 'Blue', queryValue: 'Navy' },
  ]);
});
