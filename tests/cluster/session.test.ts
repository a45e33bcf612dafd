/** A shared catalog is opened by the same calls as one on this machine, and answers them in the same way. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, Output } from '../../src/contract/contract.ts';
import { type Filter, viewSchema } from '../../src/contract/products.ts';
import { type Metric, metricSchema } from '../../src/contract/search.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { runJsonHere } from '../cli/runHere.ts';
import {
  addressOf,
  exportLists,
  makeSampleCatalog,
  openSharedEngine,
  publish,
  type SampleCatalog,
} from './fixtures/sampleCatalog.ts';

const productCount = 120;
const metrics: readonly Metric[] = metricSchema.options.filter((metric) => metric !== 'tuned');

let sample: SampleCatalog;
let local: Engine;
let shared: Engine;
let ids: readonly string[];

beforeAll(async () => {
  sample = await makeSampleCatalog(productCount);
  local = await sample.openEngine();
  await publish(local, { address: addressOf('session') });
  shared = await openSharedEngine(sample, 'session');
  ({ ids } = await local.call('products.ids', { view: {} }));
});

afterAll(async () => {
  await shared.close();
  await local.close();
  sample.remove();
});

const idAt = (at: number): string => ids[at] ?? '';

/** What both answer. */
async function same<M extends keyof Answers>(name: M, input: Input<M>): Promise<Output<M>> {
  const expected = await local.call(name, input);
  expect(withoutTime(await shared.call(name, input))).toEqual(withoutTime(expected));
  return expected;
}

/** Those that are compared. */
interface Answers {
  'products.list': unknown;
  'products.ids': unknown;
  'products.facets': unknown;
  'products.get': unknown;
  'products.position': unknown;
  'search.similar': unknown;
  'lists.show': unknown;
  'lists.get': unknown;
  'lists.history': unknown;
  'lists.preview': unknown;
  'queue.progress': unknown;
  'queue.list': unknown;
  'queue.next': unknown;
  'boards.list': unknown;
  'charts.fields': unknown;
  'charts.cross': unknown;
  'charts.pictures': unknown;
  'matrix.compare': unknown;
  'drift.find': unknown;
}

/** When something was done, and how long it took. */
function withoutTime(answer: unknown): unknown {
  const times = new Set(['at', 'milliseconds']);
  return JSON.parse(JSON.stringify(answer, (name, value) => (times.has(name) ? undefined : value)));
}

/** The same is done in both. */
async function both<
  M extends
    | 'lists.decide'
    | 'lists.decideAll'
    | 'lists.undo'
    | 'lists.redo'
    | 'queue.setDone'
    | 'boards.mark'
    | 'catalogs.nameSoldOut'
    | 'listTypes.save',
>(name: M, input: Input<M>): Promise<Output<M>> {
  const made = await local.call(name, input);
  expect(withoutTime(await shared.call(name, input))).toEqual(withoutTime(made));
  return made;
}

