import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createImageFolder } from '../../../src/adapters/files/imageFolder.ts';
import type { FoundFile, UnlistedFolder } from '../../../src/core/imports/ports.ts';
import { openTemporaryFolder } from './temporaryFolder.ts';

const folder = openTemporaryFolder();
const running = { aborted: false };
const isWindows = process.platform === 'win32';
/** Root may read everything, so permissions cannot be tested as root. */
const isRoot = process.getuid?.() === 0;

async function walk(root = folder.path): Promise<FoundFile[]> {
  const files: FoundFile[] = [];
  for await (const file of createImageFolder().walk(root, running)) files.push(file);
  return files;
}

async function unlisted(): Promise<UnlistedFolder[]> {
  const folders: UnlistedFolder[] = [];
  const files = createImageFolder().walk(folder.path, running, (one) => folders.push(one));
  for await (const _file of files);
  return folders;
}

const paths = async (root?: string) => (await walk(root)).map(({ path }) => path);
const problems = async () => Object.fromEntries((await walk()).map(({ path, problem }) => [path, problem]));

it('tells when the folder itself cannot be listed', async () => {
  const told: UnlistedFolder[] = [];
  const files = createImageFolder().walk(folder.at('gone'), running, (one) => told.push(one));
  for await (const _file of files);
  expect(told).toEqual([{ path: '', reason: 'The folder cannot be read: it does not exist (any more).' }]);
});

describe('a walk', () => {
  it('finds images by their endings, in byte order, folders in their place among the files', async () => {
    for (const name of [
      'b.JPG',
      'a/z.png',
      'a/B/x.webp',
      'Z.tiff',
      'a.gif',
      'c.txt',
      'styles.csv',
      'jpg',
      'd.avif',
    ])
      folder.write(name);
    expect(await paths()).toEqual(['Z.tiff', 'a/B/x.webp', 'a/z.png', 'a.gif', 'b.JPG', 'd.avif']);
  });

  it('tells size and time of each file', async () => {
    folder.write('a.jpg', 'twelve bytes');
    const [file] = await walk();
    expect(file).toMatchObject({ path: 'a.jpg', sizeBytes: 12, problem: null });
    expect(Math.abs((file?.modifiedMs ?? 0) - Date.now())).toBeLessThan(3_600_000);
    expect(Number.isInteger(file?.modifiedMs)).toBe(true);
  });

  it('leaves out hidden files, leftovers of systems, and catalogs', async () => {
    for (const name of [
      '.hidden.jpg',
      '._a.jpg',
      '.cache/a.jpg',
      '__MACOSX/a.jpg',
      '@eaDir/a.jpg',
      'Thumbs.db',
      'catalog/twinset.db',
      'catalog/thumbnails/a.jpg',
      'a.jpg',
    ])
      folder.write(name);
    expect(await paths()).toEqual(['a.jpg']);
  });

  it('of an empty folder finds nothing', async () => {
    expect(await walk()).toEqual([]);
  });

  it('stops when it is cancelled', async () => {
    for (let i = 0; i < 100; i++) folder.write(`${i}.jpg`);
    const signal = { aborted: false };
    let found = 0;
    for await (const _file of createImageFolder().walk(folder.path, signal)) {
      found++;
      signal.aborted = true;
    }
    expect(found).toBeLessThan(100);
  });

  it('goes 200 folders deep', async () => {
    const path = `${'d/'.repeat(200)}a.jpg`;
    folder.write(path);
    expect(await paths()).toEqual([path]);
  });

  it('takes 3,000 files of one folder', async () => {
    for (let i = 0; i < 3000; i++) folder.write(`${i}.jpg`);
    const found = await paths();
    expect(found).toHaveLength(3000);
    expect(found).toEqual([...found].sort());
  });
});

describe('a file is found with its problem', () => {
  it.each([
    ['photo.HEIC', 'HEIC images are not supported; save it as JPEG or PNG.'],
    ['photo.bmp', 'BMP images are not supported; save it as JPEG or PNG.'],
    ['photo.svg', 'SVG images are not supported; save it as JPEG or PNG.'],
  ])('where its format cannot be read: %s', async (name, problem) => {
    folder.write(name);
    expect(await problems()).toEqual({ [name]: problem });
  });

  it('where it is empty or too large', async () => {
    folder.write('a.jpg', '');
    truncateSync(folder.write('b.jpg'), 256 * 1024 * 1024 + 1);
    expect(await problems()).toEqual({
      'a.jpg': 'The file is empty (0 bytes).',
      'b.jpg': 'The file has 257 MiB; 256 MiB is the limit.',
    });
  });

  it.skipIf(isWindows)('where it is a pipe', async () => {
    execFileSync('mkfifo', [folder.at('a.jpg')]);
    expect(await problems()).toEqual({ 'a.jpg': 'This is a device, a pipe or a socket, not a file.' });
  });

  it.skipIf(isWindows)('where it is a link that leads nowhere or round in circles', async () => {
    symlinkSync('gone.jpg', folder.at('a.jpg'));
    symlinkSync('b.jpg', folder.at('b.jpg'));
    expect(await problems()).toEqual({
      'a.jpg': 'The file cannot be read: it does not exist (any more).',
      'b.jpg': 'The file cannot be read: it is a link that leads round in circles.',
    });
  });

  it.skipIf(isWindows || isRoot)('and a folder that may not be read is told apart', async () => {
    folder.write('closed/a.jpg');
    folder.write('open/a.jpg');
    chmodSync(folder.at('closed'), 0);
    const [found, closed] = [await problems(), await unlisted()];
    chmodSync(folder.at('closed'), 0o755);
    expect(found).toEqual({ 'open/a.jpg': null });
    expect(closed).toEqual([
      { path: 'closed', reason: 'The folder cannot be read: its permissions do not allow it.' },
    ]);
  });

  it.skipIf(process.platform !== 'linux')('where its name is no valid text', async () => {
    writeFileSync(
      Buffer.concat([Buffer.from(folder.at('caf')), Buffer.from([0xe9]), Buffer.from('.jpg')]),
      'x',
    );
    mkdirSync(Buffer.concat([Buffer.from(folder.at('d')), Buffer.from([0xff])]));
    const found = await problems();
    const reason = 'The name is not valid text (UTF-8), so it cannot be opened; rename it.';
    expect(found).toEqual({ 'caf\ufffd.jpg': reason });
    expect(await unlisted()).toEqual([{ path: 'd\ufffd', reason }]);
  });
});

