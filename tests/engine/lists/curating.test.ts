/** What a curator does with lists, through the engine: types, pins, several at once, the queue, what is sold out, drift. */

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../src/contract/contract.ts';
import { drawPicture, openWorkplace, runExport, type Workplace } from '../workplace.ts';

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
  const names = ['1.jpg', '2.jpg', '3.jpg', '4.jpg', '5.jpg'];
  for (const [index, name] of names.entries()) await place.draw(name, index + 1);
  place.write('m.csv', 'id,image,stock\n1,1.jpg,yes\n2,2.jpg,yes\n3,3.jpg,no\n4,4.jpg,yes\n5,5.jpg,yes\n');
  await place.import({ metadata: join(place.images, 'm.csv') });
});

afterEach(() => place.close());

const decide = (input: Omit<Input<'lists.decide'>, 'id'> & { id?: string }) =>
  place.engine.call('lists.decide', { id: '1', ...input });

async function show(type?: string): Promise<string> {
  const { entries } = await place.engine.call('lists.show', { id: '1', ...(type !== undefined && { type }) });
  return entries
    .map(({ id, state, pin }) => (state === 'suggested' ? id : `${id} ${pin ?? state}`))
    .join(', ');
}

const view = { where: [] };
const isDone = (id: string, done = true) => place.engine.call('queue.setDone', { id, isDone: done });

describe('types of lists', () => {
  it('are look-alikes until others are added; each has its own decisions, and only look-alikes suggestions', async () => {
    const { engine } = place;
    expect((await engine.call('listTypes.list', {})).types.map(({ type }) => type)).toEqual(['substitute']);
    const crossSell = { type: 'cross-sell', title: 'Goes with it', length: 4, fold: 2 };
    expect(await engine.call('listTypes.save', crossSell)).toEqual({ isNew: true });
    await decide({ type: 'cross-sell', lookAlikeId: '4', state: 'accepted' });
    expect(await show('cross-sell')).toBe('4 accepted');
    expect((await show()).split(', ')).toHaveLength(4);
    const file = join(place.folder, 'cross.csv');
    await runExport(engine, { what: { kind: 'all' }, type: 'cross-sell', file });
    expect(readFileSync(file, 'utf8').trimEnd().split('\r\n').slice(1)).toEqual([
      expect.stringMatching(/^1,1,4,.*,accepted,/),
    ]);
  });

  it('go and come back by undo, and what was decided with them', async () => {
    const { engine } = place;
    await engine.call('listTypes.save', { type: 'related', title: 'Related', length: 4, fold: 4 });
    await decide({ type: 'related', lookAlikeId: '2', state: 'pinned' });
    expect(await engine.call('listTypes.remove', { type: 'related' })).toEqual({ resting: 1 });
    await expect(engine.call('listTypes.remove', { type: 'substitute' })).rejects.toMatchObject({
      code: 'bad-input',
    });
    await expect(engine.call('listTypes.remove', { type: 'related' })).rejects.toMatchObject({
      code: 'not-found',
    });
    const { undone } = await engine.call('lists.undo', {});
    expect(undone).toMatchObject([{ operation: 'remove-type', type: 'related' }]);
    const { types } = await engine.call('listTypes.list', {});
    expect(types.at(-1)).toEqual({ type: 'related', title: 'Related', length: 4, fold: 4 });
    expect(await show('related')).toBe('2 hard');
  });
});

describe('pins', () => {
  it('stand at the place in the list that they were given', async () => {
    const nearest = (await show()).split(', ');
    const last = nearest.at(-1) ?? '';
    expect(await decide({ lookAlikeId: last, state: 'pinned', position: 2 })).toEqual({
      previous: null,
      position: 2,
    });
    expect(await show()).toBe([nearest[0], `${last} hard`, ...nearest.slice(1, -1)].join(', '));
  });

  it('become soft and hard again, and undo says so', async () => {
    await decide({ lookAlikeId: '2', state: 'pinned' });
    await decide({ lookAlikeId: '2', state: 'pinned', pin: 'soft' });
    expect(await show()).toMatch(/^2 soft/);
    await place.engine.call('lists.undo', {});
    expect(await show()).toMatch(/^2 hard/);
    await place.engine.call('lists.redo', {});
    await decide({ lookAlikeId: '2', state: 'pinned' });
    expect(await show()).toMatch(/^2 hard/);
  });
});

