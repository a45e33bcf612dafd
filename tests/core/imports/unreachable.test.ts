import { chmodSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/contract/failure.ts';
import type { ImageFolder } from '../../../src/core/imports/ports.ts';
import { type ImportFolder, openImportFolder } from './importFolder.ts';

let place: ImportFolder;

beforeEach(async () => {
  place = openImportFolder();
  place.write('photos/a/1.jpg', 'boot');
  place.write('photos/a/2.jpg', 'lamp');
  place.write('photos/b/3.jpg', 'vase');
  place.write('photos/b/4.jpg', 'sofa');
  await place.import();
});

afterEach(() => place.close());

const isWindows = process.platform === 'win32';
const isRoot = process.getuid?.() === 0;

const everything = {
  'a/1': ['boot'],
  'a/2': ['lamp'],
  'b/3': ['vase'],
  'b/4': ['sofa'],
};

const states = () => Object.fromEntries(place.stored().map(({ path, state }) => [path, state]));

/** A disk that fails when the files of these paths are read. */
function failingOn(paths: readonly string[], reason = 'the disk reports an error') {
  return (real: ImageFolder): ImageFolder => ({
    walk: real.walk,
    async read(file, signal) {
      if (paths.some((path) => file.endsWith(path)))
        throw new Failure('file-unreadable', `${file} cannot be read: ${reason}.`);
      return await real.read(file, signal);
    },
  });
}

/** A walk that cannot list these folders, as a drive that went away answers. */
function closed(folders: readonly string[]) {
  return (real: ImageFolder): ImageFolder => ({
    read: real.read,
    async *walk(root, signal, onUnlisted) {
      for (const path of folders) onUnlisted?.({ path, reason: 'The folder cannot be read: no answer.' });
      for await (const file of real.walk(root, signal, onUnlisted))
        if (!folders.some((folder) => folder === '' || file.path.startsWith(`${folder}/`))) yield file;
    },
  });
}

describe('a folder that cannot be listed', () => {
  it('keeps its images and products through a prune', async () => {
    const report = await place.import({ images: closed(['b']), prune: true });
    expect(report.counts).toEqual({ found: 2, embedded: 0, unchanged: 2, duplicate: 0, failed: 0 });
    expect(report.missing).toBe(0);
    expect(place.products()).toEqual(everything);
    expect(Object.values(states())).toEqual(['embedded', 'embedded', 'embedded', 'embedded']);
    expect(place.vectors()).toBe(4);
  });

  it.skipIf(isWindows || isRoot)('may be one without permission', async () => {
    chmodSync(join(place.folder, 'photos/b'), 0);
    const report = await place.import({ prune: true });
    chmodSync(join(place.folder, 'photos/b'), 0o755);
    expect(report.missing).toBe(0);
    expect(place.products()).toEqual(everything);
  });

  it.skipIf(isWindows)('may be a link that leads nowhere now', async () => {
    place.rename({ 'photos/b': 'drive' });
    symlinkSync(join(place.folder, 'drive'), join(place.folder, 'photos/b'));
    await place.import();
    place.rename({ drive: 'unplugged' });
    expect(await place.import({ prune: true })).toMatchObject({ missing: 0 });
    expect(place.products()).toEqual(everything);
  });

  it('may be the imported folder itself', async () => {
    expect(await place.import({ images: closed(['']), prune: true })).toMatchObject({ missing: 0 });
    expect(place.products()).toEqual(everything);
  });

  it('does not keep what is gone elsewhere', async () => {
    place.remove('photos/a/1.jpg');
    expect(await place.import({ images: closed(['b']), prune: true })).toMatchObject({ missing: 1 });
    expect(Object.keys(place.products())).toEqual(['a/2', 'b/3', 'b/4']);
  });

  it('keeps what was missing in it before, until a look finds it gone again', async () => {
    place.remove('photos/b/3.jpg');
    expect((await place.import()).missing).toBe(1);
    await place.import({ images: closed(['b']), prune: true });
    expect(place.products()).toEqual(everything);
    expect((await place.import({ prune: true })).missing).toBe(1);
    expect(Object.keys(place.products())).toEqual(['a/1', 'a/2', 'b/4']);
  });

  it('is no folder whose files moved away: what is the same elsewhere is a copy', async () => {
    place.write('photos/a/9.jpg', 'vase');
    const report = await place.import({ images: closed(['b']) });
    expect(report).toMatchObject({ counts: { unchanged: 2, duplicate: 1 }, successions: [] });
    expect(place.products()).toEqual({ ...everything, 'a/9': ['vase'] });
  });

  it('is told apart from one with a longer name', async () => {
    place.write('photos/bb/5.jpg', 'desk');
    await place.import();
    place.remove('photos/bb');
    expect((await place.import({ images: closed(['b']) })).missing).toBe(1);
    expect(states()).toMatchObject({ 'b/3.jpg': 'embedded', 'bb/5.jpg': 'missing' });
  });
});

describe('a file that cannot be read this time', () => {
  it('keeps its image, is counted as failed, and is tried again by the next import', async () => {
    place.write('photos/b/3.jpg', 'a new vase');
    const images = failingOn(['3.jpg']);
    for (let time = 0; time < 2; time++) {
      const report = await place.import({ images, prune: true });
      expect(report.counts).toEqual({ found: 4, embedded: 0, unchanged: 3, duplicate: 0, failed: 1 });
      expect(report.problems).toEqual([
        { path: 'b/3.jpg', reason: expect.stringContaining('the disk reports an error') },
      ]);
      expect(report.notes).toEqual([expect.stringContaining('1 file could not be read this time')]);
      expect(place.products()).toEqual(everything);
      expect(states()).toMatchObject({ 'b/3.jpg': 'embedded' });
    }
    expect((await place.import()).counts).toMatchObject({ embedded: 1, unchanged: 3, failed: 0 });
    expect(place.products()).toMatchObject({ 'b/3': ['a new vase'] });
  });

  it('keeps its image where it vanished after it was listed', async () => {
    place.write('photos/b/3.jpg', 'a new vase');
    const report = await place.import({
      prune: true,
      images: (real) => ({
        walk: real.walk,
        read(file, signal) {
          rmSync(file);
          return real.read(file, signal);
        },
      }),
    });
    expect(report.counts).toMatchObject({ unchanged: 3, failed: 1 });
    expect(place.products()).toEqual(everything);
    expect((await place.import()).missing).toBe(1);
  });

  it.skipIf(isWindows)('keeps its image where it is a link that leads nowhere now', async () => {
    place.rename({ 'photos/b/3.jpg': 'elsewhere.jpg' });
    symlinkSync(join(place.folder, 'gone.jpg'), join(place.folder, 'photos/b/3.jpg'));
    const report = await place.import({ prune: true });
    expect(report.counts).toMatchObject({ unchanged: 3, failed: 1 });
    expect(place.products()).toEqual(everything);
  });

  it('was missing before, and is so no longer', async () => {
    place.rename({ 'photos/b/3.jpg': 'elsewhere.jpg' });
    await place.import();
    place.write('photos/b/3.jpg', 'a new vase');
    await place.import({ images: failingOn(['3.jpg']), prune: true });
    expect(place.products()).toEqual(everything);
  });

  it('that is new is tried again although size and time are the same', async () => {
    place.write('photos/b/5.jpg', 'desk');
    expect((await place.import({ images: failingOn(['5.jpg']) })).counts).toMatchObject({ failed: 1 });
    expect((await place.import()).counts).toMatchObject({ embedded: 1, unchanged: 4, failed: 0 });
  });

  it('does not give its name to a file that has its bytes', async () => {
    place.write('photos/b/3.jpg', 'oops');
    place.write('photos/b/5.jpg', 'vase');
    const report = await place.import({ images: failingOn(['b/3.jpg']) });
    expect(report).toMatchObject({ counts: { duplicate: 1, failed: 1 }, successions: [] });
    expect(place.products()).toEqual({ ...everything, 'b/5': ['vase'] });
  });

  it('is found out by the one who decodes it, too', async () => {
    const large = 'x'.repeat(300 * 1024);
    place.write('photos/b/3.jpg', large);
    const report = await place.import({
      vision: (real) => ({
        ...real,
        process: async (requests) =>
          requests.map(({ file }) => {
            rmSync(file);
            return { ok: false, reason: 'The file is not there any more.' };
          }),
      }),
    });
    expect(report.counts).toMatchObject({ unchanged: 3, failed: 1 });
    expect(place.products()).toEqual(everything);
    expect(states()).toMatchObject({ 'b/3.jpg': 'embedded' });
  });
});

it('a file that is broken is told apart: it is no image any more', async () => {
  place.write('photos/b/3.jpg', 'broken');
  expect((await place.import()).counts).toMatchObject({ unchanged: 3, failed: 1 });
  expect(states()).toMatchObject({ 'b/3.jpg': 'failed' });
});

it('a broken file that took the place of one that moved does not keep it', async () => {
  place.rename({ 'photos/b/3.jpg': 'photos/b/9.jpg' });
  place.write('photos/b/3.jpg', 'broken and longer');
  const report = await place.import();
  expect(report).toMatchObject({ successions: [[{ from: 'b/3', to: 'b/9' }]] });
  expect(place.products()).toMatchObject({ 'b/9': ['vase'] });
});
