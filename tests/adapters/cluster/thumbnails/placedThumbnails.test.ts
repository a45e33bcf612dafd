/** Thumbnails outside the cluster, in a real folder: how they lie there, what is taken for one, and what is said where something is wrong. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolderFiles } from '../../../../src/adapters/cluster/thumbnails/folderFiles.ts';
import {
  claimPlace,
  createPlacedThumbnails,
  objectName,
} from '../../../../src/adapters/cluster/thumbnails/placedThumbnails.ts';
import { openSeal, sealThumbnail } from '../../../../src/adapters/cluster/thumbnails/sealedThumbnail.ts';

const jpeg = Buffer.from('the bytes of a JPEG');
const ids = ['a', 'b', 'c'].map((sign) => sign.repeat(64));
const [first = '', second = '', third = ''] = ids;
const of = (imageId: string): string => `A picture of ${imageId.slice(0, 1)}`;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-placed-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (imageId: string): string => join(folder, objectName(imageId) ?? '');

async function place() {
  const files = openFolderFiles(folder);
  const mark = await claimPlace(files);
  return { files, mark, store: createPlacedThumbnails(files, mark) };
}

describe('a seal', () => {
  it('gives back what was sealed, for that image and of these bytes alone', () => {
    const sealed = sealThumbnail(first, jpeg);
    expect(Buffer.from(openSeal(first, sealed) ?? [])).toEqual(jpeg);
    expect(Buffer.from(sealed.subarray(0, jpeg.length))).toEqual(jpeg);
    expect(openSeal(second, sealed)).toBeNull();
    expect(openSeal(first, sealed.subarray(0, -1))).toBeNull();
    expect(openSeal(first, Buffer.concat([sealed, Buffer.from('x')]))).toBeNull();
    expect(openSeal(first, jpeg)).toBeNull();
    expect(openSeal(first, Buffer.of())).toBeNull();
    const changed = Buffer.from(sealed);
    changed[3] = 0;
    expect(openSeal(first, changed)).toBeNull();
  });
});

describe('a folder', () => {
  it('has thumbnails in rooms, and nothing but whole files', async () => {
    const { store } = await place();
    await store.write(new Map(ids.map((id) => [id, jpeg])));
    expect(objectName(first)).toBe(`aa/aa/${first}.jpg`);
    expect(readdirSync(join(folder, 'aa', 'aa'))).toEqual([`${first}.jpg`]);
    expect(readdirSync(folder).sort()).toEqual(['aa', 'bb', 'cc', 'twinset-thumbnails.json']);
    expect(await store.held([...ids, 'd'.repeat(64)])).toEqual(new Set(ids));
    const read = await store.read([first, 'd'.repeat(64)]);
    expect([...read].map(([id, bytes]) => [id, Buffer.from(bytes)])).toEqual([[first, jpeg]]);
  });

  it('is asked for nothing but images', async () => {
    const { store } = await place();
    expect(objectName('../../../../etc/passwd')).toBeNull();
    expect(objectName(`${'a'.repeat(63)}/`)).toBeNull();
    await store.write(new Map([['../outside', jpeg]]));
    expect(existsSync(join(folder, '..', 'outside'))).toBe(false);
    expect(readdirSync(folder)).toEqual(['twinset-thumbnails.json']);
  });

  it('says which are missing, and which are of other bytes', async () => {
    const { store } = await place();
    await store.write(new Map(ids.map((id) => [id, jpeg])));
    expect(await store.examine(ids, of)).toEqual([]);
    rmSync(fileOf(first));
    writeFileSync(fileOf(second), readFileSync(fileOf(third)));
    truncateSync(fileOf(third), 10);
    expect(await store.examine(ids, of)).toEqual([
      `A picture of a has no thumbnail in the folder ${folder}. Publish the catalog again, or import its folder again.`,
      ...[second, third].map(
        (id) =>
          `The thumbnail of a picture of ${id.slice(0, 1)} in the folder ${folder} is not what was written. Remove ${objectName(id)} there, then publish the catalog again, or import its folder again.`,
      ),
    ]);
    expect((await store.read(ids)).size).toBe(0);
  });

  it('whose drive is not mounted, or that is another, is neither read nor written', async () => {
    const { mark, store } = await place();
    await store.write(new Map([[first, jpeg]]));
    rmSync(folder, { recursive: true });
    const gone = 'holds no thumbnails of this catalog: its drive is not mounted there';
    await expect(store.read([first])).rejects.toThrow(gone);
    mkdirSync(folder);
    await expect(store.read([first])).rejects.toThrow(gone);
    await expect(store.held([first])).rejects.toMatchObject({ code: 'thumbnails-away' });
    await expect(store.write(new Map([[second, jpeg]]))).rejects.toThrow(gone);
    expect(readdirSync(folder)).toEqual([]);
    expect((await place()).mark).not.toBe(mark);
    await expect(store.read([first])).rejects.toThrow('the thumbnails of another catalog');
  });

  it('that was claimed once keeps its mark; one with other files, or none, is not claimed', async () => {
    const { mark, files } = await place();
    expect(await claimPlace(files)).toBe(mark);
    writeFileSync(join(folder, 'twinset-thumbnails.json'), '{"format":9,"mark":"later"}');
    await expect(claimPlace(files)).rejects.toMatchObject({ code: 'catalog-too-new' });
    writeFileSync(join(folder, 'twinset-thumbnails.json'), 'nothing');
    await expect(claimPlace(files)).rejects.toThrow('cannot be read');
    rmSync(join(folder, 'twinset-thumbnails.json'));
    writeFileSync(join(folder, 'holiday.jpg'), 'x');
    await expect(claimPlace(files)).rejects.toThrow('holds other files, as holiday.jpg');
    await expect(claimPlace(openFolderFiles(join(folder, 'none')))).rejects.toThrow('is its drive mounted');
    await expect(claimPlace(openFolderFiles('pictures'))).rejects.toThrow('is no full path');
  });

  it.skipIf(process.platform === 'win32')('is not left by links that somebody put there', async () => {
    const { store } = await place();
    const elsewhere = mkdtempSync(join(tmpdir(), 'twinset-elsewhere-'));
    writeFileSync(join(elsewhere, 'sealed'), sealThumbnail(first, jpeg));
    mkdirSync(join(folder, 'aa', 'aa'), { recursive: true });
    symlinkSync(join(elsewhere, 'sealed'), fileOf(first));
    symlinkSync(elsewhere, join(folder, 'bb'));
    expect((await store.read([first])).size).toBe(0);
    expect((await store.held([first])).size).toBe(0);
    await expect(store.write(new Map([[second, jpeg]]))).rejects.toThrow('leads elsewhere');
    mkdirSync(join(elsewhere, 'bb'));
    await expect(store.write(new Map([[second, jpeg]]))).rejects.toThrow('leads elsewhere');
    expect(readdirSync(join(elsewhere, 'bb'))).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });

  it('where a file lies in the way of a room says so', async () => {
    const { store } = await place();
    writeFileSync(join(folder, 'aa'), 'not a room');
    const said = 'a part of its path is a file, not a folder';
    await expect(store.write(new Map([[first, jpeg]]))).rejects.toThrow(said);
    await expect(store.read([first])).rejects.toThrow(said);
  });

  it('where a thumbnail cannot be written says so', async () => {
    const { store } = await place();
    mkdirSync(fileOf(first), { recursive: true });
    await expect(store.write(new Map([[first, jpeg]]))).rejects.toThrow('thumbnails cannot be written');
    expect(await store.held([first])).toEqual(new Set());
  });
});
