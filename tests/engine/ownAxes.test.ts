import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createImportStore } from '../../src/adapters/sqlite/catalog/importStore.ts';
import { readOwnAxes, writeOwnAxes } from '../../src/adapters/vectors/prefixes/ownAxes.ts';
import type { OpenCatalog } from '../../src/engine/catalogs/loadCatalog.ts';
import { imageRecord } from '../adapters/sqlite/catalog/imageRecord.ts';
import { drawAxes } from '../adapters/vectors/prefixes/drawAxes.ts';
import { createRandom, drawVector, plain } from '../core/search/searchCatalog.ts';
import { openStrictly, drawnRuntime as runtime } from './openStrictly.ts';

/** Enough for prefixes to be worth their reading. */
const count = 2100;
const random = createRandom(3);
const centres = Array.from({ length: 40 }, () => drawVector(random));
const { where: _where, ...options } = plain;
const patience = { timeout: 500_000, interval: 20 };

let place: string;
/** A copy of the catalog for every test, with what was found for it. */
let folder: string;
let file: string;
let catalog: OpenCatalog;
/** Before any axes were known. */
let answers: unknown;

function add(ids: readonly string[]): void {
  const { database, files } = catalog;
  const source = catalog.sources.save('/images', null, { map: {} });
  const number = catalog.sources.beginImport(source.id);
  const store = createImportStore(database, files.database, source, number, runtime.space, () => undefined);
  const records = ids.map((id) => imageRecord(id, drawVector(random, centres[Number(id) % 40], 0.5)));
  const touched = store.commit(records);
  const embedded = records.flatMap(({ imageId, vector }) =>
    imageId === null || vector === null ? [] : [{ imageId, vector }],
  );
  catalog.index().add(embedded);
  catalog.refresh(touched);
}

const ask = (of: OpenCatalog): Promise<unknown> =>
  Promise.all(['0', '7', '1999'].map((id) => of.search().similar({ kind: 'product', id }, [], options)));

const haveAxes = (): Promise<void> =>
  vi.waitFor(() => expect(catalog.index().axesId).not.toBeNull(), patience);

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-axes-'));
  folder = join(place, 'made');
  file = join(folder, 'axes.cache');
  catalog = await openStrictly(folder);
  await catalog.prepareSpace(runtime.space);
  catalog.setRuntime(runtime);
  add(Array.from({ length: count }, (_, id) => String(id)));
  answers = await ask(catalog);
  // As an import does at its end.
  catalog.saveIndex();
  await vi.waitFor(() => expect(existsSync(file)).toBe(true), patience);
  await catalog.close();
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

beforeEach(() => {
  folder = join(place, 'copy');
  file = join(folder, 'axes.cache');
  cpSync(join(place, 'made'), folder, { recursive: true });
});

afterEach(async () => {
  await catalog.close();
  rmSync(folder, { recursive: true, force: true });
});

it('axes that were found at the end of an import are there when the catalog is opened again, and nothing is found anew', async () => {
  const before = readFileSync(file);
  const found = await readOwnAxes(file, runtime.space);
  catalog = await openStrictly(folder);
  expect(found?.count).toBe(count);
  expect(catalog.index().axesId).toBe(found?.axes?.id);
  expect(await ask(catalog)).toEqual(answers);
  const [left = count] = catalog.index().searches()?.survivors ?? [];
  expect(left).toBeLessThan(count / 5);
  catalog.saveIndex();
  await catalog.close();
  expect(readFileSync(file)).toEqual(before);
});

it.each<[string, () => void | Promise<void>]>([
  ['is gone', () => rmSync(file)],
  ['is damaged', () => writeFileSync(file, readFileSync(file).fill(7, 5000, 5004))],
  ['is of another space', () => writeOwnAxes(file, 'space-b', drawAxes([]), count)],
])('a file of axes that %s is not trusted, and is made anew', async (_what, spoil) => {
  await spoil();
  const spoiled = await readOwnAxes(file, runtime.space);
  catalog = await openStrictly(folder);
  expect(await ask(catalog)).toEqual(answers);
  await vi.waitFor(async () => expect((await readOwnAxes(file, runtime.space))?.axes).toBeTruthy(), patience);
  await haveAxes();
  expect(spoiled).toBeNull();
  expect(await ask(catalog)).toEqual(answers);
});

it('axes that are not worth their reading are not looked for again until the catalog has outgrown that', async () => {
  rmSync(join(folder, 'index.cache'));
  await writeOwnAxes(file, runtime.space, null, count);
  catalog = await openStrictly(folder);
  catalog.saveIndex();
  await catalog.close();
  expect(await readOwnAxes(file, runtime.space)).toEqual({ axes: null, count });
  await writeOwnAxes(file, runtime.space, null, count / 2);
  catalog = await openStrictly(folder);
  await haveAxes();
  expect(await ask(catalog)).toEqual(answers);
});

it('a catalog that is closed while its axes are looked for leaves nothing behind', async () => {
  rmSync(file);
  catalog = await openStrictly(folder);
  await catalog.close();
  expect(existsSync(file)).toBe(false);
  expect(statSync(join(folder, 'index.cache')).size).toBeGreaterThan(0);
});