describe.skipIf(isWindows)('odd names', () => {
  it('with line breaks, quotes, percent signs and backslashes are names like others', async () => {
    const names = ['a\nb.jpg', '"q".jpg', '100%.jpg', 'back\\slash.jpg', ' .jpg', 'é.jpg', '..jpg.jpg'];
    for (const name of names) folder.write(name);
    const found = await walk();
    expect(found.map(({ path }) => path).sort()).toEqual(
      names.filter((name) => !name.startsWith('.')).sort(),
    );
    expect(found.every(({ problem }) => problem === null)).toBe(true);
  });
});

describe.skipIf(isWindows)('links', () => {
  it('to files are files, to folders elsewhere are folders', async () => {
    folder.write('elsewhere/b.jpg');
    folder.write('elsewhere/deep/c.jpg');
    folder.write('root/a.jpg');
    symlinkSync(folder.at('elsewhere/b.jpg'), folder.at('root/file.jpg'));
    symlinkSync(folder.at('elsewhere'), folder.at('root/folder'));
    expect(await paths(folder.at('root'))).toEqual([
      'a.jpg',
      'file.jpg',
      'folder/b.jpg',
      'folder/deep/c.jpg',
    ]);
  });

  it('to the folder itself, above it or within it are not followed', async () => {
    folder.write('root/sub/a.jpg');
    symlinkSync(folder.at('root'), folder.at('root/sub/self'));
    symlinkSync('..', folder.at('root/up'));
    symlinkSync('sub', folder.at('root/again'));
    expect(await paths(folder.at('root'))).toEqual(['sub/a.jpg']);
  });

  it('that lead out and back, or twice to one place, end', async () => {
    folder.write('root/a.jpg');
    folder.write('elsewhere/b.jpg');
    symlinkSync(folder.at('root'), folder.at('elsewhere/back'));
    symlinkSync('.', folder.at('elsewhere/here'));
    symlinkSync(folder.at('elsewhere'), folder.at('root/one'));
    symlinkSync(folder.at('elsewhere'), folder.at('root/two'));
    expect(await paths(folder.at('root'))).toEqual(['a.jpg', 'one/b.jpg']);
  });

  it('that lead nowhere are told, since a folder of images may have been there', async () => {
    folder.write('root/a.jpg');
    symlinkSync(folder.at('unplugged'), folder.at('root/drive'));
    symlinkSync('round', folder.at('root/round'));
    symlinkSync(folder.at('gone'), folder.at('root/.hidden'));
    const told: UnlistedFolder[] = [];
    const files: string[] = [];
    for await (const { path } of createImageFolder().walk(folder.at('root'), running, (one) =>
      told.push(one),
    ))
      files.push(path);
    expect(files).toEqual(['a.jpg']);
    expect(told).toEqual([
      { path: 'drive', reason: 'The link leads nowhere: it does not exist (any more).' },
      { path: 'round', reason: 'The link leads nowhere: it is a link that leads round in circles.' },
    ]);
  });

  it('may lead to the folder that is walked', async () => {
    folder.write('real/a.jpg');
    symlinkSync('real', folder.at('link'));
    expect(await paths(folder.at('link'))).toEqual(['a.jpg']);
  });
});

describe('reading a file', () => {
  const { read } = createImageFolder();

  it.each([1, 1000, 256 * 1024 - 1])('gives the sha256 of %d bytes, and the bytes', async (length) => {
    const bytes = Buffer.alloc(length, 'twinset');
    const content = await read(folder.write('a.jpg', bytes), running);
    expect(content.imageId).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(bytes.equals(content.bytes ?? Buffer.alloc(0))).toBe(true);
  });

  it.each([256 * 1024, 700_000])('gives the sha256 of %d bytes, read in several pieces', async (length) => {
    const bytes = Buffer.alloc(length, 'twinset');
    const imageId = createHash('sha256').update(bytes).digest('hex');
    expect(await read(folder.write('a.jpg', bytes), running)).toEqual({ imageId, bytes: null });
  });

  it('of a missing file or a folder is a failure', async () => {
    await expect(read(folder.at('none.jpg'), running)).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(read(folder.path, running)).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it('of one that grew past the limit is a failure of the file, not of this time', async () => {
    const file = folder.write('a.jpg');
    truncateSync(file, 256 * 1024 * 1024 + 1);
    await expect(read(file, running)).rejects.toMatchObject({ code: 'image-unusable' });
  });

  it.skipIf(isWindows)('of a pipe or an endless device is a failure, at once', async () => {
    execFileSync('mkfifo', [folder.at('a.jpg')]);
    await expect(read(folder.at('a.jpg'), running)).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(read('/dev/zero', running)).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it('is cancelled by its signal', async () => {
    await expect(read(folder.write('a.jpg'), { aborted: true })).rejects.toMatchObject({ code: 'cancelled' });
  });
});
