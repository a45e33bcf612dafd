import { expect, it } from 'vitest';
import { placedWords, trustWords, withoutPlaceWords } from '../../../src/renderer/features/map/mapWords.ts';

it('says how far the map can be trusted', () => {
  expect(trustWords(0.973)).toBe('What lies together looks alike (97 of 100).');
  expect(trustWords(0.9)).toBe('What lies together mostly looks alike (90 of 100).');
  expect(trustWords(0.6)).toBe('What lies together does not always look alike (60 of 100).');
});

it('says how many came later, unless none did', () => {
  expect(placedWords(0)).toBeNull();
  expect(placedWords(1)).toBe('1 product came later and lies beside what it looks like.');
  expect(placedWords(1200)).toBe('1,200 products came later and lie beside what they look like.');
});

it('says why products are not on the map, unless all are', () => {
  expect(withoutPlaceWords(0)).toBeNull();
  expect(withoutPlaceWords(1)).toBe(
    '1 product is not on the map: it has no picture that is embedded as the others are. Import its folder again.',
  );
  expect(withoutPlaceWords(12)).toBe(
    '12 products are not on the map: they have no picture that is embedded as the others are. Import their folder again.',
  );
});
