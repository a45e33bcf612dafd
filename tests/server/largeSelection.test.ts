/** A selection of 100,000 products through the real browser host: held in slices, exported, and let go. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/catalog/openDatabase.ts';
import type { Input, Output } from '../../src/contract/contract.ts';
import type { ExportResult } from '../../src/contract/exports.ts';
import { catalogFiles } from '../../src/engine/catalogs/catalogFiles.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { sliceIds } from '../../src/renderer/features/products/selection/sliceIds.ts';
import type { RunningServer } from '../../src/server/startServer.ts';
import { startServer } from '../../src/server/startServer.ts';
import {
  makeSmallCatalog,
  productIds,
  resourcesFolder,
  type SmallCatalog,
} from '../contract/smallCatalog.ts';
import { signIn } from '../contract/transports.ts';

const productCount = 100_000;

let small: SmallCatalog;
let engine: Engine;
let server: RunningServer;
let cookie: string;
let ids: string[];

beforeAll(async () => {
  small = await makeSmallCatalog();
  fillWithProducts(small.catalog, productCount - productIds.length);
  engine = await createEngine({ dataFolder: small.dataFolder, resourcesFolder });
  server = await startServer({ engine, port: 0, roots: [small.folder], rendererFolder: small.folder });
  await engine.call('catalogs.open', { folder: small.catalog });
  cookie = await signIn(server.url);
  ids = (await call('products.ids', { view: {} })).ids;
});

afterAll(async () => {
  await server?.close();
  await engine?.close();
  small?.remove();
});

/** Products without an image: they come in a second, and their lists are empty. */
function fillWithProducts(catalog: string, count: number): void {
  const database = openDatabase(catalogFiles(catalog).database, null);
  const insert = database.prepare("INSERT INTO products (id, name, attributes) VALUES (?, 'Stuhl', '{}')");
  database.transaction(() => {
    for (let at = 0; at < count; at++) insert.run(`MÖBEL-${at}-${'0'.repeat(12)}`);
  })();
  database.close();
}

async function post(method: string, input: unknown): Promise<Response> {
  return fetch(`${new URL(server.url).origin}/api/${method}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
}

async function call<M extends 'products.ids' | `selections.${'hold' | 'add' | 'remove' | 'size'}`>(
  method: M,
  input: Input<M>,
): Promise<Output<M>> {
  const answer = (await (await post(method, input)).json()) as { ok: true; value: Output<M> };
  expect(answer).toMatchObject({ ok: true });
  return answer.value;
}

/** What came of an export, and the ids of the products that have rows in its file. */
async function exportSelection(id: string): Promise<{ last: ExportResult; exported: string[] }> {
  const answer = await (await post('lists.export', { what: { kind: 'selection', id }, top: 1 })).json();
  expect(answer).toMatchObject({ ok: true });
  const job = await engine.call('jobs.wait', { id: (answer as { value: { jobId: string } }).value.jobId });
  if (job.kind !== 'export' || job.result === null) throw new Error(`The export failed: ${job.message}`);
  const lines = readFileSync(job.result.file, 'utf8').split('\r\n').slice(1, -1);
  return { last: job.result, exported: lines.map((line) => line.split(',')[0] ?? '') };
}

describe('a selection of 100,000 products', () => {
  it('does not fit into a call', async () => {
    expect(ids).toHaveLength(productCount);
    expect((await post('lists.export', { what: { kind: 'products', ids } })).status).toBe(413);
  });

  it('is held in slices that each fit, and exported whole', async () => {
    const [first = [], ...further] = sliceIds(ids, 500_000);
    expect(further.length).toBeGreaterThan(2);
    const { id } = await call('selections.hold', { ids: first });
    for (const slice of further) await call('selections.add', { id, ids: slice });
    expect(await call('selections.size', { id })).toEqual({ id, size: productCount, gone: 0 });
    const { last, exported } = await exportSelection(id);
    expect(last).toMatchObject({ products: productCount, rows: productIds.length });
    expect(exported).toEqual(productIds);
  });

  it('is held as a view but for some, and without three more that are taken away', async () => {
    const [one = '', two = '', three = '', four = ''] = productIds;
    const { id } = await call('selections.hold', { view: {}, except: [one] });
    expect(await call('selections.remove', { id, ids: [two, three, four] })).toEqual({
      id,
      size: productCount - 4,
      gone: 0,
    });
    const { last, exported } = await exportSelection(id);
    expect(last).toMatchObject({ products: productCount - 4 });
    expect(exported).toEqual(productIds.slice(4));
  });

  it('narrows a view, and is said to be gone once it is released', async () => {
    const { id } = await call('selections.hold', { view: { text: 'möbel' } });
    const view = { where: [{ kind: 'selection' as const, id }] };
    expect((await call('products.ids', { view })).ids).toHaveLength(productCount - productIds.length);
    await post('selections.release', { id });
    for (const [method, input] of [
      ['products.ids', { view }],
      ['lists.export', { what: { kind: 'selection', id } }],
      ['selections.add', { id, ids: ['1001'] }],
    ] as const) {
      expect(await (await post(method, input)).json()).toMatchObject({
        ok: false,
        error: { code: 'not-found', message: expect.stringContaining('no longer held') },
      });
    }
  });
});
