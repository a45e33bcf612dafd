/** Boards through the contract, over a real catalog: what is liked stays, follows its products, and is recommended from. */
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from '../workplace.ts';

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
  for (const id of [1, 2, 3, 4, 5]) await place.draw(`${id}.jpg`, id);
  await place.import();
});

afterEach(() => place.close());

const mark = (name: string, opinion: 'liked' | 'disliked' | null, ...ids: string[]) =>
  place.engine.call('boards.mark', { name, ids, opinion });
const board = async (name: string) =>
  (await place.engine.call('boards.list', {})).boards.find((each) => each.name === name);
const recommendations = async (name: string) =>
  (await place.engine.call('search.similar', { query: { kind: 'board', name } })).results;

describe('a board', () => {
  it('is made by its first like, and works from it', async () => {
    expect(await mark('Summer', 'liked', '1')).toEqual({
      board: { name: 'Summer', liked: ['1'], disliked: [], resting: [] },
      changed: 1,
      unchanged: 0,
    });
    const results = await recommendations('Summer');
    expect(results.map(({ id }) => id).sort()).toEqual(['2', '3', '4', '5']);
    expect(new Set(results.map(({ from }) => from))).toEqual(new Set(['1']));
    const alone = await place.engine.call('search.similar', { query: { kind: 'product', id: '1' } });
    expect(results.map(({ id }) => id)).toEqual(alone.results.map(({ id }) => id));
  });

  it('takes many at once as one step, and says how many were so already', async () => {
    await mark('Summer', 'liked', '1');
    expect(await mark('Summer', 'liked', '1', '2', '3', '3')).toMatchObject({ changed: 2, unchanged: 1 });
    expect(await mark('Summer', 'disliked', '2')).toMatchObject({ changed: 1 });
    expect(await board('Summer')).toEqual({
      name: 'Summer',
      liked: ['1', '3'],
      disliked: ['2'],
      resting: [],
    });
    await mark('Summer', null, '3');
    expect(await board('Summer')).toMatchObject({ liked: ['1'], disliked: ['2'] });
  });

  it('takes all of them or none: an unknown product is named', async () => {
    await expect(mark('Summer', 'liked', '1', 'nobody')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('nobody'),
    });
    expect(await board('Summer')).toBeUndefined();
  });

  it('with nothing but dislikes is refused in words', async () => {
    await mark('Summer', 'disliked', '1');
    await expect(recommendations('Summer')).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('What is disliked alone'),
    });
  });

  it('considers a product as soon as it is imported', async () => {
    await mark('Summer', 'liked', '1');
    await place.draw('6.jpg', 6);
    await place.import();
    expect((await recommendations('Summer')).map(({ id }) => id)).toContain('6');
  });

  it('can be made empty, renamed and removed, and has a name of its own', async () => {
    await place.engine.call('boards.create', { name: ' Summer ' });
    expect(await board('Summer')).toMatchObject({ liked: [] });
    await mark('Winter', 'liked', '2', '1');
    await expect(place.engine.call('boards.create', { name: 'Winter' })).rejects.toMatchObject({
      code: 'bad-input',
    });
    const rename = (name: string, to: string) => place.engine.call('boards.rename', { name, to });
    await expect(rename('Winter', 'Summer')).rejects.toMatchObject({ code: 'bad-input' });
    await expect(rename('Nothing', 'Else')).rejects.toMatchObject({ code: 'not-found' });
    expect(await rename('Winter', 'Autumn')).toMatchObject({ name: 'Autumn', liked: ['2', '1'] });
    await place.engine.call('boards.remove', { name: 'Autumn' });
    expect((await place.engine.call('boards.list', {})).boards.map(({ name }) => name)).toEqual(['Summer']);
    await expect(recommendations('Autumn')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('undo and redo', () => {
  it('take back and do again every change of a board, also after a restart', async () => {
    await mark('Summer', 'liked', '1', '2');
    await mark('Summer', 'disliked', '2');
    await place.engine.call('boards.rename', { name: 'Summer', to: 'Holiday' });
    await place.engine.call('boards.remove', { name: 'Holiday' });
    await place.restart();
    const told: string[] = [];
    place.engine.on('boards.changed', () => told.push('changed'));
    const undo = async () => (await place.engine.call('lists.undo', {})).undone[0];
    expect(await undo()).toMatchObject({ operation: 'remove-board', board: 'Holiday' });
    expect(await board('Holiday')).toMatchObject({ liked: ['1'], disliked: ['2'] });
    expect(await undo()).toMatchObject({ operation: 'rename-board', board: 'Summer' });
    expect(await undo()).toMatchObject({ operation: 'dislike', id: '2', board: 'Summer' });
    expect(await board('Summer')).toMatchObject({ liked: ['1', '2'], disliked: [] });
    expect(await undo()).toMatchObject({ operation: 'like', id: '1', board: 'Summer' });
    expect(await place.engine.call('boards.list', {})).toEqual({ boards: [] });
    await place.engine.call('lists.redo', { count: 3 });
    expect(await board('Holiday')).toMatchObject({ liked: ['1'], disliked: ['2'] });
    expect(told).toHaveLength(5);
  });
});

describe('products that go and come', () => {
  it('rest on their boards until they are back', async () => {
    await mark('Summer', 'liked', '1', '2');
    const aside = join(place.folder, 'aside.jpg');
    renameSync(join(place.images, '2.jpg'), aside);
    const { notes } = await place.import({ prune: true });
    expect(notes).toContainEqual(expect.stringMatching(/^1 decision rests until 2 is back/));
    expect(await board('Summer')).toEqual({
      name: 'Summer',
      liked: ['1', '2'],
      disliked: [],
      resting: ['2'],
    });
    expect((await recommendations('Summer')).map(({ from }) => from)).not.toContain('2');
    renameSync(aside, join(place.images, '2.jpg'));
    await place.import();
    expect(await board('Summer')).toMatchObject({ resting: [] });
  });

  it('can be taken off while they rest, and not put on', async () => {
    await mark('Summer', 'liked', '1', '2');
    rmSync(join(place.images, '2.jpg'));
    await place.import({ prune: true });
    await mark('Summer', null, '2');
    expect(await board('Summer')).toMatchObject({ liked: ['1'], resting: [] });
    await expect(mark('Summer', 'liked', '2')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('stay on their boards under new ids; of two opinions that meet the later stands', async () => {
    await mark('Summer', 'liked', '1', '3');
    await mark('Summer', 'disliked', '2');
    place.write('m.csv', 'sku,image\nSHOE,1.jpg\nSHOE,2.jpg\nHAT,3.jpg\n4,4.jpg\n5,5.jpg\n');
    await place.import({ metadata: join(place.images, 'm.csv') });
    expect(await board('Summer')).toEqual({
      name: 'Summer',
      liked: ['HAT'],
      disliked: ['SHOE'],
      resting: [],
    });
    await place.engine.call('lists.undo', { count: 2 });
    expect(await board('Summer')).toMatchObject({ disliked: ['SHOE'] });
  });
});

it('a catalog with nothing but a board is kept', async () => {
  const folder = join(place.folder, 'other');
  await place.engine.call('catalogs.open', { folder, create: true });
  await place.engine.call('boards.create', { name: 'Summer' });
  await place.engine.call('catalogs.close', {});
  await place.engine.call('catalogs.open', { folder });
  expect(await board('Summer')).toBeDefined();
});