describe('an opened shared catalog', () => {
  it('is described as it was published, with its address', async () => {
    const { catalog: here } = await local.call('catalogs.current', {});
    const { catalog: there } = await shared.call('catalogs.current', {});
    expect(there).toEqual({
      ...here,
      folder: join(sample.sharedDataFolder, 'shared', there?.folder.split(/[/\\]/).at(-1) ?? ''),
      address: addressOf('session'),
      sources: [],
    });
    expect(await shared.call('catalogs.recent', {})).toMatchObject({
      catalogs: [{ address: addressOf('session'), name: here?.name, products: productCount }],
    });
  });

  const views: readonly (readonly [string, Input<'products.list'>['view']])[] = [
    ['all', {}],
    [
      'a filter, sorted',
      { where: [{ field: 'gender', values: ['Women'] }], sort: { field: 'name', descending: true } },
    ],
    ['a text', { text: 'bl', sort: { field: 'year', descending: false } }],
  ];
  it.each(views)('shows %s as the local one does', async (_, view) => {
    await same('products.list', { view, offset: 3, limit: 40 });
    await same('products.ids', { view });
    await same('products.facets', { view });
    await same('products.position', { view, id: idAt(20) });
    await same('charts.fields', { view: viewSchema.parse(view) });
  });

  it('counts two fields, and compares products with each other', async () => {
    await same('charts.cross', { view: {}, field: 'articleType', by: 'gender' });
    await same('matrix.compare', { ids: [idAt(1), idAt(2), idAt(50), 'nobody'], metric: 'cosine' });
  });

  it('counts pictures, and finds the products that have such', async () => {
    const view = { where: [{ field: 'gender', values: ['Women'] }] };
    await same('charts.pictures', { view: {} });
    const { charts } = await same('charts.pictures', { view });
    const withPicture = async (engine: Engine, order: Omit<Input<'charts.holdPictures'>, 'view'>) => {
      const { id } = await engine.call('charts.holdPictures', { view, ...order });
      return engine.call('products.ids', { view: { where: [{ kind: 'selection', id }] } });
    };
    for (const { trait, bars } of charts)
      for (const { key } of bars)
        expect(await withPicture(shared, { trait, key })).toEqual(await withPicture(local, { trait, key }));
  });

  it('shows every picture', async () => {
    for (const id of [idAt(0), idAt(60)]) {
      const { imageId } = await same('products.get', { id });
      for (const size of ['thumbnail', 'preview'] as const) {
        const file = await shared.imageFile(imageId ?? '', size);
        expect(readFileSync(file ?? '').length).toBeGreaterThan(500);
      }
      const [here, there] = await Promise.all(
        [local, shared].map((engine) => engine.imageFile(imageId ?? '', 'thumbnail')),
      );
      expect(readFileSync(there ?? '')).toEqual(readFileSync(here ?? ''));
    }
    expect(await shared.imageFile('0'.repeat(64), 'thumbnail')).toBeNull();
  });

  const filters: readonly (readonly [string, readonly Filter[]])[] = [
    ['no filter', []],
    ['a value', [{ field: 'gender', values: ['Women'] }]],
    [
      'a range and a text',
      [
        { kind: 'range', field: 'year', min: 2012 },
        { kind: 'text', text: 'b' },
      ],
    ],
  ];
  it.each(filters)('finds the same look-alikes with %s by every metric', async (_, where) => {
    for (const metric of metrics)
      for (const at of [0, 31, 77]) {
        const query = { kind: 'product', id: idAt(at) } as const;
        await same('search.similar', { query, metric, where: [...where], k: 12 });
      }
  });

  it('finds what looks like a picture from outside', async () => {
    const product = await local.call('products.get', { id: idAt(5) });
    const [image] = product.images;
    const file = join(image?.folder ?? '', image?.path ?? '');
    const { imageId } = await local.call('search.addOutsideImage', { name: 'a picture', file });
    expect((await shared.call('search.addOutsideImage', { name: 'a picture', file })).imageId).toBe(imageId);
    const found = await same('search.similar', { query: { kind: 'outside', imageId } });
    expect(found.results[0]?.id).toBe(idAt(5));
    const region = { left: 0.2, top: 0.2, width: 0.5, height: 0.5 };
    const part = { query: { kind: 'product', id: idAt(5) }, region } as const;
    const there = await shared.call('search.similar', part);
    expect(there.results.map(({ id }) => id)).toEqual(
      (await local.call('search.similar', part)).results.map(({ id }) => id),
    );
  });

  it('keeps decisions, which undo takes back and redo makes again', async () => {
    const decide = (lookAlike: number, state: 'accepted' | 'rejected' | 'pinned', more: object = {}) =>
      both('lists.decide', { id: idAt(0), lookAlikeId: idAt(lookAlike), state, ...more });
    await decide(40, 'accepted');
    await decide(41, 'rejected', { reason: 'too bright' });
    await decide(42, 'pinned', { position: 2 });
    await both('lists.decideAll', { id: idAt(1), lookAlikeIds: [idAt(9), idAt(10)], state: 'accepted' });
    const list = await same('lists.show', { id: idAt(0) });
    expect(list.entries[1]).toMatchObject({ id: idAt(42), state: 'pinned' });
    await same('lists.get', { id: idAt(0) });
    await same('lists.history', {});
    await both('lists.undo', { count: 2 });
    expect((await same('lists.get', { id: idAt(0) })).decisions).toHaveLength(2);
    await both('lists.redo', { count: 1 });
    await same('lists.show', { id: idAt(0) });
  });

  it('filters and orders by how far lists are', async () => {
    await both('queue.setDone', { id: idAt(1), isDone: true });
    const type = 'substitute';
    for (const states of [['done'], ['begun'], ['untouched'], ['begun', 'untouched']] as const) {
      const view = { where: [{ kind: 'list' as const, type, states: [...states] }] };
      await same('products.ids', { view });
      await same('products.facets', { view });
      await same('search.similar', { query: { kind: 'product', id: idAt(3) }, where: view.where });
    }
    expect(await same('queue.progress', { type, view: {} })).toEqual({
      done: 1,
      begun: 1,
      untouched: productCount - 2,
    });
    await same('queue.list', { type, view: {}, offset: 0, limit: 30 });
    const view = { queue: { type, order: { by: 'shortfall' as const } } };
    await same('queue.list', { type, view, offset: 0, limit: 30 });
    const byField = { queue: { type, order: { by: 'field' as const, field: 'gender' } } };
    await same('products.ids', { view: byField });
    await same('queue.next', { type, view: byField, after: idAt(1) });
  });

  it('leaves out what is sold out', async () => {
    const soldOut = { field: 'season', values: ['Winter'] };
    await both('catalogs.nameSoldOut', { soldOut });
    await same('products.list', { view: {}, offset: 0, limit: 60 });
    await same('search.similar', { query: { kind: 'product', id: idAt(2) }, k: 30 });
    await same('queue.list', { type: 'substitute', view: {}, offset: 0, limit: 60 });
    await same('drift.find', { better: false });
    await both('lists.undo', { count: 1 });
    await same('products.list', { view: {}, offset: 0, limit: 60 });
  });

  it('has boards, and what they lead to', async () => {
    await both('boards.mark', { name: 'Summer', ids: [idAt(4), idAt(8)], opinion: 'liked' });
    await both('boards.mark', { name: 'Summer', ids: [idAt(30)], opinion: 'disliked' });
    await same('boards.list', {});
    await same('search.similar', { query: { kind: 'board', name: 'Summer' } });
  });

  it('holds selections', async () => {
    const view = { where: [{ field: 'gender', values: ['Men'] }] };
    const { id, size } = await shared.call('selections.hold', {
      view: viewSchema.parse(view),
      except: [idAt(0)],
    });
    const more = await shared.call('selections.add', { id, ids: ['nobody'] });
    expect(more.size).toBe(size + 1);
    expect(await shared.call('selections.size', { id })).toEqual({ id, size: size + 1, gone: 1 });
    const filtered = { where: [{ kind: 'selection' as const, id }] };
    const held = await shared.call('products.ids', { view: filtered });
    const { ids: expected } = await local.call('products.ids', { view });
    expect(held.ids).toEqual(expected.filter((one) => one !== idAt(0)));
  });

  it.each(['csv', 'json', 'xlsx'] as const)('exports the same lists as %s, byte by byte', async (format) => {
    const order = { what: { kind: 'all' as const }, top: 8, columns: ['baseColour'], format };
    await same('lists.preview', order);
    const files = await Promise.all([exportLists(local, order), exportLists(shared, order)]);
    const [here, there] = files.map((file) => readFileSync(file));
    expect(there?.length).toBeGreaterThan(1000);
    expect(there).toEqual(here);
  });

  const refused: readonly (readonly [string, () => Promise<unknown>])[] = [
    [
      'an unknown product',
      () => shared.call('lists.decide', { id: 'nobody', lookAlikeId: idAt(0), state: 'accepted' }),
    ],
    [
      'the product itself',
      () => shared.call('lists.decide', { id: idAt(0), lookAlikeId: idAt(0), state: 'accepted' }),
    ],
    ['an unknown board', () => shared.call('boards.get', { name: 'Winter' })],
    [
      'an unknown field',
      () => shared.call('products.ids', { view: { where: [{ field: 'mood', values: ['x'] }] } }),
    ],
  ];
  it.each(refused)('refuses %s', async (_, ask) => {
    await expect(ask()).rejects.toMatchObject({ code: expect.stringMatching(/^(not-found|bad-input)$/) });
  });

  it('is in order, and says what cannot be looked at from here', async () => {
    const here = await local.call('catalogs.verify', {});
    const { notes, ...there } = await shared.call('catalogs.verify', {});
    expect({ ...there, notes: [] }).toEqual(here);
    expect(notes.join()).toContain('cannot be looked at from here');
  });

  it('is asked by commands, which take its address where they take a folder', async () => {
    const words = ['--catalog', addressOf('session')];
    const found = await runJsonHere(['similar', idAt(3), '-k', '5', ...words], sample.dataFolder);
    const { results } = await local.call('search.similar', {
      query: { kind: 'product', id: idAt(3) },
      k: 5,
      order: 'distance',
    });
    expect(found['results']).toMatchObject(results.map(({ id, score }) => ({ id, score })));
    const decided = await runJsonHere(
      ['lists', 'decide', idAt(3), idAt(6), 'accepted', ...words],
      sample.dataFolder,
    );
    expect(decided).toMatchObject({ previous: null });
    const shown = await runJsonHere(['lists', 'show', idAt(3), ...words], sample.dataFolder);
    expect(JSON.stringify(shown['entries'])).toContain(`"id":"${idAt(6)}"`);
    const decisions = async () => (await shared.call('lists.get', { id: idAt(3) })).decisions;
    await expect.poll(decisions).toMatchObject([{ id: idAt(6), state: 'accepted' }]);
  });

  it('has what was decided when it is opened again', async () => {
    const answers = async () => [
      await shared.call('lists.get', { id: idAt(0) }),
      await shared.call('lists.history', {}),
    ];
    const before = await answers();
    await shared.call('catalogs.close', {});
    await shared.call('catalogs.open', { folder: addressOf('session') });
    expect(await answers()).toEqual(before);
  });
});
