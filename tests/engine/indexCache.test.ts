import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asidePath, isAside } from '../../src/adapters/files/aside.ts';
import { createImportStore } from '../../src/adapters/sqlite/catalog/importStore.ts';
import { longRowBytes, prefixRowBytes } from '../../src/adapters/vectors/kernelLayout.ts';
import type { Axes } from '../../src/adapters/vectors/prefixes/axes.ts';
import type { OpenCatalog } from '../../src/engine/catalogs/loadCatalog.ts';
import { verifyCatalog } from '../../src/engine/catalogs/verifyCatalog.ts';
import { imageRecord } from '../adapters/sqlite/catalog/imageRecord.ts';
import { drawAxes } from '../adapters/vectors/prefixes/drawAxes.ts';
import { createRandom, drawVector, plain } from '../core/search/searchCatalog.ts';
import { openStrictly, drawnRuntime as runtime } from './openStrictly.ts';

/** Enough for a cache file to be written. */
const count = 600;
const random = createRandom(3);
/** Axes through them fit what lies around them. */
const centres = Array.from({ length: 12 }, () => drawVector(random));
const { where: _where, ...options } = plain;

let place: string;
/** A copy of the catalog for every test, closed, with its cache file. */
let folder: string;
let file: string;
let whole: Buffer;
let answers: unknown;
let catalog: OpenCatalog;

async function open(): Promise<OpenCatalog> {
  catalog = await openStrictly(folder);
  return catalog;
}

/** Adds products as an import does: the database first, then the index. */
function add(ids: readonly string[]): void {
  const source = catalog.sources.save('/images', null, { map: {} });
  const number = catalog.sources.beginImport(source.id);
  const store = createImportStore(
    catalog.database,
    catalog.files.database,
    source,
    number,
    runtime.space,
    () => undefined,
  );
  const records = ids.map((id, i) => imageRecord(id, drawVector(random, centres[i % centres.length], 0.5)));
  const touched = store.commit(records);
  catalog
    .index()
    .add(
      records.flatMap(({ imageId, vector }) =>
        imageId === null || vector === null ? [] : [{ imageId, vector }],
      ),
    );
  catalog.refresh(touched);
}

function ask(of: OpenCatalog): Promise<unknown> {
  return Promise.all(
    ['0', '7', '599'].map((id) => of.search().similar({ kind: 'product', id }, [], options)),
  );
}

const verify = (of: OpenCatalog) =>
  verifyCatalog(of, { signal: new AbortController().signal, onProgress: () => undefined });

/** What `verify` says of the index; the drawn products have no thumbnails. */
async function indexErrors(of: OpenCatalog): Promise<string[]> {
  const { errors } = await verify(of);
  return errors.filter((error) => /index|vector/.test(error));
}

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-cached-'));
  folder = join(place, 'made');
  await open();
  await catalog.prepareSpace(runtime.space);
  catalog.setRuntime(runtime);
  add(Array.from({ length: count }, (_, id) => String(id)));
  answers = await ask(catalog);
  catalog.saveIndex();
  await catalog.close();
  whole = readFileSync(join(folder, 'index.cache'));
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

beforeEach(() => {
  folder = join(place, 'copy');
  file = join(folder, 'index.cache');
  cpSync(join(place, 'made'), folder, { recursive: true });
});

afterEach(async () => {
  await catalog.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a catalog with a sound cache file', () => {
  it('answers from it, says in verify what it searches, and does not write it again', async () => {
    await open();
    expect(await ask(catalog)).toEqual(answers);
    expect(await indexErrors(catalog)).toEqual([]);
    expect(await verify(catalog)).toMatchObject({ embeddings: count, indexed: count });
    catalog.saveIndex();
    rmSync(file);
    await catalog.close();
    expect(existsSync(file)).toBe(false);
  });
});

describe('a catalog whose embeddings have known axes', () => {
  const axes = drawAxes(centres);
  const openWithAxes = async (known: Axes | null = axes): Promise<OpenCatalog> => {
    catalog = await openStrictly(folder, async () => known);
    return catalog;
  };

  async function prefixesAreMade(): Promise<void> {
    while (catalog.index().axesId === null) await nextTurn();
  }

  it('gets their prefixes in the background, answers meanwhile, and has them at once when it is opened again', async () => {
    await openWithAxes();
    expect(catalog.index().axesId).toBeNull();
    expect(await ask(catalog)).toEqual(answers);
    await prefixesAreMade();
    expect(catalog.index().axesId).toBe(axes.id);
    expect(await ask(catalog)).toEqual(answers);
    await catalog.close();
    expect(readFileSync(file).length).toBe(
      whole.length + count * (prefixRowBytes + longRowBytes) + axes.id.length - 2,
    );

    await openWithAxes();
    expect(catalog.index().axesId).toBe(axes.id);
    expect(await ask(catalog)).toEqual(answers);
    catalog.saveIndex();
    rmSync(file);
    await catalog.close();
    expect(existsSync(file)).toBe(false);
  });

  it('keeps prefixes that were just made when it is closed at once', async () => {
    await openWithAxes();
    await prefixesAreMade();
    await catalog.close();
    await openWithAxes();
    expect(catalog.index().axesId).toBe(axes.id);
  });

  it('gets other prefixes where the axes are others, and none where they are gone', async () => {
    await openWithAxes(drawAxes(centres.toReversed()));
    await prefixesAreMade();
    await catalog.close();
    await openWithAxes();
    await prefixesAreMade();
    expect(catalog.index().axesId).toBe(axes.id);
    await catalog.close();
    await openWithAxes(null);
    expect(catalog.index().axesId).toBeNull();
    expect(await ask(catalog)).toEqual(answers);
  });

  it('is opened as without where they cannot be read', async () => {
    catalog = await openStrictly(folder, () => Promise.reject(new Error('unreadable')));
    expect(await ask(catalog)).toEqual(answers);
    expect(catalog.index().axesId).toBeNull();
  });
});

