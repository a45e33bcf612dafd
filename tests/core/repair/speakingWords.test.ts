import { expect, it } from 'vitest';
import { speakingWords } from '../../../src/core/repair/speakingWords.ts';

const told = (word: string, odds: number) => ({ field: null, word, fit: 2 * Math.log(odds) });
const half = { words: 0.5, temperature: 1 };

it('names what counted most on either side, as it was weighed, and not what hardly counts', () => {
  const fits = [
    told('a', 2),
    told('b', 8),
    told('c', 1.2),
    told('d', 3),
    told('e', 4),
    told('x', 0.5),
    told('y', 0.1),
  ];
  expect(speakingWords(fits, half).map(({ word, odds }) => [word, Math.round(odds * 10) / 10])).toEqual([
    ['b', 8],
    ['e', 4],
    ['d', 3],
    ['y', 0.1],
    ['x', 0.5],
  ]);
});

it('names none where words are not weighed', () => {
  expect(speakingWords([told('a', 100)], { words: 0, temperature: 1 })).toEqual([]);
});
