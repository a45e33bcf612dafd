/** The orders of the queue through the engine: by what lists lack, by a field's progress, by exposure as it was counted. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QueueOrder } from '../../../src/contract/listWords.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
  for (let seed = 1; seed <= 5; seed++) await place.draw(`${seed}.jpg`, seed);
  place.write(
    'm.csv',
    'id,image,colour,stock\n1,1.jpg,red,yes\n2,2.jpg,blue,yes\n3,3.jpg,red,no\n4,4.jpg,blue,yes\n5,5.jpg,red,yes\n',
  );
  await place.import({ metadata: join(place.images, 'm.csv') });
});

afterEach(() => place.close());

const type = 'related';
const viewBy = (order: QueueOrder) => ({ queue: { type, order } });

async function listed(order: QueueOrder): Promise<string> {
  const { lists } = await place.engine.call('queue.list', {
    type,
    view: viewBy(order),
    offset: 0,
    limit: 9,
  });
  return lists.map(({ id, missing }) => `${id}:${missing}`).join(' ');
}

const nextAfter = async (order: QueueOrder, after: string | null) =>
  (await place.engine.call('queue.next', { type, view: viewBy(order), after })).id;

const accept = (id: string, ...others: string[]) =>
  place.engine.call('lists.decideAll', { id, type, lookAlikeIds: others, state: 'accepted' });

const shortfall = { by: 'shortfall' } as const;

async function addRelated(): Promise<void> {
  await place.engine.call('listTypes.save', { type, title: 'Related', length: 3, fold: 3 });
}

describe('the order by what lists lack', () => {
  it('follows decisions, undo, what is sold out and generations', async () => {
    const { engine } = place;
    await addRelated();
    expect(await listed(shortfall)).toBe('1:3 2:3 3:3 4:3 5:3');
    await accept('1', '2', '3');
    await accept('2', '5');
    expect(await listed(shortfall)).toBe('3:3 4:3 5:3 2:2 1:1');
    await engine.call('catalogs.nameSoldOut', { soldOut: { field: 'stock', values: ['no'] } });
    // 3 leaves the list of 1.
    expect(await listed(shortfall)).toBe('3:3 4:3 5:3 1:2 2:2');
    await engine.call('lists.undo', { count: 2 });
    expect(await listed(shortfall)).toBe('2:3 3:3 4:3 5:3 1:1');
    const rules = [{ source: [{ field: 'colour', values: ['blue'] }], same: ['colour'] }, {}];
    const { jobId } = await engine.call('lists.generate', { order: { type, length: 3, rules } });
    await engine.call('jobs.wait', { id: jobId });
    // Of the same colour the blue ones have one other each; what is generated for 1 fills it up.
    expect(await listed(shortfall)).toBe('2:2 4:2 1:0 3:0 5:0');
    await engine.call('lists.undo', {});
    expect(await listed(shortfall)).toBe('2:3 3:3 4:3 5:3 1:1');
  });

  it('leads on from one that is done to the one that lacks the most', async () => {
    await addRelated();
    await accept('1', '2');
    await accept('5', '2', '3');
    expect(await nextAfter(shortfall, '1')).toBe('5');
    await place.engine.call('queue.setDone', { id: '1', type, isDone: true });
    expect(await nextAfter(shortfall, '1')).toBe('2');
  });
});

describe('the order by a field', () => {
  it('begins with the value that is least done', async () => {
    await addRelated();
    const order = { by: 'field', field: 'colour' } as const;
    expect(await listed(order)).toBe('2:3 4:3 1:3 3:3 5:3');
    await place.engine.call('queue.setDone', { id: '2', type, isDone: true });
    expect(await listed(order)).toBe('1:3 3:3 5:3 2:3 4:3');
    expect(await nextAfter(order, '2')).toBe('4');
    await expect(listed({ by: 'field', field: 'size' })).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('the order by exposure', () => {
  const most = { by: 'exposure', first: 'most' } as const;

  it('asks for a count first, says of when it is, and has it after a restart', async () => {
    await addRelated();
    await expect(listed(most)).rejects.toMatchObject({ code: 'not-found' });
    expect(await place.engine.call('exposure.counted', { type })).toEqual({ counted: null });
    await accept('1', '4', '5');
    await accept('2', '4');
    const before = Date.now();
    const { jobId } = await place.engine.call('exposure.measure', { type, top: 3 });
    await place.engine.call('jobs.wait', { id: jobId });
    // 4 is in two lists, 5 in one.
    expect(await listed(most)).toBe('4:3 5:3 1:1 2:2 3:3');
    expect(await listed({ by: 'exposure', first: 'least' })).toBe('1:1 2:2 3:3 5:3 4:3');
    const { counted } = await place.engine.call('exposure.counted', { type });
    expect(counted?.top).toBe(3);
    expect(Date.parse(counted?.at ?? '')).toBeGreaterThanOrEqual(before);
    await accept('3', '5', '1');
    await place.restart();
    // Counted before the last decisions: the order is as it was.
    expect(await listed(most)).toBe('4:3 5:3 1:1 2:2 3:1');
    expect(await place.engine.call('exposure.counted', { type })).toEqual({ counted });
  });

  it('takes nothing from a count as mutual proximity would order lists', async () => {
    const { jobId } = await place.engine.call('exposure.measure', { top: 2, mutualProximity: true });
    await place.engine.call('jobs.wait', { id: jobId });
    expect(await place.engine.call('exposure.counted', {})).toEqual({ counted: null });
  });
});