describe('what is said of a decision', () => {
  it('are the days of a pin and the reason of a rejection, each a step that undo takes back', async () => {
    const { engine } = place;
    await decide({ lookAlikeId: '2', state: 'pinned', until: '2000-01-01' });
    expect(await show()).toMatch(/2 accepted/);
    await decide({ lookAlikeId: '2', state: 'pinned', until: null });
    expect(await show()).toMatch(/^2 hard/);
    await engine.call('lists.undo', {});
    const { decisions } = await engine.call('lists.get', { id: '1' });
    expect(decisions).toMatchObject([{ id: '2', state: 'pinned', from: null, until: '2000-01-01' }]);
    await decide({ lookAlikeId: '4', state: 'rejected' });
    await decide({ lookAlikeId: '4', state: 'rejected', reason: 'wrong colour' });
    const rejected = async () => (await engine.call('lists.show', { id: '1' })).rejected;
    expect(await rejected()).toMatchObject([{ id: '4', reason: 'wrong colour' }]);
    expect(await engine.call('lists.reasons', {})).toEqual({ reasons: ['wrong colour'] });
    await engine.call('lists.undo', {});
    expect(await rejected()).toMatchObject([{ id: '4', reason: null }]);
  });
});

describe('several decisions at once', () => {
  it('say which they touched and which they left, are one step, and change nothing the second time', async () => {
    const { engine } = place;
    await decide({ lookAlikeId: '2', state: 'pinned' });
    await decide({ lookAlikeId: '4', state: 'accepted' });
    const all = { id: '1', lookAlikeIds: ['2', '4', '5'], state: 'rejected' as const };
    expect(await engine.call('lists.decideAll', all)).toEqual({ touched: ['4', '5'], left: ['2'] });
    expect(await engine.call('lists.decideAll', all)).toEqual({ touched: [], left: ['2', '4', '5'] });
    await engine.call('lists.undo', {});
    const { decisions } = await engine.call('lists.get', { id: '1' });
    expect(decisions.map(({ id, state }) => `${id} ${state}`)).toEqual(['2 pinned', '4 accepted']);
  });
});

describe('the queue', () => {
  it('counts lists, filters by how far they are, and leads from one to the next', async () => {
    const { engine } = place;
    await decide({ lookAlikeId: '2', state: 'accepted' });
    await isDone('2');
    expect(await engine.call('queue.progress', { view })).toEqual({ untouched: 3, begun: 1, done: 1 });
    const withState = async (states: ('untouched' | 'begun' | 'done')[]) =>
      (await engine.call('products.ids', { view: { where: [{ kind: 'list', type: 'substitute', states }] } }))
        .ids;
    expect([await withState(['begun']), await withState(['done'])]).toEqual([['1'], ['2']]);
    expect(await engine.call('queue.next', { view, after: '1' })).toEqual({ id: '3' });
    expect(await engine.call('queue.next', { view, after: '5' })).toEqual({ id: '1' });
    await engine.call('lists.undo', { count: 2 });
    expect([await withState(['begun']), await withState(['done'])]).toEqual([[], []]);
    expect(await engine.call('queue.progress', { view })).toEqual({ untouched: 5, begun: 0, done: 0 });
  });

  it('shows lists page by page: how far they are, what was decided, and what they lack', async () => {
    const { engine } = place;
    await engine.call('listTypes.save', { type: 'related', title: 'Related', length: 3, fold: 3 });
    await decide({ type: 'related', lookAlikeId: '2', state: 'pinned' });
    await decide({ type: 'related', lookAlikeId: '3', state: 'accepted' });
    await decide({ type: 'related', lookAlikeId: '4', state: 'rejected' });
    const list = async (type: string, offset = 0) => {
      const { total, lists } = await engine.call('queue.list', { type, view, offset, limit: 2 });
      return [total, ...lists.map(({ name: _, imageId: __, ...rest }) => Object.values(rest).join(' '))];
    };
    // Four others for a list of ten.
    expect(await list('substitute')).toEqual([5, '1 untouched 0 0 0 4 6', '2 untouched 0 0 0 4 6']);
    expect(await list('substitute', 4)).toEqual([5, '5 untouched 0 0 0 4 6']);
    expect(await list('related')).toEqual([5, '1 begun 1 1 1 2 1', '2 untouched 0 0 0 0 3']);
    await engine.call('catalogs.nameSoldOut', { soldOut: { field: 'stock', values: ['no'] } });
    expect(await list('related')).toEqual([5, '1 begun 1 1 1 1 2', '2 untouched 0 0 0 0 3']);
    expect(await list('substitute')).toEqual([5, '1 untouched 0 0 0 3 7', '2 untouched 0 0 0 3 7']);
  });

  it('has several lists done at once, as one step, and says which are begun all the same', async () => {
    const { engine } = place;
    await decide({ lookAlikeId: '3', state: 'accepted' });
    await engine.call('catalogs.nameSoldOut', { soldOut: { field: 'stock', values: ['no'] } });
    await isDone('2');
    const ids = ['1', '2', '5', '5'];
    expect(await engine.call('queue.setDoneAll', { ids, isDone: true })).toEqual({ changed: 2, begun: 1 });
    expect(await engine.call('queue.progress', { view })).toEqual({ untouched: 2, begun: 1, done: 2 });
    expect((await engine.call('lists.undo', {})).undone).toMatchObject([{ operation: 'finish', id: '1' }]);
    expect(await engine.call('queue.progress', { view })).toEqual({ untouched: 3, begun: 1, done: 1 });
    expect(await engine.call('queue.setDoneAll', { ids, isDone: false })).toEqual({ changed: 1, begun: 0 });
  });

  it('tells how far it is with many lists, and changes none of them where that is cancelled', async () => {
    const { engine } = place;
    const names = Array.from({ length: 24 }, (_, i) => `more/${i}.jpg`);
    for (const [i, name] of names.entries()) await place.draw(name, 100 + i);
    await place.import();
    const { ids } = await engine.call('products.ids', { view });
    const told: number[] = [];
    let onJob = (_id: string): void => undefined;
    const stop = engine.on('jobs.changed', ({ id, job }) => {
      if (job?.kind !== 'finish') return;
      told.push(job.detail.total);
      onJob(id);
    });
    onJob = (id) => void engine.call('jobs.cancel', { id }).catch(() => undefined);
    await expect(engine.call('queue.setDoneAll', { ids, isDone: true })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await engine.call('queue.progress', { view })).toMatchObject({ done: 0 });
    onJob = () => undefined;
    expect(await engine.call('queue.setDoneAll', { ids, isDone: true })).toMatchObject({ begun: 0 });
    expect(await engine.call('queue.progress', { view })).toMatchObject({ done: ids.length });
    expect(new Set(told)).toEqual(new Set([ids.length]));
    // Its end was told by the answer.
    expect((await engine.call('jobs.list', {})).jobs.filter(({ kind }) => kind === 'finish')).toEqual([]);
    stop();
  });

  it('has a list as begun again while what was chosen for it is gone', async () => {
    const { engine } = place;
    await decide({ lookAlikeId: '2', state: 'accepted' });
    expect(await isDone('1')).toEqual({ state: 'done' });
    rmSync(join(place.images, '2.jpg'));
    await place.import({ metadata: join(place.images, 'm.csv'), prune: true });
    expect(await engine.call('lists.show', { id: '1' })).toMatchObject({
      state: 'begun',
      missing: [{ id: '2', state: 'accepted', reason: 'gone' }],
    });
    expect(await engine.call('drift.find', {})).toMatchObject({
      lists: [{ id: '1', type: 'substitute', vanished: [{ id: '2', reason: 'gone' }], better: [] }],
    });
  });
});

