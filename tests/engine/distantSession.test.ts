/** Handlers and jobs over a catalog whose every answer takes its time: they answer as over one on this machine. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineMethod } from '../../src/contract/contract.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import {
  makeSmallCatalog,
  productIds,
  resourcesFolder,
  type SmallCatalog,
} from '../contract/smallCatalog.ts';
import { openDistantSession } from './distantSession.ts';
import { drawPicture, runExport, runImport } from './workplace.ts';

interface Place {
  readonly engine: Engine;
  readonly folder: string;
  readonly events: unknown[];
}

let small: SmallCatalog;
let copies = 0;
let near: Place;
let far: Place;

beforeAll(async () => {
  small = await makeSmallCatalog();
}, 600_000);

afterAll(() => small.remove());

beforeEach(async () => {
  near = await open(undefined);
  far = await open(openDistantSession);
  return () => Promise.all([near.engine.close(), far.engine.close()]);
}, 600_000);

async function open(openSession: typeof openDistantSession | undefined): Promise<Place> {
  const copy = small.copy(`copy ${copies++}`);
  const engine = await createEngine({ dataFolder: copy.dataFolder, resourcesFolder }, { openSession });
  const events: unknown[] = [];
  await engine.call('catalogs.open', { folder: copy.catalog });
  for (const name of ['products.changed', 'lists.changed'] as const)
    engine.on(name, (value) => events.push([name, value]));
  return { engine, folder: copy.catalog, events };
}

/** The answer, or the failure, less what differs from copy to copy and from time to time. */
async function ask({ engine, folder }: Place, method: EngineMethod, input: object): Promise<unknown> {
  const answer = await engine.call(method, input as never).then(
    (value) => ({ value }),
    ({ code, message }) => ({ code, message }),
  );
  const text = JSON.stringify(answer)
    .replaceAll(folder, 'CATALOG')
    .replace(/"milliseconds":[\d.e-]+/, '"milliseconds":0')
    .replace(/"at":"[^"]+"/g, '"at":""')
    .replace(/"id":"[0-9a-f-]{36}"/g, '"id":""');
  return JSON.parse(text);
}

async function askBoth(method: EngineMethod, input: object): Promise<unknown> {
  const expected = await ask(near, method, input);
  expect(await ask(far, method, input)).toEqual(expected);
  return expected;
}

const shirts = { where: [{ field: 'articleType', values: ['Shirts'] }] };
const toStart: readonly (readonly [EngineMethod, object])[] = [
  ['catalogs.current', {}],
  ['products.list', { view: { ...shirts, sort: { field: 'name', descending: true } }, offset: 1, limit: 3 }],
  ['products.ids', { view: { text: 'shoes' } }],
  ['products.facets', { view: shirts }],
  ['products.position', { view: shirts, id: '1003' }],
  ['products.get', { id: '1003' }],
  ['products.get', { id: 'nobody' }],
  ['products.list', { view: { where: [{ field: 'mood', values: ['x'] }] }, offset: 0, limit: 1 }],
  ['search.similar', { query: { kind: 'product', id: '1001' }, k: 5, same: ['articleType'] }],
  ['search.similar', { query: { kind: 'product', id: 'nobody' } }],
  ['selections.hold', { view: shirts, except: ['1001'] }],
  ['selections.size', { id: 'none' }],
  ['lists.preview', { what: { kind: 'all' }, top: 2, columns: ['baseColour'] }],
  ['lists.preview', { what: { kind: 'products', ids: ['nobody'] } }],
  ['lists.export', { what: { kind: 'all' }, columns: ['mood'] }],
  ['imports.latest', {}],
  ['catalogs.verify', {}],
];

