import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../src/contract/contract.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { drawPicture, openWorkplace, type Workplace } from './workplace.ts';

let place: Workplace;
let other: Engine;
let otherData: string;

beforeEach(async () => {
  place = await openWorkplace();
  otherData = mkdtempSync(join(tmpdir(), 'twinset-other-'));
  other = await createEngine({
    dataFolder: otherData,
    resourcesFolder: join(import.meta.dirname, '../../resources'),
  });
});

afterEach(async () => {
  await other.close();
  await place.close();
  rmSync(otherData, { recursive: true, force: true });
});

describe('opening a catalog', () => {
  it('tells the second engine that the first has it, and lets it in afterwards', async () => {
    await expect(other.call('catalogs.open', { folder: place.catalog })).rejects.toMatchObject({
      code: 'catalog-busy',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    await place.draw('a.jpg', 1);
    await place.import();
    await place.engine.call('catalogs.close', {});
    expect(await other.call('catalogs.open', { folder: place.catalog })).toMatchObject({ products: 1 });
  });

  it('leaves nothing behind of a new one into which nothing could be imported', async () => {
    await expect(place.import({ folder: join(place.folder, 'nowhere') })).rejects.toMatchObject({
      code: 'folder-unreadable',
    });
    await place.engine.call('catalogs.close', {});
    expect(existsSync(place.catalog)).toBe(false);
  });

  it('keeps the one that is open when another cannot be opened', async () => {
    await expect(
      place.engine.call('catalogs.open', { folder: join(place.folder, 'nothing') }),
    ).rejects.toMatchObject({ code: 'not-found' });
    const { catalog } = await place.engine.call('catalogs.current', {});
    expect(catalog?.folder).toBe(place.catalog);
  });

  it('makes one catalog per image folder, and finds it again', async () => {
    await place.draw('a.jpg', 1);
    const first = await place.engine.call('catalogs.openForImages', { imageFolder: place.images });
    await place.import();
    const second = await place.engine.call('catalogs.openForImages', { imageFolder: place.images });
    expect(second).toMatchObject({ folder: first.folder, products: 1 });
    const { catalogs } = await place.engine.call('catalogs.recent', {});
    expect(catalogs.map(({ folder }) => folder)).toEqual([first.folder]);
  });
});

const currentCatalog = async () => (await place.engine.call('catalogs.current', {})).catalog;

describe('a damaged catalog', () => {
  it('is left as it is, and is made anew from its images with the old database kept', async () => {
    await place.draw('a.jpg', 1);
    await place.import();
    await place.engine.call('catalogs.close', {});
    const file = join(place.catalog, 'twinset.db');
    const junk = Buffer.alloc(20_000, 'not a database');
    writeFileSync(file, junk);
    await expect(place.engine.call('catalogs.open', { folder: place.catalog })).rejects.toMatchObject({
      code: 'catalog-damaged',
      message: expect.stringContaining(file),
    });
    expect(readFileSync(file)).toEqual(junk);

    const { keptAs } = await place.engine.call('catalogs.rebuild', { folder: place.catalog });
    expect(readFileSync(keptAs ?? '')).toEqual(junk);
    expect(await currentCatalog()).toMatchObject({
      products: 0,
      notices: [expect.stringMatching(/^The old database is kept as .+damaged.+ are to be imported again/)],
    });
    const { outcome, embedded, notes } = await place.import();
    expect({ outcome, embedded }).toEqual({ outcome: 'done', embedded: 1 });
    expect(notes[0]).toMatch(/^The old database is kept as /);
    expect(await place.engine.call('catalogs.verify', {})).toMatchObject({ ok: true, products: 1 });
  });

  it('tells which folders to import again where that can still be read', async () => {
    await place.draw('a.jpg', 1);
    await place.import();
    const { sources } = await place.engine.call('catalogs.rebuild', { folder: place.catalog });
    expect(sources).toEqual([place.images]);
    await place.restart();
    expect((await currentCatalog())?.notices).toEqual([
      expect.stringContaining(`It was made from ${place.images}, which is to be imported again`),
    ]);
  });
});

describe('verify', () => {
  it('names an image whose thumbnail is gone, and the next import draws it again', async () => {
    await place.draw('a.jpg', 1);
    await place.import();
    rmSync(join(place.catalog, 'thumbnails'), { recursive: true });
    const found = await place.engine.call('catalogs.verify', {});
    expect(found).toMatchObject({ ok: false, errors: [expect.stringContaining('a.jpg has no thumbnail')] });
    expect(await place.import()).toMatchObject({ embedded: 0, unchanged: 1 });
    expect(await place.engine.call('catalogs.verify', {})).toMatchObject({ ok: true });
  });

  it('finds a damaged vector', async () => {
    await place.draw('a.jpg', 1);
    await place.import();
    await place.engine.call('catalogs.close', {});
    const { openDatabase } = await import('../../src/adapters/sqlite/catalog/openDatabase.ts');
    const database = openDatabase(join(place.catalog, 'twinset.db'), null);
    database.prepare('UPDATE embeddings SET vector = zeroblob(8192)').run();
    database.close();
    await place.engine.call('catalogs.open', { folder: place.catalog });
    expect(await place.engine.call('catalogs.verify', {})).toMatchObject({
      ok: false,
      errors: [expect.stringContaining('is damaged')],
    });
  });
});

describe('an image from outside', () => {
  it('finds the product that looks like it, by bytes or by file, and can be shown', async () => {
    for (const seed of [1, 2, 3, 4]) await place.draw(`${seed}.jpg`, seed);
    await place.import();
    const bytes = await drawPicture(3);
    const added = await place.engine.call('search.addOutsideImage', {
      name: 'photo.jpg',
      base64: bytes.toString('base64'),
    });
    expect(added).toMatchObject({ name: 'photo.jpg', width: 96, height: 64 });
    const query = { kind: 'outside', imageId: added.imageId } as const;
    const { results } = await place.engine.call('search.similar', { query });
    expect(results[0]).toMatchObject({ id: '3', score: expect.closeTo(1, 4) });
    const shown = await place.engine.imageFile(added.imageId, 'preview');
    expect(shown !== null && existsSync(shown)).toBe(true);

    await place.restart();
    expect((await place.engine.call('search.similar', { query })).results[0]?.id).toBe('3');
  });

  it('that is none is refused with the reason', async () => {
    await place.draw('1.jpg', 1);
    await place.import();
    await expect(
      place.engine.call('search.addOutsideImage', {
        name: 'notes.txt',
        base64: Buffer.from('no image').toString('base64'),
      }),
    ).rejects.toMatchObject({ code: 'image-unusable' });
  });
});

describe('an export', () => {
  it('writes what the curator decided: pinned first, rejected left out', async () => {
    for (const seed of [1, 2, 3, 4, 5]) await place.draw(`${seed}.jpg`, seed);
    await place.import();
    const { results } = await place.engine.call('search.similar', { query: { kind: 'product', id: '1' } });
    const [nearest, , , last] = results.map(({ id }) => id);
    await place.engine.call('lists.decide', { id: '1', lookAlikeId: nearest ?? '', state: 'rejected' });
    await place.engine.call('lists.decide', { id: '1', lookAlikeId: last ?? '', state: 'pinned' });

    const file = join(place.folder, 'lists.csv');
    const what: Input<'lists.export'>['what'] = { kind: 'products', ids: ['1'] };
    const { jobId: id } = await place.engine.call('lists.export', { what, file });
    expect(await place.engine.call('jobs.wait', { id })).toMatchObject({
      state: 'done',
      result: { file, products: 1, rows: 3 },
    });
    const [, ...rows] = readFileSync(file, 'utf8').trim().split('\r\n');
    expect(rows[0]).toMatch(new RegExp(`^1,1,${last},[-0-9.]+,pinned,`));
    expect(rows.some((row) => row.split(',')[2] === nearest)).toBe(false);
  });
});
