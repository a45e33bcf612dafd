/** Files of people that were read wrongly once: each case of ../shared/cases that is about metadata. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImageFolder } from '../../../src/adapters/files/imageFolder.ts';
import type { ImportOptions } from '../../../src/contract/imports.ts';
import type { MetadataRow } from '../../../src/core/imports/placeFinder.ts';
import type { OpenCatalog } from '../../../src/engine/catalogs/loadCatalog.ts';
import { loadMetadata } from '../../../src/engine/imports/loadMetadata.ts';
import { runCli } from '../../cli/runCli.ts';
import { openStrictly } from '../openStrictly.ts';

const casesFolder = fileURLToPath(new URL('../../../../shared/cases', import.meta.url));

interface Expected {
  /** Per row its images, in the order of their paths; images without a row are left out. */
  readonly images: Readonly<Record<string, readonly string[]>>;
  readonly names?: Readonly<Record<string, string>>;
  readonly attributes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** [rows, matched, withoutImage, nullRowsDropped, duplicateRowsDropped] */
  readonly counts: readonly [number, number, number, number, number];
  readonly notes?: readonly RegExp[];
}

const listed = { images: { A: ['a1.jpg', 'a2.jpg'], B: ['b1.jpg'] }, counts: [2, 2, 0, 0, 0] } as const;
const twoNamed = (first: string, second: string) => ({
  images: { '1': ['1.jpg'], '2': ['2.jpg'] },
  names: { '1': first, '2': second },
  counts: [2, 2, 0, 0, 0] as const,
});
const textIds = {
  images: { '00123': ['00123.jpg'], '00124': ['00124.jpg'], '77': ['77.jpg'] },
  counts: [3, 3, 0, 0, 0],
} as const;

