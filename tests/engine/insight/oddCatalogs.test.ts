/** Catalogs that a view of the whole is not made for: hardly anything in it, all alike, or two embedding spaces. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobKind, JobOf } from '../../../src/contract/jobs.ts';
import { missingLabels, writeLabelledPictures, wrongLabels } from '../../fixtures/labelledPictures.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';

const otherSpace = { engine: 'auto', precision: 'auto', pooling: 'max' } as const;
const usualSpace = { engine: 'auto', precision: 'auto', pooling: 'avg' } as const;

async function ended<K extends JobKind>(place: Workplace, kind: K, { jobId: id }: { jobId: string }) {
  const job = await place.engine.call('jobs.wait', { id });
  if (job.kind !== kind) throw new Error(`It is a ${job.kind}.`);
  expect(job.message).toBeNull();
  // The compiler cannot see that the kinds are the same.
  return job as JobOf<K>;
}

async function duplicatesIn(place: Workplace): Promise<string[][]> {
  const started = await place.engine.call('duplicates.find', { mode: 'picture' });
  expect((await ended(place, 'duplicates', started)).state).toBe('done');
  const { groups } = await place.engine.call('duplicates.list', { offset: 0, limit: 100 });
  return groups.map(({ ids }) => ids.toSorted()).toSorted();
}

describe('of a catalog with hardly anything in it', () => {
  it('that has nothing duplicates are refused in words, and there are no colours to read', async () => {
    const place = await openWorkplace();
    await expect(place.engine.call('duplicates.find', { mode: 'picture' })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('Import a folder first'),
    });
    expect((await place.engine.call('colours.missing', {})).pictures).toBe(0);
    await place.close();
  });

  it.each([1, 2])('that has %i products duplicates are none', async (count) => {
    const place = await openWorkplace();
    for (let seed = 1; seed <= count; seed++) await place.draw(`${seed}.jpg`, seed * 40);
    await place.import();
    expect(await duplicatesIn(place)).toEqual([]);
    await place.close();
  });
});

describe('of a catalog whose pictures all look the same', () => {
  const ids = Array.from({ length: 12 }, (_, at) => `p${at + 10}`);
  let place: Workplace;

  beforeAll(async () => {
    place = await openWorkplace();
    const drawn = await place.draw('p10.jpg', 1);
    // The same drawing in other bytes each time.
    for (const id of ids.slice(1))
      place.write(`${id}.jpg`, Buffer.concat([readFileSync(drawn), Buffer.from(id)]));
    await place.import();
  });

  afterAll(() => place.close());

  it('duplicates are one group of all', async () => {
    expect(await duplicatesIn(place)).toEqual([ids]);
  });

  it('the matrix has every product once, each as near as can be', async () => {
    const { values, order } = await place.engine.call('matrix.compare', { ids, metric: 'cosine' });
    expect(order.toSorted((a, b) => a - b)).toEqual(ids.map((_, at) => at));
    for (const value of values.flat()) expect(value).toBeCloseTo(1, 6);
  });

  it('colours decide nothing, and products follow by their ids', async () => {
    const { results } = await place.engine.call('search.similar', {
      query: { kind: 'product', id: 'p10' },
      k: 20,
      colourWeight: 0.5,
    });
    expect(results.map(({ id }) => id)).toEqual(ids.slice(1));
    for (const { score } of results) expect(score).toBeCloseTo(1, 6);
  });
});

describe('of a catalog with two embedding spaces', () => {
  let place: Workplace;

  beforeAll(async () => {
    place = await openWorkplace();
    await writeLabelledPictures(place.write);
    await place.import({ metadata: join(place.images, 'styles.csv'), embedding: usualSpace });
  });

  afterAll(() => place.close());

  const goTo = (embedding: typeof otherSpace | typeof usualSpace) => place.import({ embedding });
  const ids = ['Shirts-1', 'Shirts-2', 'Shoes-1', 'Bags-1'];
  const matrix = async () =>
    (await place.engine.call('matrix.compare', { ids, metric: 'cosine' })).values.flat();
  const byColour = async () => {
    const query = { kind: 'product', id: 'Shirts-1' } as const;
    const { results } = await place.engine.call('search.similar', { query, k: 5, colourWeight: 0.4 });
    return results.map(({ id, score }) => [id, score]);
  };
  const suggested = async () => {
    const job = await ended(place, 'repair', await place.engine.call('repair.find', {}));
    expect(job.state).toBe('done');
    const { suggestions } = await place.engine.call('repair.list', { offset: 0, limit: 100 });
    return suggestions.map(({ id, to }) => `${id} ${to}`).toSorted();
  };

  it('matrix and colours are of the one that it stands in, and the same again when it comes back', async () => {
    const [inFirst, coloured] = [await matrix(), await byColour()];
    await goTo(otherSpace);
    expect(await matrix()).not.toEqual(inFirst);
    expect((await place.engine.call('colours.missing', {})).pictures).toBe(0);
    expect(await byColour()).not.toEqual(coloured);
    await goTo(usualSpace);
    expect(await matrix()).toEqual(inFirst);
    expect(await byColour()).toEqual(coloured);
  });

  it('repair and duplicates find in either what is there to be found', async () => {
    const wanted = [
      ...wrongLabels.map(({ id, is }) => `${id} ${is}`),
      ...missingLabels.map((id) => `${id} ${id.split('-')[0]}`),
    ].toSorted();
    expect(await suggested()).toEqual(wanted);
    const copies = await duplicatesIn(place);
    await goTo(otherSpace);
    expect(await suggested()).toEqual(wanted);
    expect(await duplicatesIn(place)).toEqual(copies);
    await goTo(usualSpace);
  });
});

describe('the reading of colours', () => {
  it('that is cancelled half-way keeps what was read, and goes on from there', async () => {
    const pictures = 150;
    const place = await openWorkplace();
    for (let seed = 0; seed < pictures; seed++) await place.draw(`${seed}.jpg`, seed + seed / 1000);
    await place.import();
    await place.engine.call('catalogs.close', {});
    const database = new Database(join(place.catalog, 'twinset.db'));
    database.exec('DELETE FROM colours');
    database.close();
    await place.restart();
    const { pictures: missing } = await place.engine.call('colours.missing', {});
    expect(missing).toBeGreaterThan(64);
    const half = Promise.withResolvers<string>();
    const stop = place.engine.on('jobs.changed', ({ job }) => {
      if (job?.kind === 'colours' && job.state === 'running' && job.detail.done > 0) half.resolve(job.id);
    });
    const started = await place.engine.call('colours.read', {});
    await place.engine.call('jobs.cancel', { id: await half.promise });
    stop();
    expect((await place.engine.call('jobs.wait', { id: started.jobId })).state).toBe('cancelled');
    const { pictures: left } = await place.engine.call('colours.missing', {});
    expect(left).toBeLessThan(missing);
    expect(left).toBeGreaterThan(0);
    const again = await ended(place, 'colours', await place.engine.call('colours.read', {}));
    expect(again.result?.read).toBe(left);
    expect((await place.engine.call('colours.missing', {})).pictures).toBe(0);
    await place.close();
  });
});
