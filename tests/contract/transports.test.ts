/** One suite over all transports: the same calls give the same results and the same failures. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineMethod, EventValue } from '../../src/contract/contract.ts';
import { engineMethods } from '../../src/contract/contract.ts';
import type { Result } from '../../src/contract/failure.ts';
import { hasEnded } from '../../src/contract/jobs.ts';
import type { SmallCatalog } from './smallCatalog.ts';
import { makeSmallCatalog, productIds } from './smallCatalog.ts';
import type { Transport } from './transports.ts';
import { openDirect, openHttp, openProcess } from './transports.ts';

type Case = readonly [title: string, method: EngineMethod, input: object];

const unknownImage = '0'.repeat(64);

const answered: readonly Case[] = [
  ['the open catalog', 'catalogs.current', {}],
  ['the catalogs opened before', 'catalogs.recent', {}],
  ['a window of products', 'products.list', { view: {}, offset: 2, limit: 5 }],
  [
    'a filtered, sorted view',
    'products.ids',
    {
      view: { where: [{ field: 'baseColour', values: ['Red'] }], sort: { field: 'name', descending: true } },
    },
  ],
  ['a search in names', 'products.list', { view: { text: 'shoes' }, offset: 0, limit: 50 }],
  ['facets', 'products.facets', { view: { where: [{ field: 'articleType', values: ['Shirts'] }] } }],
  ['a product', 'products.get', { id: '1003' }],
  ['a place in the view', 'products.position', { view: {}, id: '1003' }],
  ['look-alikes', 'search.similar', { query: { kind: 'product', id: '1001' }, k: 5 }],
  [
    'look-alikes by another metric',
    'search.similar',
    { query: { kind: 'product', id: '1002' }, metric: 'manhattan', same: ['articleType'] },
  ],
  ['a decision', 'lists.decide', { id: '1001', lookAlikeId: '1004', state: 'pinned' }],
  ['the decisions of a list', 'lists.get', { id: '1001' }],
  ['the preview of an export', 'lists.preview', { what: { kind: 'all' }, top: 2, columns: ['baseColour'] }],
  ['the weights', 'models.list', {}],
  ['settings', 'settings.set', { k: 24 }],
  ['verification', 'catalogs.verify', {}],
  ['what a verification was as a job', 'jobs.list', {}],
];

const refused: readonly (readonly [title: string, method: string, input: unknown, code: string])[] = [
  ['a call nobody declared', 'products.destroy', {}, 'not-found'],
  [
    'input of the wrong form',
    'search.similar',
    { query: { kind: 'product', id: '1001' }, k: 500 },
    'bad-input',
  ],
  ['input that is no object', 'products.list', 'all', 'bad-input'],
  ['an unknown product', 'products.get', { id: 'nobody' }, 'not-found'],
  [
    'an unknown field',
    'products.list',
    { view: { where: [{ field: 'mood', values: ['x'] }] }, offset: 0, limit: 1 },
    'bad-input',
  ],
  [
    'an unknown outside image',
    'search.similar',
    { query: { kind: 'outside', imageId: unknownImage } },
    'not-found',
  ],
];

let small: SmallCatalog;
let transports: Transport[];
let folders: string[];

beforeAll(async () => {
  small = await makeSmallCatalog();
  const copies = ['direct', 'process', 'http'].map((name) => small.copy(name));
  folders = copies.map(({ catalog }) => catalog);
  const [direct, child, http] = copies.map(({ dataFolder }) => dataFolder) as [string, string, string];
  transports = await Promise.all([openDirect(direct), openProcess(child), openHttp(http, [small.folder])]);
  await Promise.all(
    transports.map(async (transport, at) => {
      const opened = await transport.call('catalogs.open', { folder: folders[at] });
      expect(opened).toMatchObject({ ok: true });
    }),
  );
});

afterAll(async () => {
  await Promise.all((transports ?? []).map((transport) => transport.close()));
  small?.remove();
});

/** Answers of all transports, without what must differ: each has its own copy of the catalog, and its own clock. */
async function askAll(method: string, input: unknown): Promise<Result<unknown>[]> {
  const answers = await Promise.all(transports.map((transport) => transport.call(method, input)));
  return answers.map((answer, at) => {
    const text = JSON.stringify(answer).replaceAll(folders[at] ?? '', 'CATALOG');
    const untimed = text
      .replace(/"milliseconds":[\d.e-]+/, '"milliseconds":0')
      .replace(/"(opened|started|ended)At":"[^"]+"/g, '"$1At":""')
      .replace(/"id":"[0-9a-f-]{36}"/g, '"id":""');
    return JSON.parse(untimed) as Result<unknown>;
  });
}

describe('over every transport', () => {
  it.each(answered)('answers alike: %s', async (_title, method, input) => {
    const [direct, ...others] = await askAll(method, input);
    expect(direct).toMatchObject({ ok: true });
    if (direct?.ok) expect(engineMethods[method].output.safeParse(direct.value).error).toBeUndefined();
    for (const other of others) expect(other).toEqual(direct);
  });

  it.each(refused)('refuses alike: %s', async (_title, method, input, code) => {
    const [direct, ...others] = await askAll(method, input);
    for (const other of others) {
      expect(other).toMatchObject({ ok: false, error: { code } });
      // The direct engine is typed: a call that is not declared cannot be written there.
      if (method !== 'products.destroy') expect(other).toEqual(direct);
    }
  });

  it('tells of a job by events until it is done', async () => {
    const ends = await Promise.all(
      transports.map(async (transport) => {
        const end = await transport.listen('jobs.changed', isEnded);
        expect(await transport.call('lists.export', { what: { kind: 'all' }, top: 3 })).toMatchObject({
          ok: true,
        });
        return end.value;
      }),
    );
    for (const end of ends) {
      expect(end).toMatchObject({
        job: {
          kind: 'export',
          state: 'done',
          result: { products: productIds.length, rows: productIds.length * 3 },
        },
      });
    }
  });
});

function isEnded(value: unknown): boolean {
  const { job } = value as EventValue<'jobs.changed'>;
  return job !== null && hasEnded(job);
}
