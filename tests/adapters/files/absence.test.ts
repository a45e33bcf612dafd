import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createAbsence } from '../../../src/adapters/files/absence.ts';
import { openTemporaryFolder } from './temporaryFolder.ts';

const folder = openTemporaryFolder();

describe('a file', () => {
  it('is gone from a folder that is there and holds others', async () => {
    folder.write('photos/a.jpg');
    const absence = createAbsence();
    expect(await absence.isFileGone(folder.at('photos'), 'a.jpg')).toBe(false);
    expect(await absence.isFileGone(folder.at('photos'), 'b.jpg')).toBe(true);
    expect(await absence.isFileGone(folder.at('photos'), 'a.jpg/b.jpg')).toBe(true);
  });

  it('is not gone where its folder is empty, as the place of an unconnected drive is', async () => {
    mkdirSync(folder.at('drive'));
    expect(await createAbsence().isFileGone(folder.at('drive'), 'a.jpg')).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('is not gone where the system gives another answer', async () => {
    folder.write('photos/b.jpg');
    symlinkSync('a.jpg', folder.at('photos/a.jpg'));
    expect(await createAbsence().isFileGone(folder.at('photos'), 'a.jpg')).toBe(false);
  });
});

describe('an imported folder', () => {
  it('is gone where the folder that held it is there without it', async () => {
    folder.write('home/photos/a.jpg');
    folder.write('home/notes.txt');
    expect(await createAbsence().isFolderGone(folder.at('home/photos'))).toBe(false);
    rmSync(folder.at('home/photos'), { recursive: true });
    expect(await createAbsence().isFolderGone(folder.at('home/photos'))).toBe(true);
    expect(await createAbsence().isFileGone(folder.at('home/photos'), 'a.jpg')).toBe(true);
  });

  it('is not gone where what held it is empty or gone as well', async () => {
    mkdirSync(folder.at('mount'));
    expect(await createAbsence().isFolderGone(folder.at('mount/photos'))).toBe(false);
    expect(await createAbsence().isFolderGone(folder.at('media/disk/photos'))).toBe(false);
  });
});
