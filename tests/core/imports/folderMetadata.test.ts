import { describe, expect, it } from 'vitest';
import { createFolderMetadata } from '../../../src/core/imports/folderMetadata.ts';

describe('folder metadata', () => {
  const { matchFile } = createFolderMetadata();

  it('takes the folder as the category and the path without its ending as the id', () => {
    expect(matchFile('Women/Shirts/1001.front.JPG')).toEqual({
      id: 'Women/Shirts/1001.front',
      name: '1001.front',
      attributes: { category: 'Women/Shirts' },
    });
  });

  it('gives images of the folder itself no category', () => {
    expect(matchFile('1001.jpg')).toEqual({ id: '1001', name: '1001', attributes: {} });
  });
});