describe('a catalog with a cache file that is of no use', () => {
  const flip = (place: number) => {
    const flipped = Buffer.from(whole);
    flipped[place] = (flipped[place] ?? 0) ^ 1;
    return flipped;
  };
  it.each([
    ['missing', () => null],
    ['empty', () => Buffer.alloc(0)],
    ['cut', () => whole.subarray(0, whole.length / 2)],
    ['flipped in its header', () => flip(40)],
    ['flipped in its rows', () => flip(whole.length - 1_000_000)],
  ])('answers as ever, and writes it again: %s', async (_what, make) => {
    const bytes = make();
    if (bytes === null) rmSync(file);
    else writeFileSync(file, bytes);
    await open();
    expect(await ask(catalog)).toEqual(answers);
    await catalog.close();
    expect(readFileSync(file)).toHaveLength(whole.length);
    await open();
    expect(await ask(catalog)).toEqual(answers);
    expect(await indexErrors(catalog)).toEqual([]);
  });

  it('answers as ever where a folder stands in its place', async () => {
    rmSync(file);
    mkdirSync(file);
    await open();
    expect(await ask(catalog)).toEqual(answers);
    await catalog.close();
    expect(readdirSync(folder).filter(isAside)).toEqual([]);
  });

  it('answers as ever where it cannot be written', async () => {
    rmSync(file);
    mkdirSync(asidePath(file, { isOnlyWriter: true }));
    await open();
    expect(await ask(catalog)).toEqual(answers);
    await catalog.close();
    rmSync(asidePath(file, { isOnlyWriter: true }), { recursive: true });
    expect(existsSync(file)).toBe(false);
  });
});

describe('a catalog whose vectors change', () => {
  it('passes over the file of before, as after a crash in an import', async () => {
    await open();
    add(['1000', '1001']);
    const withMore = await ask(catalog);
    await catalog.close();
    expect(readFileSync(file).equals(whole)).toBe(true);
    await open();
    expect(catalog.index().count).toBe(count + 2);
    expect(await ask(catalog)).toEqual(withMore);
    expect(await indexErrors(catalog)).toEqual([]);
    await catalog.close();
    expect(readFileSync(file).equals(whole)).toBe(false);
  });

  it('has the file of after once missing products were pruned', async () => {
    await open();
    catalog.database.exec("UPDATE images SET state = 'missing' WHERE path IN ('100.jpg', '101.jpg')");
    expect(await catalog.prune({ aborted: false })).toBe(2);
    const withLess = await ask(catalog);
    await catalog.close();
    const after = readFileSync(file);
    expect(after.equals(whole)).toBe(false);
    await open();
    expect(catalog.index()).toMatchObject({ count: count - 2, slotCount: count - 2 });
    expect(await ask(catalog)).toEqual(withLess);
    await catalog.close();
    expect(readFileSync(file).equals(after)).toBe(true);
  });

  it('has no file once too few are left for one', async () => {
    await open();
    catalog.database.exec("UPDATE images SET state = 'missing' WHERE path <> '0.jpg'");
    expect(await catalog.prune({ aborted: false })).toBe(count - 1);
    await catalog.close();
    expect(existsSync(file)).toBe(false);
  });

  it('never writes an index that lags behind its vectors', async () => {
    await open();
    const source = catalog.sources.save('/images', null, { map: {} });
    const store = createImportStore(
      catalog.database,
      catalog.files.database,
      source,
      1,
      runtime.space,
      () => undefined,
    );
    store.commit([imageRecord('2000', drawVector(random))]);
    catalog.saveIndex();
    await catalog.close();
    expect(readFileSync(file).equals(whole)).toBe(true);
    await open();
    expect(catalog.index().slotOf('image-2000')).toBe(count);
  });

  it('says in verify where the index searches by another vector than the stored one', async () => {
    await open();
    catalog.index().add([{ imageId: 'image-3', vector: drawVector(random) }]);
    expect(await indexErrors(catalog)).toEqual([
      'The index has another vector for image image-3; open the catalog again.',
    ]);
  });
});

describe('closing', () => {
  it('waits for the file that is being written, and lets the next one in then', async () => {
    writeFileSync(file, 'x');
    const first = await open();
    const closing = first.close();
    const opening = open();
    await closing;
    expect(readFileSync(file)).toHaveLength(whole.length);
    await opening;
    expect(await ask(catalog)).toEqual(answers);
    expect(readdirSync(folder).filter(isAside)).toEqual([]);
  });

  it('may come in the middle of an import that changes the index that is being written', async () => {
    writeFileSync(file, 'x');
    const first = await open();
    let isClosed = false;
    const closing = first.close().then(() => {
      isClosed = true;
    });
    while (!existsSync(asidePath(file, { isOnlyWriter: true })) && !isClosed) await nextTurn();
    add(['1000']);
    await closing;
    expect(readFileSync(file).equals(Buffer.from('x'))).toBe(true);
    expect(readdirSync(folder).filter(isAside)).toEqual([]);
    await open();
    expect(catalog.index().count).toBe(count + 1);
  });
});
