import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkImageFolder } from '../../../src/adapters/files/checkFolder.ts';
import { openTemporaryFolder } from './temporaryFolder.ts';

const folder = openTemporaryFolder();
const refusal = (message: RegExp) =>
  expect.objectContaining({ code: 'folder-unreadable', message: expect.stringMatching(message) });

describe('a folder to import', () => {
  it('is known by its real absolute path', async () => {
    mkdirSync(folder.at('images'));
    symlinkSync(folder.at('images'), folder.at('link'));
    expect(await checkImageFolder(folder.at('link'))).toBe(folder.at('images'));
    expect(await checkImageFolder(`${relative('.', folder.at('images'))}/`)).toBe(folder.at('images'));
  });

  it('is refused where it is missing', async () => {
    await expect(checkImageFolder(folder.at('none'))).rejects.toEqual(
      refusal(/none does not exist.*connect it/),
    );
    await expect(checkImageFolder(join(folder.write('file.txt'), 'below'))).rejects.toEqual(
      refusal(/does not exist/),
    );
  });

  it('is refused where it is a file', async () => {
    await expect(checkImageFolder(folder.write('a.jpg'))).rejects.toEqual(
      refusal(/a\.jpg is a file\. Choose the folder/),
    );
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is refused without permission',
    async () => {
      mkdirSync(folder.at('closed'));
      chmodSync(folder.at('closed'), 0);
      await expect(checkImageFolder(folder.at('closed'))).rejects.toEqual(refusal(/no permission/));
      chmodSync(folder.at('closed'), 0o755);
    },
  );
});
