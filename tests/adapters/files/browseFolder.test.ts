import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, parse } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browseFolder } from '../../../src/adapters/files/browseFolder.ts';
import { findMetadata } from '../../../src/adapters/files/findMetadata.ts';
import { openTemporaryFolder } from './temporaryFolder.ts';

const folder = openTemporaryFolder();
const names = (entries: { name: string }[]) => entries.map(({ name }) => name);

describe('browsing', () => {
  it('shows folders, tables and images in the order of a file manager, and nothing hidden', async () => {
    for (const name of [
      'b10/x',
      'B2/x',
      '.git/x',
      'a.JPG',
      'styles.csv',
      'notes.txt',
      '.secret.csv',
      'Z.png',
      'é.webp',
    ])
      folder.write(name);
    const shown = await browseFolder(folder.path);
    expect(names(shown.folders)).toEqual(['B2', 'b10']);
    expect(names(shown.files)).toEqual(['a.JPG', 'é.webp', 'styles.csv', 'Z.png']);
    expect(shown).toMatchObject({ path: folder.path, parent: dirname(folder.path) });
    expect(shown.files[0]?.path).toBe(folder.at('a.JPG'));
  });

  it('shows links as what they lead to, and none that lead nowhere', async () => {
    folder.write('real/a.jpg');
    symlinkSync('real', folder.at('folder'));
    symlinkSync('real/a.jpg', folder.at('b.jpg'));
    symlinkSync('gone', folder.at('c.jpg'));
    const shown = await browseFolder(folder.path);
    expect([names(shown.folders), names(shown.files)]).toEqual([['folder', 'real'], ['b.jpg']]);
  });

  it('shows 2,000 entries at most, folders first', async () => {
    for (let i = 0; i < 5; i++) mkdirSync(folder.at(`folder${i}`));
    for (let i = 0; i < 2100; i++) folder.write(`${i}.jpg`);
    const shown = await browseFolder(folder.path);
    expect([shown.folders.length, shown.files.length]).toEqual([5, 1995]);
  });

  it('has no parent at the top of the disk', async () => {
    expect((await browseFolder(parse(folder.path).root)).parent).toBeNull();
  });

  it('refuses what cannot be listed', async () => {
    await expect(browseFolder(folder.at('none'))).rejects.toMatchObject({ code: 'folder-unreadable' });
    await expect(browseFolder(folder.write('a.jpg'))).rejects.toMatchObject({ code: 'folder-unreadable' });
  });
});

describe('finding metadata', () => {
  it('takes the tables at the top of the folder, by name', async () => {
    for (const name of ['b.csv', 'A.CSV', 'c.tsv', 'd.txt', '.e.csv', 'below/f.csv', 'g.csv/x'])
      folder.write(name);
    expect(await findMetadata(folder.path)).toEqual(
      ['A.CSV', 'b.csv', 'c.tsv'].map((name) => folder.at(name)),
    );
  });

  it('finds none in a folder without any', async () => {
    expect(await findMetadata(folder.path)).toEqual([]);
  });
});