describe('what is sold out', () => {
  it('is in no list, not even as a pin, until it is not; and is undone', async () => {
    const { engine } = place;
    await decide({ lookAlikeId: '3', state: 'pinned' });
    const soldOut = { field: 'stock', values: ['no'] };
    expect(await engine.call('catalogs.nameSoldOut', { soldOut })).toEqual({ products: 1 });
    expect((await show()).split(', ').toSorted()).toEqual(['2', '4', '5']);
    const told = async () => (await engine.call('products.list', { view, offset: 0, limit: 9 })).products;
    expect((await told()).filter(({ isSoldOut }) => isSoldOut).map(({ id }) => id)).toEqual(['3']);
    expect(await engine.call('products.get', { id: '3' })).toMatchObject({ isSoldOut: true });
    const { results } = await engine.call('search.similar', { query: { kind: 'product', id: '1' } });
    expect(results.map(({ id }) => id)).not.toContain('3');
    expect(await engine.call('lists.show', { id: '1' })).toMatchObject({
      missing: [{ id: '3', state: 'pinned', reason: 'sold-out' }],
    });
    expect((await engine.call('drift.find', {})).lists.map(({ id }) => id)).toEqual(['1']);
    await engine.call('lists.undo', {});
    expect(await show()).toMatch(/^3 hard/);
    expect((await told()).filter(({ isSoldOut }) => isSoldOut)).toEqual([]);
    await expect(
      engine.call('catalogs.nameSoldOut', { soldOut: { field: 'colour', values: ['no'] } }),
    ).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('a list that is done', () => {
  it('drifts where something clearly nearer has come than the weakest that was chosen', async () => {
    const { engine } = place;
    const farthest = (await show()).split(', ').at(-1) ?? '';
    await decide({ lookAlikeId: farthest, state: 'accepted' });
    await isDone('1');
    expect((await engine.call('drift.find', {})).lists).toEqual([]);
    const likeTheFirst = await sharp(await drawPicture(1))
      .jpeg({ quality: 60 })
      .toBuffer();
    place.write('7.jpg', likeTheFirst);
    place.write('m.csv', 'id,image\n1,1.jpg\n2,2.jpg\n3,3.jpg\n4,4.jpg\n5,5.jpg\n7,7.jpg\n');
    await place.import({ metadata: join(place.images, 'm.csv') });
    const { lists } = await engine.call('drift.find', {});
    expect(lists.map(({ id, better }) => `${id}: ${better.map((each) => each.id).join(', ')}`)).toEqual([
      '1: 7',
    ]);
  });
});
