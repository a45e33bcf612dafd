/** The map through the contract: made as a job, kept with the catalog, extended by what is imported later. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MapLayout, type MapMethod, mapEdge } from '../../../src/contract/insight/map.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';

const productCount = 24;

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace();
  for (let seed = 1; seed <= productCount; seed++) await place.draw(`${seed}.jpg`, seed);
  await place.import();
});

afterAll(() => place.close());

async function make(engine: Engine, method: MapMethod, trustworthiness = true) {
  const { jobId: id } = await engine.call('map.start', { method, trustworthiness });
  const job = await engine.call('jobs.wait', { id });
  if (job.kind !== 'map') throw new Error(`It is a ${job.kind}.`);
  return job;
}

async function layoutOf(engine: Engine, method: MapMethod): Promise<MapLayout> {
  const layout = await engine.call('map.layout', { method });
  if (layout === null) throw new Error('There is no layout.');
  return layout;
}

function placesById({ points: { ids, x, y } }: MapLayout): Map<string, readonly [number, number]> {
  return new Map(ids.map((id, at) => [id, [x[at] ?? -1, y[at] ?? -1]]));
}

describe('a map', () => {
  it('is not there before it is made, and cannot be written', async () => {
    expect(await place.engine.call('map.layout', {})).toBeNull();
    await expect(
      place.engine.call('map.export', { file: join(place.folder, 'no.csv') }),
    ).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('Lay the map out first') });
  });

  it.each<MapMethod>(['umap', 'tsne'])(
    'made by %s has every product in the square, with its trustworthiness',
    async (method) => {
      const job = await make(place.engine, method);
      expect(job).toMatchObject({
        state: 'done',
        detail: { method },
        result: { method, points: productCount },
      });
      const layout = await layoutOf(place.engine, method);
      expect(layout).toMatchObject({ method, placed: 0, trustworthiness: job.result?.trustworthiness });
      expect(layout.trustworthiness).toBeGreaterThan(0.5);
      const { ids, x, y } = layout.points;
      expect(new Set(ids).size).toBe(productCount);
      const spans = [x, y].map((values) => [Math.min(...values), Math.max(...values)]);
      expect(spans).toContainEqual([0, mapEdge]);
    },
  );

  it('is not measured where that is not asked for', async () => {
    const { result } = await make(place.engine, 'tsne', false);
    expect(result?.trustworthiness).toBeNull();
    expect((await layoutOf(place.engine, 'tsne')).trustworthiness).toBeNull();
  });

  it('is as it was after a restart', async () => {
    const before = await layoutOf(place.engine, 'umap');
    await place.restart();
    expect(await layoutOf(place.engine, 'umap')).toEqual(before);
  });

  it('is written as a table', async () => {
    const file = join(place.folder, 'places.csv');
    expect(await place.engine.call('map.export', { file })).toEqual({ points: productCount, file });
    const [head, ...rows] = readFileSync(file, 'utf8').replace('\ufeff', '').trim().split('\r\n');
    expect(head).toBe('product_id,x,y');
    const places = placesById(await layoutOf(place.engine, 'umap'));
    expect(rows).toEqual([...places].map(([id, [x, y]]) => `${id},${x},${y}`));
  });

  it('is the same again, however often it is made', async () => {
    const before = await layoutOf(place.engine, 'umap');
    await make(place.engine, 'umap');
    expect((await layoutOf(place.engine, 'umap')).points).toEqual(before.points);
  });

  it('that is cancelled is as it was before', async () => {
    const before = await layoutOf(place.engine, 'umap');
    const { jobId: id } = await place.engine.call('map.start', {});
    await expect(place.engine.call('map.start', {})).rejects.toMatchObject({ code: 'already-running' });
    await place.engine.call('jobs.cancel', { id });
    expect(await place.engine.call('jobs.wait', { id })).toMatchObject({ state: 'cancelled', result: null });
    expect(await layoutOf(place.engine, 'umap')).toEqual(before);
  });
});

describe('a map of a catalog that changes', () => {
  it('has what came later among its nearest, for good, and moves nothing else', async () => {
    const before = placesById(await layoutOf(place.engine, 'umap'));
    // The same drawing in other bytes.
    const bytes = readFileSync(join(place.images, '7.jpg'));
    place.write('later.jpg', Buffer.concat([bytes, Buffer.from('later')]));
    await place.draw('other.jpg', 501);
    await place.import();
    const extended = await layoutOf(place.engine, 'umap');
    expect(extended.placed).toBe(2);
    const after = placesById(extended);
    expect(after.size).toBe(productCount + 2);
    for (const [id, at] of before) expect(after.get(id)).toEqual(at);
    const { results } = await place.engine.call('search.similar', {
      query: { kind: 'product', id: 'later' },
      k: 6,
    });
    const nearest = results.filter(({ id }) => id !== 'other').slice(0, 5);
    for (const axis of [0, 1] as const) {
      const theirs = nearest.map(({ id }) => after.get(id)?.[axis] ?? -1).toSorted((a, b) => a - b);
      expect(after.get('later')?.[axis]).toBe(theirs[2]);
    }
    await place.restart();
    expect(await layoutOf(place.engine, 'umap')).toEqual(extended);
  });

  it('leaves out what was removed', async () => {
    rmSync(join(place.images, 'other.jpg'));
    await place.import({ prune: true });
    const layout = await layoutOf(place.engine, 'umap');
    expect(layout.points.ids).not.toContain('other');
    expect(layout.placed).toBe(1);
  });

  it('laid out anew has all in their places', async () => {
    await make(place.engine, 'umap');
    expect(await layoutOf(place.engine, 'umap')).toMatchObject({ placed: 0 });
  });

  it('is that of the embedding space of now, and both are kept', async () => {
    const max = await layoutOf(place.engine, 'umap');
    const pooling = max.space.includes('max') ? 'avg' : 'max';
    await place.import({ embedding: { engine: 'auto', precision: 'auto', pooling } });
    expect(await place.engine.call('map.layout', { method: 'umap' })).toBeNull();
    await make(place.engine, 'umap');
    const other = await layoutOf(place.engine, 'umap');
    expect(other.space).not.toBe(max.space);
    expect(other.points.ids).toEqual(max.points.ids);
  });
});

describe('a small catalog', () => {
  it('of nothing is refused in words', async () => {
    const empty = await openWorkplace();
    await expect(empty.engine.call('map.start', {})).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('Import a folder of images first'),
    });
    expect(await empty.engine.call('map.layout', {})).toBeNull();
    await empty.close();
  });

  it.each<[MapMethod, number]>([
    ['umap', 1],
    ['tsne', 1],
    ['umap', 3],
    ['tsne', 3],
  ])('by %s of %i products has them all, and says nothing of its trustworthiness', async (method, count) => {
    const few = await openWorkplace();
    for (let seed = 1; seed <= count; seed++) await few.draw(`${seed}.jpg`, seed);
    await few.import();
    expect(await make(few.engine, method)).toMatchObject({
      state: 'done',
      result: { points: count, trustworthiness: null },
    });
    const { points } = await layoutOf(few.engine, method);
    expect(points.ids).toHaveLength(count);
    if (count === 1) expect([points.x, points.y]).toEqual([[32_768], [32_768]]);
    await few.close();
  });

  it.each<MapMethod>(['umap', 'tsne'])(
    'by %s of pictures that are all the same has them all',
    async (method) => {
      const same = await openWorkplace();
      const ids = Array.from({ length: 40 }, (_, at) => String(at + 1));
      for (const id of ids) await same.draw(`${id}.jpg`, 1);
      same.write('styles.csv', `id,kind\n${ids.map((id) => `${id},a`).join('\n')}\n`);
      await same.import({ metadata: join(same.images, 'styles.csv') });
      expect(await make(same.engine, method)).toMatchObject({ state: 'done', result: { points: 40 } });
      const { x, y, ids: laidOut } = (await layoutOf(same.engine, method)).points;
      expect(laidOut.toSorted()).toEqual(ids.toSorted());
      for (const value of [...x, ...y]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(mapEdge);
      }
      await same.close();
    },
  );
});