describe('a catalog that lies elsewhere', { timeout: 600_000 }, () => {
  it.each(toStart)('answers %s %j as one on this machine', async (method, input) => {
    await askBoth(method, input);
  });

  it('is curated, undone and told of in the same order', async () => {
    const id = '1001';
    const steps: readonly (readonly [EngineMethod, object])[] = [
      ['lists.decide', { id, lookAlikeId: '1004', state: 'pinned' }],
      ['lists.decide', { id, lookAlikeId: '1005', state: 'rejected', reason: 'sleeves' }],
      ['lists.decide', { id, lookAlikeId: id, state: 'accepted' }],
      ['products.correct', { id, field: 'baseColour', value: 'Mauve' }],
      ['products.correct', { id, field: 'mood', value: 'x' }],
      ['repair.accept', { values: [{ id: '1002', field: 'baseColour', value: 'Mauve' }] }],
      ['repair.confirm', { id: '1003', field: 'baseColour', value: 'Navy Blue' }],
      ['repair.find', { fields: ['mood'] }],
      ['lists.get', { id }],
      ['lists.show', { id, top: 4 }],
      ['products.get', { id }],
      ['lists.undo', { count: 4 }],
      ['lists.redo', {}],
      ['lists.history', {}],
    ];
    for (const [method, input] of steps) await askBoth(method, input);
    expect(far.events).toEqual(near.events);
    expect(far.events).toContainEqual(['lists.changed', { ids: [id] }]);
  });

  it('decides in the order in which it was asked, although nobody waits for the answers', async () => {
    const decide = (state: string | null) =>
      far.engine.call('lists.decide', { id: '1001', lookAlikeId: '1002', state } as never);
    const [, , undone] = await Promise.all([
      decide('accepted'),
      decide(null),
      far.engine.call('lists.undo', {}),
      decide('pinned'),
    ]);
    expect(undone.undone).toMatchObject([{ operation: 'clear' }]);
    expect(await far.engine.call('lists.get', { id: '1001' })).toMatchObject({
      decisions: [{ id: '1002', state: 'pinned' }],
    });
  });

  it.each(['csv', 'json'] as const)('is exported as %s to the same bytes', async (format) => {
    const files = await Promise.all(
      [near, far].map(async ({ engine, folder }) => {
        await engine.call('lists.decide', { id: '1001', lookAlikeId: '1004', state: 'pinned' });
        const file = join(folder, `lists.${format}`);
        await runExport(engine, { what: { kind: 'all' }, file, format, top: 3 });
        return readFileSync(file, 'utf8');
      }),
    );
    expect(files[1]).toBe(files[0]);
    expect(files[1]).toContain('1004');
  });

  it('is not exported where it is closed before the export could begin', async () => {
    const file = join(far.folder, 'late.csv');
    const late = far.engine.call('lists.export', { what: { kind: 'all' }, file });
    const closing = far.engine.call('catalogs.close', {});
    await expect(late).rejects.toMatchObject({ code: 'cancelled' });
    await closing;
    expect(existsSync(file)).toBe(false);
  });

  it('shows its pictures, is searched with one from outside, and takes an import and a prune', async () => {
    const { engine } = far;
    const { imageId } = await engine.call('products.get', { id: '1001' });
    expect(await engine.imageFile(imageId ?? '', 'thumbnail')).toMatch(/\.jpg$/);
    const base64 = (await drawPicture(1)).toString('base64');
    const outside = await engine.call('search.addOutsideImage', { name: 'drawn', base64 });
    const query = { kind: 'outside', imageId: outside.imageId } as const;
    const { results } = await engine.call('search.similar', { query, k: 1 });
    expect(results.map(({ id }) => id)).toEqual(['1001']);

    rmSync(join(small.images, '1012.jpg'));
    const report = await runImport(engine, { folder: small.images });
    expect(report).toMatchObject({ outcome: 'done', unchanged: productIds.length - 1, missing: 1 });
    expect((await engine.call('imports.latest', {})).report).toEqual(report);
    expect(await engine.call('imports.prune', {})).toEqual({ removed: 1, notes: [] });
    expect(far.events.at(-1)).toEqual(['products.changed', { products: productIds.length - 1 }]);
  });
});