const cases: Readonly<Record<string, Expected>> = {
  'same-image-name-in-two-product-folders': {
    images: { '1001': ['1001/front.jpg'], '1002': ['1002/front.jpg'], '1003': ['1003/front.jpg'] },
    counts: [3, 3, 0, 0, 0],
  },
  'part-numbers-with-decimals': {
    images: {
      '10.00': ['10.00.jpg'],
      '10.0': ['10.0.jpg'],
      '10': ['10.jpg'],
      '90.750': ['90.750.jpg'],
      '90.75': ['90.75.jpg'],
    },
    names: {
      '10.00': 'Screw long',
      '10.0': 'Screw short',
      '10': 'Nut',
      '90.750': 'Bolt A',
      '90.75': 'Bolt B',
    },
    counts: [5, 5, 0, 0, 0],
  },
  'woo-several-images-in-a-cell': {
    images: {
      '44': ['cap-red-back.jpg', 'cap-red.jpg'],
      '45': ['belt.jpg'],
      '46': ['scarf-1.jpg', 'scarf-2.jpg'],
    },
    counts: [3, 3, 0, 0, 0],
  },
  'image-list-comma': listed,
  'image-list-pipe': listed,
  'image-list-semicolon': listed,
  'several-image-columns': {
    images: { A: ['a-2.jpg', 'a-3.jpg', 'a-main.jpg'], B: ['b-main.jpg'] },
    attributes: { A: {} },
    counts: [2, 2, 0, 0, 0],
  },
  'google-feed': { images: { '1': ['s1.jpg', 's1b.jpg'], '2': ['s2.jpg'] }, counts: [2, 2, 0, 0, 0] },
  'shopify-variants-and-image-rows': {
    images: {
      'linen-shirt': ['shirt-back.jpg', 'shirt-detail.jpg', 'shirt-front.jpg'],
      'clay-mug': ['mug.jpg'],
    },
    names: { 'linen-shirt': 'Linen shirt', 'clay-mug': 'Clay mug' },
    counts: [5, 2, 0, 0, 3],
  },
  'two-equal-headers': { images: { A: ['a1.jpg', 'a2.jpg'] }, counts: [1, 1, 0, 0, 0] },
  'variants-share-an-image': {
    images: { 'TEE-S': ['tee.jpg'], CAP: ['cap.jpg'] },
    counts: [4, 2, 2, 0, 0],
    notes: [/TEE-M, TEE-L share the image of TEE-S/],
  },
  'id-and-sku-images-by-sku': {
    images: { 'CAP-R': ['CAP-R.jpg'], BELT: ['BELT.jpg'] },
    names: { 'CAP-R': 'Red cap', BELT: 'Belt' },
    counts: [2, 2, 0, 0, 0],
    notes: [/joined by the column SKU/],
  },
  'folder-per-product': {
    images: { '1001': ['1001/back.jpg', '1001/front.jpg'], '1002': ['1002/back.jpg', '1002/front.jpg'] },
    attributes: { '1001': { colour: 'black' } },
    counts: [2, 2, 0, 0, 0],
    notes: [/by their folder/],
  },
  'id-with-view-suffix': {
    images: {
      '1001': ['1001 (2).jpg', '1001-front.jpg', '1001.jpg', '1001_1.jpg', '1001_BACK.JPG'],
      '1002': ['1002_1.jpg', '1002_2.jpg'],
    },
    counts: [2, 2, 0, 0, 0],
    notes: [/6 images were found by an id with more behind it/],
  },
  'image-other-ending': {
    images: { A: ['a1.webp'], B: ['a2.png'], C: ['a3.jpeg'] },
    counts: [3, 3, 0, 0, 0],
    notes: [/their ending/],
  },
  'utf8-with-one-bad-byte': {
    images: { '1': ['1.jpg'], '2': ['2.jpg'], '3': ['3.jpg'] },
    names: { '1': 'Stövel', '2': 'Mössa' },
    attributes: { '1': { colour: 'grön' }, '2': { colour: 'blå' }, '3': { colour: 'röd' } },
    counts: [3, 3, 0, 0, 0],
    notes: [/line 4/],
  },
  gbk: {
    images: { '1': ['1.jpg'], '2': ['2.jpg'], 连衣裙: ['连衣裙.jpg'] },
    names: { '1': '靴子', 连衣裙: '连衣裙' },
    attributes: { '1': { 颜色: '黑色' } },
    counts: [3, 3, 0, 0, 0],
    notes: [/read as gbk/],
  },
  'windows-1251': {
    ...twoNamed('Ботинки', 'Шапка'),
    attributes: { '1': { цвет: 'чёрный' } },
    notes: [/read as windows-1251.*--encoding/],
  },
  'utf16be-bom': { ...twoNamed('Stövel', 'Mössa'), notes: [/read as utf-16be/] },
  'utf16le-no-bom': { ...twoNamed('Stövel', 'Mössa'), notes: [/read as utf-16le/] },
  'title-rows-before-header': { ...twoNamed('Boot', 'Cap'), notes: [/header of m\.csv is on line 4/] },
  'comment-before-header': twoNamed('Boot', 'Cap'),
  'sep-line-quoted': twoNamed('Boot, black', 'Cap'),
  'backslash-quotes': { ...twoNamed('Boot "Max", high', 'Cap'), attributes: { '1': { colour: 'black' } } },
  'space-after-comma-quotes': { ...twoNamed('Boot, high', 'Cap'), attributes: { '1': { colour: 'black' } } },
  'excel-formula-text-ids': textIds,
  'apostrophe-text-ids': textIds,
  'scientific-notation-ids': {
    images: { '77': ['77.jpg'] },
    counts: [3, 1, 1, 0, 1],
    notes: [/Attention: a spreadsheet shortened ids .*cannot be told apart/],
  },
  'zero-width-and-nbsp-ids': {
    images: { '1001': ['1001.jpg'], '1002': ['1002.jpg'], '1003': ['1003.jpg'] },
    counts: [3, 3, 0, 0, 0],
  },
  'pandas-float-columns': {
    images: { '10122': ['10122.jpg'], '10123': ['10123.jpg'], '10124': ['10124.jpg'] },
    attributes: { '10122': { year: '2011' }, '10123': {}, '10124': { year: '2011' } },
    counts: [3, 3, 0, 0, 0],
  },
  'pandas-index-column': {
    images: { '1': ['1.jpg'], '2': ['2.jpg'], '3': ['3.jpg'] },
    attributes: { '1': {} },
    counts: [3, 3, 0, 0, 0],
  },
  'null-words-as-values': {
    images: { '1': ['1.jpg'], '2': ['2.jpg'], '3': ['3.jpg'], NA: ['NA.jpg'] },
    attributes: {
      '1': { brand: 'None', closure: 'Zip', country: 'NA' },
      '2': { brand: 'Hav', closure: 'None', country: 'DE' },
      '3': { brand: 'NA', closure: 'Button' },
      NA: { brand: 'Hav', closure: 'Zip', country: 'US' },
    },
    counts: [4, 4, 0, 0, 0],
  },
  'only-xlsx-in-folder': {
    images: {},
    counts: [0, 0, 0, 0, 0],
    notes: [/products\.xlsx was not used as metadata: .*save it as CSV/],
  },
};

