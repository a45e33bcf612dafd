import { expect, it } from 'vitest';
import { folderAround } from '../../../../src/renderer/features/imports/plan/folderAround.ts';

it('is the folder that a folder lies in, where the host may look', () => {
  expect(folderAround('/photos/autumn', [])).toBe('/photos');
  expect(folderAround('C:\\photos\\autumn', [])).toBe('C:\\photos');
  expect(folderAround('/home/me/photos', ['/home/me'])).toBe('/home/me');
  expect(folderAround('/home/me', ['/home/me'])).toBeNull();
  expect(folderAround('/home/mean/photos', ['/home/me'])).toBeNull();
});

it('is nothing at the top of a disk', () => {
  expect(folderAround('/photos', [])).toBeNull();
  expect(folderAround('C:\\photos', [])).toBeNull();
});
