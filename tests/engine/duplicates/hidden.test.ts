/** Products that are hidden as duplicates: where they are not seen, and how they follow their pictures. */
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { viewSchema } from '../../../src/contract/products.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
  for (let seed = 1; seed <= 6; seed++) await place.draw(`p${seed}.jpg`, seed);
});
afterEach(() => place.close());

const hidden = [{ kind: 'hidden' as const }];
const view = (over: object = {}) => viewSchema.parse(over);
const ids = async (over: object = {}) => (await place.engine.call('products.ids', { view: view(over) })).ids;
const keep = (kept: string, ...hide: string[]) => place.engine.call('duplicates.keep', { keep: kept, hide });

describe('a hidden product', () => {
  beforeEach(async () => {
    const rows = ['p1,red', 'p2,red', 'p3,blue', 'p4,blue', 'p5,red', 'p6,blue'];
    place.write('styles.csv', ['id,colour,name', ...rows.map((row) => `${row},Shirt`), ''].join('\n'));
    await place.import({ metadata: join(place.images, 'styles.csv') });
    await place.engine.call('boards.mark', { name: 'Summer', ids: ['p3'], opinion: 'liked' });
    await keep('p1', 'p2', 'p4');
  });

  it.each<[string, () => Promise<unknown>]>([
    ['the library', () => place.engine.call('products.list', { view: view(), offset: 0, limit: 50 })],
    ['a search for its name', () => place.engine.call('products.ids', { view: view({ text: 'shirt' }) })],
    [
      'a filter that it passes',
      () =>
        place.engine.call('products.ids', { view: view({ where: [{ field: 'colour', values: ['red'] }] }) }),
    ],
    [
      'a filter for its id',
      () =>
        place.engine.call('products.ids', {
          view: view({ where: [{ kind: 'ids', ids: ['p2', 'p4', 'p5'] }] }),
        }),
    ],
    [
      'look-alikes',
      () => place.engine.call('search.similar', { query: { kind: 'product', id: 'p1' }, k: 50 }),
    ],
    [
      'look-alikes of a board',
      () => place.engine.call('search.similar', { query: { kind: 'board', name: 'Summer' }, k: 50 }),
    ],
    ['a list as it leaves', () => place.engine.call('lists.show', { id: 'p3' })],
    [
      'the lists to work through',
      () => place.engine.call('queue.list', { type: 'substitute', view: view(), offset: 0, limit: 50 }),
    ],
    [
      'an export of everything',
      () => place.engine.call('lists.preview', { what: { kind: 'all' }, top: 5, columns: [] }),
    ],
  ])('is not in %s', async (_, ask) => {
    const answer = JSON.stringify(await ask());
    expect(answer).toMatch(/"p[135]"/);
    expect(answer).not.toMatch(/"p[24]"/);
  });

  it('is counted nowhere', async () => {
    const { facets } = await place.engine.call('products.facets', { view: view() });
    const values = [
      { value: 'red', count: 2 },
      { value: 'blue', count: 2 },
    ];
    const colours = facets.find(({ field }) => field === 'colour')?.values ?? [];
    expect(colours.toSorted((a, b) => b.value.localeCompare(a.value))).toEqual(values);
    const charted = await place.engine.call('charts.values', { view: view(), field: 'colour' });
    expect(JSON.stringify(charted)).not.toContain('"count":3');
    expect(await place.engine.call('products.list', { view: view(), offset: 0, limit: 1 })).toMatchObject({
      total: 4,
    });
  });

  it('is seen by the filter for it, with nothing else, and says that it is hidden', async () => {
    expect(await ids({ where: hidden })).toEqual(['p2', 'p4']);
    expect(await ids({ where: [...hidden, { field: 'colour', values: ['red'] }] })).toEqual(['p2']);
    expect(await place.engine.call('products.get', { id: 'p2' })).toMatchObject({ isHidden: true });
    expect(await place.engine.call('products.get', { id: 'p1' })).not.toHaveProperty('isHidden');
  });

  it('is shown again with others as one step', async () => {
    expect(await place.engine.call('duplicates.show', { ids: ['p2', 'p4'] })).toEqual({ shown: 2 });
    expect(await ids()).toHaveLength(6);
    const { undone } = await place.engine.call('lists.undo', {});
    expect(undone).toMatchObject([{ operation: 'show-hidden' }]);
    expect(await ids({ where: hidden })).toEqual(['p2', 'p4']);
  });

  it('stays hidden where the one that is kept for it is hidden for a third', async () => {
    await keep('p3', 'p1');
    expect(await ids()).toEqual(['p3', 'p5', 'p6']);
    await place.engine.call('duplicates.show', { ids: ['p1'] });
    expect(await ids()).toEqual(['p1', 'p3', 'p5', 'p6']);
  });
});