/** What an import would make of the images that have a row; pictures are not decoded for this. */
async function load(name: string, catalog: OpenCatalog) {
  const folder = join(casesFolder, name, 'photos');
  const table = readdirSync(join(casesFolder, name)).find((file) => /\.(csv|tsv)$/.test(file));
  const options: ImportOptions = {
    folder,
    ...(table !== undefined && { metadata: join(casesFolder, name, table) }),
    metadataOptions: { map: {} },
    embedding: { engine: 'auto', precision: 'auto' },
    prune: false,
  };
  const paths: string[] = [];
  for await (const { path } of createImageFolder().walk(folder, { aborted: false })) paths.push(path);
  const metadata = await loadMetadata(catalog, folder, options, async () => paths);
  const images: Record<string, string[]> = {};
  const rows = new Map<string, MetadataRow>();
  for (const path of paths) {
    const row = metadata.rows?.matchFile(path) ?? null;
    if (row === null) continue;
    rows.set(row.id, row);
    images[row.id] = [...(images[row.id] ?? []), path].sort();
  }
  const notes = metadata.notes.join('\n');
  return { images, rows, notes, report: metadata.report() };
}

describe.skipIf(!existsSync(casesFolder))('the cases (need ../shared/cases)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twinset-cases-'));
  let catalog: OpenCatalog;
  beforeAll(async () => {
    catalog = await openStrictly(join(folder, 'catalog'));
  });
  afterAll(async () => {
    await catalog.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(Object.entries(cases))('%s', async (name, expected) => {
    const { images, rows, notes, report } = await load(name, catalog);
    expect(images).toEqual(expected.images);
    for (const [id, productName] of Object.entries(expected.names ?? {}))
      expect(rows.get(id)?.name).toBe(productName);
    for (const [id, attributes] of Object.entries(expected.attributes ?? {}))
      expect(rows.get(id)?.attributes).toEqual(attributes);
    expect(Object.values(report)).toEqual(expected.counts);
    for (const note of expected.notes ?? []) expect(notes).toMatch(note);
  });

  it('through the command line', async () => {
    const name = join(casesFolder, 'scientific-notation-ids');
    const words = ['import', join(name, 'photos'), '--metadata', join(name, 'm.csv'), '--json'];
    const run = await runCli([...words, '--catalog', join(folder, 'cli')], join(folder, 'data'));
    expect(JSON.parse(run.stdout)).toMatchObject({
      found: 3,
      metadata: { rows: 3, matched: 1, withoutImage: 1, duplicateRowsDropped: 1, imagesWithoutRow: 2 },
      notes: expect.arrayContaining([expect.stringMatching(/shortened/)]),
    });
  });
});
