import { expect, it } from 'vitest';
import {
  cropOf,
  isWorthSearching,
  readRegion,
  regionOf,
  writeRegion,
} from '../../../../src/renderer/features/search/region/regionAddress.ts';

it('a part is read as it was written', () => {
  const region = { left: 0.125, top: 0, width: 0.5, height: 1 };
  expect(readRegion(writeRegion(region))).toEqual(region);
});

it.each([
  null,
  '',
  '0.1,0.2,0.3',
  '0.1,0.2,0.3,0.4,0.5',
  '0.1,,0.3,0.4',
  'a,b,c,d',
  '-0.1,0,0.5,0.5',
  '0.6,0,0.5,0.5',
  '0,0.6,0.5,0.5',
  '0.5,0.5,0,0',
  '0.5,0.5,0.01,0.3',
])('%j is no part', (text) => {
  expect(readRegion(text)).toBeNull();
});

it('a frame that was drawn is a part within the picture, in thousandths', () => {
  const drawn = regionOf({ unit: '%', x: 33.3333, y: 12.34567, width: 66.6667, height: 87.65433 });
  expect(drawn).toEqual({ left: 0.333, top: 0.123, width: 0.667, height: 0.877 });
  expect(readRegion(writeRegion(drawn))).toEqual(drawn);
  expect(regionOf(cropOf(drawn))).toEqual(drawn);
});

it('a click draws nothing that could be searched', () => {
  expect(isWorthSearching(regionOf({ unit: '%', x: 10, y: 10, width: 0, height: 0 }))).toBe(false);
  expect(isWorthSearching({ left: 0, top: 0, width: 0.02, height: 0.02 })).toBe(true);
});