it('what users did with what is hidden counts for the kept one, also what comes in later; undo takes that back', async () => {
  await place.import();
  const take = (...rows: string[]) => {
    const file = place.write('events.csv', ['user,product,event', ...rows, ''].join('\n'));
    return place.engine.call('users.import', { file });
  };
  const liked = async () =>
    (await place.engine.call('users.get', { id: 'ann' })).liked.map(({ id, weight }) => [id, weight]);
  await take('ann,p2,liked', 'ann,p1,viewed', 'ann,p3,viewed');
  await keep('p1', 'p2');
  expect(await liked()).toEqual([
    ['p1', 4],
    ['p3', 1],
  ]);
  await take('ann,p2,carted');
  expect(await liked()).toContainEqual(['p1', 6]);
  const similar = await place.engine.call('search.similar', { query: { kind: 'user', id: 'ann' }, k: 9 });
  expect(similar.results.map(({ id }) => id)).not.toContain('p2');
  await keep('p4', 'p1');
  expect(await liked()).toContainEqual(['p4', 6]);
  await place.restart();
  expect(await liked()).toContainEqual(['p4', 6]);
  await place.engine.call('lists.undo', {});
  await place.engine.call('lists.undo', {});
  expect((await liked()).toSorted()).toEqual([
    ['p1', 1],
    ['p2', 5],
    ['p3', 1],
  ]);
});

describe('after an import', () => {
  const rename = async (from: string, to: string) => {
    renameSync(join(place.images, from), join(place.images, to));
    await place.import({ prune: true });
  };

  beforeEach(() => place.import());

  it('what is hidden follows its file to another name, and so does what it is hidden for', async () => {
    await keep('p1', 'p2');
    await rename('p2.jpg', 'copy.jpg');
    expect(await ids({ where: hidden })).toEqual(['copy']);
    await rename('p1.jpg', 'best.jpg');
    expect(await ids({ where: hidden })).toEqual(['copy']);
    await place.restart();
    expect(await ids({ where: hidden })).toEqual(['copy']);
    await place.engine.call('duplicates.show', { ids: ['copy'] });
    expect(await ids({ where: hidden })).toEqual([]);
  });

  it('one whose kept product is gone is shown, and hidden again when that is back', async () => {
    await keep('p1', 'p2');
    renameSync(join(place.images, 'p1.jpg'), join(place.folder, 'aside.jpg'));
    await place.import({ prune: true });
    expect(await ids()).toContain('p2');
    renameSync(join(place.folder, 'aside.jpg'), join(place.images, 'p1.jpg'));
    await place.import({ prune: true });
    expect(await ids({ where: hidden })).toEqual(['p2']);
  });

  it('what are no duplicates stay so under other names', async () => {
    place.write('twin.jpg', readFileSync(join(place.images, 'p1.jpg')));
    await place.import();
    const groups = async () => {
      const { jobId } = await place.engine.call('duplicates.find', { mode: 'file' });
      await place.engine.call('jobs.wait', { id: jobId });
      return (await place.engine.call('duplicates.list', { offset: 0, limit: 9 })).groups;
    };
    expect(await groups()).toMatchObject([{ ids: ['p1', 'twin'] }]);
    await place.engine.call('duplicates.sayDistinct', { ids: ['p1', 'twin'] });
    await rename('twin.jpg', 'other.jpg');
    expect(await ids()).toContain('other');
    expect(await groups()).toEqual([]);
    await place.engine.call('lists.undo', {});
    expect(await groups()).toMatchObject([{ ids: ['p1', 'other'] }]);
  });
});
