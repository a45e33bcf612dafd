/** Which table an import reads, and what the import sheet is told of it; nothing is embedded for this. */
import { Buffer } from 'node:buffer';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ImportOptions } from '../../../src/contract/imports.ts';
import type { OpenCatalog } from '../../../src/engine/catalogs/loadCatalog.ts';
import { inspectFolder } from '../../../src/engine/imports/inspectFolder.ts';
import { loadMetadata } from '../../../src/engine/imports/loadMetadata.ts';
import { openTemporaryFolder } from '../../adapters/files/temporaryFolder.ts';
import { plainRows, writeWorkbook } from '../../adapters/xlsx/writeWorkbook.ts';
import { openStrictly } from '../openStrictly.ts';

const folder = openTemporaryFolder();
const photos = () => folder.at('photos');
const write = (name: string, content: string | Uint8Array) => folder.write(`photos/${name}`, content);
let catalog: OpenCatalog;

beforeEach(async () => {
  mkdirSync(photos());
  write('00123.jpg', 'a picture');
  write('00124.jpg', 'a picture');
  catalog = await openStrictly(folder.at('catalog'));
});
afterEach(async () => {
  await catalog.close();
  rmSync(photos(), { recursive: true });
});

const load = (options: Partial<ImportOptions> = {}) =>
  loadMetadata(
    catalog,
    photos(),
    {
      folder: photos(),
      metadataOptions: { map: {} },
      embedding: { engine: 'auto', precision: 'auto' },
      prune: false,
      ...options,
    },
    async () => ['00123.jpg', '00124.jpg'],
  );

const workbook = writeWorkbook({
  name: 'Products',
  rows: plainRows(['sku', 'name'], ['00123', 'Boot'], ['00124', 'Cap']),
});
const oldWorkbook = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

it('a workbook in the folder is read like a CSV file', async () => {
  write('products.xlsx', workbook);
  write('~$products.xlsx', 'a lock');
  const metadata = await load();
  expect(metadata.file).toBe(join(photos(), 'products.xlsx'));
  expect(metadata.rows?.matchFile('00123.jpg')).toEqual({ id: '00123', name: 'Boot', attributes: {} });
});

it('a workbook is left aside where the CSV file that was saved from it lies beside', async () => {
  write('products.xlsx', workbook);
  write('products.csv', 'sku,name\n00123,Boot from CSV\n');
  expect((await load()).rows?.matchFile('00123.jpg')?.name).toBe('Boot from CSV');
});

it('the only table that can be read is taken where none has a known id', async () => {
  write('products.xls', oldWorkbook);
  const csv = write('list.csv', 'artnum,name\n00123,Boot\n00124,Cap\n');
  expect((await load()).file).toBe(csv);
});

it('a workbook can be named, whatever it is called', async () => {
  const file = write('export.dat', workbook);
  expect((await load({ metadata: file })).rows?.matchFile('00124.jpg')?.name).toBe('Cap');
});

it('an old workbook is refused with advice, and only told of where it merely lies there', async () => {
  const file = write('products.xls', oldWorkbook);
  await expect(load({ metadata: file })).rejects.toMatchObject({
    code: 'metadata-unusable',
    message: expect.stringMatching(/products\.xls is an old Excel workbook .* save it as \.xlsx or CSV/),
  });
  const found = await load();
  expect(found.rows).toBeNull();
  expect(found.notes).toEqual([
    expect.stringMatching(/was not used as metadata: .*save it as \.xlsx or CSV/),
  ]);
});

it('the encoding and the delimiter that were chosen are remembered with the folder', async () => {
  const bytes = Buffer.concat([
    Buffer.from('sku:name\n00123:'),
    Buffer.from([0xe4, 0xe0]),
    Buffer.from('\n'),
  ]);
  const file = write('table.csv', bytes);
  const chosen = await load({
    metadata: file,
    metadataOptions: { map: {}, encoding: 'windows-1251', delimiter: ':' },
  });
  expect(chosen.rows?.matchFile('00123.jpg')?.name).toBe('да');
  catalog.sources.save(photos(), chosen.file, chosen.options);
  expect((await load()).rows?.matchFile('00123.jpg')?.name).toBe('да');
});

