import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createImportStore } from '../../../src/adapters/sqlite/catalog/importStore.ts';
import { exportOptionsSchema } from '../../../src/contract/exports.ts';
import type { ExportSources } from '../../../src/core/lists/exportLists.ts';
import { type ExportPiece, tableForm, writeExport } from '../../../src/core/lists/exportText.ts';
import { readRows } from '../../../src/core/products/readRows.ts';
import type { OpenCatalog } from '../../../src/engine/catalogs/loadCatalog.ts';
import { imageRecord } from '../../adapters/sqlite/catalog/imageRecord.ts';
import { shortVector } from '../../core/search/searchCatalog.ts';
import { openStrictly, drawnRuntime as runtime } from '../openStrictly.ts';

const ids = Array.from({ length: 40 }, (_, i) => String(i));
const options = exportOptionsSchema.parse({ what: { kind: 'all' }, top: 3, same: ['kind'] });

let folder: string;
let catalog: OpenCatalog;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-snapshot-'));
  catalog = await openStrictly(folder);
  await catalog.prepareSpace(runtime.space);
  catalog.setRuntime(runtime);
  importAll((i) => shortVector(1, i / 10));
});

afterEach(async () => {
  await catalog.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Embeds every product in the catalog's space, as an import does. */
function importAll(vectorOf: (i: number) => Float32Array): void {
  const space = catalog.runtime()?.space ?? '';
  const source = catalog.sources.save('/images', null, { map: {} });
  const number = catalog.sources.beginImport(source.id);
  const store = createImportStore(
    catalog.database,
    catalog.files.database,
    source,
    number,
    space,
    catalog.follow,
  );
  const touched = store.commit(ids.map((id, i) => imageRecord(id, vectorOf(i))));
  catalog.index().add(ids.map((id, i) => ({ imageId: `image-${id}`, vector: vectorOf(i) })));
  catalog.refresh(touched);
}

function write(
  { rows, search }: ReturnType<OpenCatalog['snapshot']>,
  how = options,
): AsyncGenerator<ExportPiece> {
  const sources: ExportSources = {
    products: readRows(rows),
    search,
    decisions: { decisionsOf: () => [], generatedOf: () => null },
    signal: { aborted: false },
    pause: () => Promise.resolve(),
    onFallback: (reason) => {
      throw reason;
    },
  };
  const lines = (cells: (string | number)[][]) => cells.map((row) => `${row.join('|')}\n`).join('');
  return writeExport(sources, ids, how, tableForm({ head: '', rows: lines, foot: '' }, how));
}

async function textOf(pieces: AsyncIterable<ExportPiece>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece.text;
  return text;
}

it.each([
  ['is empty', () => undefined],
  // The other way round: other look-alikes for nearly all.
  ['is filled', () => importAll((i) => shortVector(1, ((i * 7) % 40) / 10))],
])(
  'an export goes on over the embeddings it began with where another space comes and %s',
  async (_, fill) => {
    const expected = await textOf(write(catalog.snapshot()));
    expect(expected.split('\n')).toHaveLength(ids.length * 3 + 1);
    expect(expected).toContain('|0.jpg|2.jpg');

    const running = write(catalog.snapshot());
    const notBegun = write(catalog.snapshot());
    let text = '';
    for await (const piece of running) {
      text += piece.text;
      if (piece.products !== 5 || catalog.runtime()?.space === 'space-b') continue;
      await catalog.prepareSpace('space-b');
      catalog.setRuntime({ ...runtime, space: 'space-b' });
      fill();
    }
    expect(text).toBe(expected);
    expect(await textOf(notBegun)).toBe(expected);
    expect(await textOf(write(catalog.snapshot()))).not.toBe(expected);
  },
);

it('an export goes on with the names and attributes it began with, and without what comes later', async () => {
  const filtered = exportOptionsSchema.parse({
    ...{ what: { kind: 'all' }, top: 3, same: ['kind'], columns: ['kind'] },
    where: [
      { kind: 'text', text: 'product' },
      { field: 'kind', values: ['even'] },
    ],
  });
  const expected = await textOf(write(catalog.snapshot(), filtered));
  expect(expected).toContain('|Product 4|');
  let text = '';
  for await (const piece of write(catalog.snapshot(), filtered)) {
    text += piece.text;
    if (piece.products !== 5) continue;
    const records = catalog.products.recordsOf(ids, runtime.space);
    catalog.rows.upsert(
      records.map((record) => ({ ...record, name: `Shoe ${record.id}`, attributes: { colour: 'red' } })),
    );
    catalog.rows.upsert([
      { id: 'new', name: 'Product new', attributes: { kind: 'even' }, images: records[0]?.images ?? [] },
    ]);
  }
  expect(text).toBe(expected);
  expect(catalog.rows.nameAt(catalog.rows.rowOf('4') ?? -1)).toBe('Shoe 4');
});

it('a product that is removed while an export runs is in no list from then on', async () => {
  let rest = '';
  for await (const { text, products } of write(catalog.snapshot())) {
    if (products === 5) catalog.rows.remove(['20']);
    if (products > 5) rest += text;
  }
  expect(rest).toContain('18|');
  expect(rest).not.toMatch(/^20\||\|20\|/m);
});
