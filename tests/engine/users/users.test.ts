/** Users through the contract, over a real catalog: every row of a table counts or is told, and each user gets recommendations. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../src/contract/contract.ts';
import { defaultTaste } from '../../../src/contract/users.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace();
  for (const id of [1, 2, 3, 4, 5, 6]) await place.draw(`${id}.jpg`, id);
  await place.import();
});

beforeEach(async () => {
  await place.engine.call('users.clear', {});
  await place.engine.call('users.setSettings', defaultTaste);
});

afterAll(() => place.close());

const take = (text: string) => place.engine.call('users.import', { file: place.write('events.csv', text) });
const recommendations = async (query: Input<'search.similar'>['query']) =>
  (await place.engine.call('search.similar', { query })).results;

async function exportAll(top: number): Promise<{ result: unknown; lines: string[] }> {
  const file = join(place.folder, 'users.csv');
  const { jobId } = await place.engine.call('users.export', { file, top });
  const { state, result } = await place.engine.call('jobs.wait', { id: jobId });
  expect(state).toBe('done');
  return { result, lines: readFileSync(file, 'utf8').trimEnd().split('\r\n') };
}

describe('a table of interactions', () => {
  it('is read by the names of its columns, and the same row again changes nothing', async () => {
    const text =
      'Time;Item ID;Quantity;Customer;Event Type\n2026-01-05;1;2;ann;purchase\n1767600000;2;;ann;view\n;3;1,5;bob;add to cart\n';
    expect(await take(text)).toMatchObject({ users: 2, events: 3, repeated: 0, unknown: [], refused: [] });
    expect(await take(text)).toMatchObject({ users: 2, events: 3, repeated: 3 });
    expect(await place.engine.call('users.list', {})).toEqual({
      total: 2,
      users: [
        { id: 'ann', events: 2, lastAt: '2026-01-05T08:00:00.000Z' },
        { id: 'bob', events: 1, lastAt: null },
      ],
    });
    const ann = await place.engine.call('users.get', { id: 'ann' });
    expect(ann.liked.map(({ id, weight }) => [id, weight])).toEqual([
      ['1', 10],
      ['2', 1],
    ]);
  });

  it('has every row that cannot be told, with its line', async () => {
    const answer = await take(
      [
        'user_id,product_id,event,weight,time',
        'ann,1,viewed,1,2026-01-01',
        ',1,viewed,1,2026-01-01',
        'ann,,viewed,1,2026-01-01',
        'ann,1,stolen,1,2026-01-01',
        'ann,1,viewed,-2,2026-01-01',
        'ann,1,viewed,1,31.12.2026',
        'ann,nobody,viewed,1,2026-01-01',
        'bob,nobody,bought,1,2026-01-01',
        '',
      ].join('\n'),
    );
    expect(answer).toMatchObject({
      users: 1,
      events: 1,
      unknown: ['nobody'],
      unknownCount: 1,
      refusedCount: 7,
    });
    expect(answer.refused.map(({ row }) => row)).toEqual([3, 4, 5, 6, 7, 8, 9]);
    expect(answer.refused.map(({ reason }) => reason)).toEqual([
      'The user is empty.',
      'The product is empty.',
      expect.stringContaining('The event "stolen" is not known'),
      expect.stringContaining('The weight "-2"'),
      expect.stringContaining('The time "31.12.2026"'),
      'There is no product nobody in this catalog.',
      'There is no product nobody in this catalog.',
    ]);
  });

  it('that has lost a column or its rows is refused in words', async () => {
    await expect(take('user_id,event\nann,viewed\n')).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('no column product_id'),
    });
    await expect(take('user_id,product_id,event\n')).rejects.toMatchObject({
      message: expect.stringContaining('no rows'),
    });
  });
});

describe('recommendations for a user', () => {
  it('are those of their taste, without what they bought, each with the product that it comes from', async () => {
    await take('user_id,product_id,event\nann,1,bought\nann,2,viewed\nann,3,returned\n');
    const results = await recommendations({ kind: 'user', id: 'ann' });
    expect(results.map(({ id }) => id).sort()).toEqual(['2', '4', '5', '6']);
    expect(results.find(({ id }) => id === '2')?.from).toBe('1');
    await expect(recommendations({ kind: 'user', id: 'zoe' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are those of a board with the same likes, where every event counts the same', async () => {
    await place.engine.call('boards.mark', { name: 'Same', ids: ['1', '4'], opinion: 'liked' });
    await place.engine.call('boards.mark', { name: 'Same', ids: ['5'], opinion: 'disliked' });
    await take('user_id,product_id,event\nann,1,bought\nann,4,bought\nann,5,returned\n');
    const strip = (results: Awaited<ReturnType<typeof recommendations>>) =>
      results.map(({ id, score, from }) => ({ id, score: score.toFixed(9), from }));
    expect(strip(await recommendations({ kind: 'user', id: 'ann' }))).toEqual(
      strip(await recommendations({ kind: 'board', name: 'Same' })),
    );
  });

  it('follow other weights at once, also after a restart', async () => {
    await take('user_id,product_id,event\nann,1,viewed\nann,2,liked\n');
    const weights = { ...defaultTaste.weights, viewed: 0 };
    await place.engine.call('users.setSettings', { weights, halfLifeDays: 30 });
    await place.restart();
    expect(await place.engine.call('users.settings', {})).toEqual({ weights, halfLifeDays: 30 });
    const { liked } = await place.engine.call('users.get', { id: 'ann' });
    expect(liked.map(({ id }) => id)).toEqual(['2']);
  });
});

describe('the export for all users', () => {
  it('has the same recommendations as each one’s own, and counts who has none', async () => {
    await take(
      'user_id,product_id,event\nbob,3,liked\nann,1,bought\nann,2,viewed\ncarl,5,returned\n=eve,6,liked\n',
    );
    const { result, lines } = await exportAll(2);
    expect(result).toMatchObject({ users: 3, without: 1, rows: 6 });
    expect(lines[0]).toBe(
      '\ufeffuser_id,rank,recommended_id,score,from_id,recommended_name,recommended_image',
    );
    const ann = (await recommendations({ kind: 'user', id: 'ann' })).slice(0, 2);
    expect(
      lines.filter((line) => line.startsWith('ann,')).map((line) => line.split(',').slice(1, 3)),
    ).toEqual(ann.map(({ id }, at) => [String(at + 1), id]));
    expect(lines.filter((line) => line.startsWith("'=eve,"))).toHaveLength(2);
  });

  it('without users is refused in words', async () => {
    await expect(place.engine.call('users.export', { top: 2 })).rejects.toMatchObject({ code: 'not-found' });
  });
});

it('what users did follows renamed and merged products, and rests while they are gone', async () => {
  const own = await openWorkplace();
  try {
    for (const id of [1, 2, 3, 4]) await own.draw(`${id}.jpg`, id);
    await own.import();
    const file = own.write(
      'e.csv',
      'user_id,product_id,event\nann,1,liked\nann,2,viewed\nann,2,liked\nann,3,bought\n',
    );
    await own.engine.call('users.import', { file });
    own.write('m.csv', 'sku,image\nSHOE,1.jpg\nSHOE,2.jpg\n3,3.jpg\n4,4.jpg\n');
    await own.import({ metadata: join(own.images, 'm.csv') });
    const weights = async () => {
      const { liked } = await own.engine.call('users.get', { id: 'ann' });
      return liked.map(({ id, weight, isResting }) => [id, weight, isResting]);
    };
    // The two likes are one thing now.
    expect(await weights()).toEqual([
      ['3', 5, false],
      ['SHOE', 4, false],
    ]);
    rmSync(join(own.images, '3.jpg'));
    await own.import({ metadata: join(own.images, 'm.csv'), prune: true });
    expect(await weights()).toEqual([
      ['3', 5, true],
      ['SHOE', 4, false],
    ]);
  } finally {
    await own.close();
  }
});