it('images without a row are counted once and named', async () => {
  const metadata = await load({ metadata: write('table.csv', 'sku,name\n00123,Boot\n00999,Cap\n') });
  for (const path of ['00123.jpg', '00124.jpg', '00124.jpg']) metadata.rows?.matchFile(path);
  expect(metadata.imagesWithoutRow()).toBe(1);
  expect(metadata.report()).toMatchObject({ rows: 2, matched: 1, withoutImage: 1 });
  expect(metadata.named()).toEqual([
    { what: 'rows-without-image', total: 1, entries: [{ name: '00999', line: 3 }] },
    { what: 'images-without-row', total: 1, entries: [{ name: '00124.jpg' }] },
  ]);
});

it('the import sheet is offered workbooks, and the column that the images are named after', async () => {
  write('products.xlsx', workbook);
  write('table.csv', 'id,code,name\n1,00123,Boot\n2,00124,Cap\n');
  const { images, csvFiles } = await inspectFolder(photos(), {}, {});
  expect(images).toBe(2);
  expect(csvFiles).toMatchObject([
    { encoding: 'xlsx', delimiter: '', columns: ['sku', 'name'], idColumn: 'sku' },
    { encoding: 'utf-8', idColumn: 'code', imageColumn: null },
  ]);
});

it('the import sheet can have a table read in another way', async () => {
  const file = write('table.csv', Buffer.from([0x69, 0x64, 0x3a, 0x61, 0x0a, 0x31, 0x3a, 0xe4, 0xe0, 0x0a]));
  const { csvFiles } = await inspectFolder(
    photos(),
    { csvFile: file },
    { encoding: 'windows-1251', delimiter: ':' },
  );
  expect(csvFiles).toMatchObject([{ encoding: 'windows-1251', delimiter: ':', sample: [['1', 'да']] }]);
});

it('a table without a header has all its rows in the import sheet and in the import', async () => {
  const file = write('table.csv', '00123,Boot,black\n00124,Cap,red\n');
  const { csvFiles } = await inspectFolder(photos(), { csvFile: file }, {});
  expect(csvFiles).toMatchObject([
    {
      columns: ['A', 'B', 'C'],
      idColumn: 'A',
      sample: [
        ['00123', 'Boot', 'black'],
        ['00124', 'Cap', 'red'],
      ],
    },
  ]);
  const told = await load({ metadata: file, metadataOptions: { map: { B: 'name' }, idColumn: 'A' } });
  expect(told.rows?.matchFile('00123.jpg')).toEqual({
    id: '00123',
    name: 'Boot',
    attributes: { C: 'black' },
  });
  expect(told.report()).toMatchObject({ rows: 2 });
});

it('tables beside the folder are offered where they speak of its images, after those in it', async () => {
  const around = dirname(photos());
  writeFileSync(join(around, 'styles.csv'), 'sku,name\n00777,Hat\n00124,Cap\n');
  writeFileSync(join(around, 'prices.csv'), 'sku,name\n9,Other\n10,Another\n');
  writeFileSync(join(around, 'empty.csv'), '');
  const { csvFiles } = await inspectFolder(photos(), { beside: around }, {});
  expect(csvFiles).toMatchObject([{ path: join(around, 'styles.csv'), idColumn: 'sku' }]);
  expect((await inspectFolder(photos(), {}, {})).csvFiles).toEqual([]);
  write('own.csv', 'sku,name\n00123,Boot\n');
  const both = await inspectFolder(photos(), { beside: around }, {});
  expect(both.csvFiles.map(({ path }) => path)).toEqual([
    join(photos(), 'own.csv'),
    join(around, 'styles.csv'),
  ]);
});

it('a table that is not read by itself is told of: one in a sub-folder, one that came later', async () => {
  write('shoes/list.csv', 'sku,name\n00123,Boot\n');
  const first = await load();
  expect(first).toMatchObject({ file: null, rows: null });
  expect(first.notes).toEqual([
    expect.stringMatching(/^shoes\/list\.csv was not read: only a table in the folder itself/),
  ]);
  catalog.sources.save(photos(), null, { map: {} });
  expect((await load()).notes).toEqual([]);
  write('products.csv', 'sku,name\n00123,Boot\n');
  const later = await load();
  expect(later).toMatchObject({ file: null, rows: null });
  expect(later.notes).toEqual([
    expect.stringMatching(
      /^products\.csv was not read, because this folder was imported without metadata before/,
    ),
  ]);
  expect((await load({ metadata: null })).notes).toEqual([]);
});
