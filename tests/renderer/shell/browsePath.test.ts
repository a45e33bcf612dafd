import { describe, expect, it } from 'vitest';
import { countPlace, listEntries, stepsTo } from '../../../src/renderer/shell/files/browsePath.ts';

const place = {
  path: '/home/ann/photos',
  file: null,
  parent: '/home/ann',
  folders: [
    { name: 'shoot 10', path: '/home/ann/photos/shoot 10' },
    { name: 'shoot 2', path: '/home/ann/photos/shoot 2' },
  ],
  files: [
    { name: 'b.JPG', path: '/home/ann/photos/b.JPG' },
    { name: 'styles.CSV', path: '/home/ann/photos/styles.CSV' },
    { name: 'notes.txt', path: '/home/ann/photos/notes.txt' },
  ],
};

describe('the folder picker', () => {
  it('shows the root as a whole and the steps below it', () => {
    expect(stepsTo('/home/ann/photos/a', ['/data', '/home/ann'])).toEqual([
      { label: '/home/ann', path: '/home/ann' },
      { label: 'photos', path: '/home/ann/photos' },
      { label: 'a', path: '/home/ann/photos/a' },
    ]);
  });

  it('takes the deepest of nested roots, and no root that only begins the same', () => {
    expect(stepsTo('/home/ann/photos', ['/home/ann', '/home/ann/photos']).map((step) => step.label)).toEqual([
      '/home/ann/photos',
    ]);
    expect(stepsTo('/home/anna', ['/home/ann', '/']).map((step) => step.label)).toEqual([
      '/',
      'home',
      'anna',
    ]);
  });

  it('understands Windows paths', () => {
    expect(stepsTo('C:\\Users\\ann\\photos', ['C:\\Users\\ann']).map((step) => step.path)).toEqual([
      'C:\\Users\\ann',
      'C:\\Users\\ann\\photos',
    ]);
  });

  it('counts images and CSV files by their endings, whatever the case', () => {
    expect(countPlace(place)).toEqual({ folders: 2, images: 1, csvFiles: 1 });
  });

  it('lists folders in natural order, then only the files that may be chosen', () => {
    expect(listEntries(place, ['csv']).map((entry) => entry.name)).toEqual([
      'shoot 2',
      'shoot 10',
      'styles.CSV',
    ]);
    expect(listEntries(place, []).every((entry) => entry.kind === 'folder')).toBe(true);
  });
});
