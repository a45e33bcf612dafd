/** What reads all of a shared catalog at once is answered from a copy of it on this machine, as a local catalog answers it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, Output } from '../../../src/contract/contract.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { drawPicture, runImport } from '../../engine/workplace.ts';
import { addressOf, closeSample, type SampleCatalog, shareSample } from '../fixtures/sampleCatalog.ts';

const name = 'copied';

let place: string;
let sample: SampleCatalog;
let local: Engine;
let anna: Engine;
let ben: Engine;
let ids: readonly string[];

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-copied-'));
  ({ sample, local, anna, ben, ids } = await shareSample(240, name));
});

afterAll(async () => {
  await closeSample({ anna, ben, local, sample });
  rmSync(place, { recursive: true, force: true });
});

const idAt = (at: number): string => ids[at] ?? '';

/** Starts a job and waits for its end. */
async function finish(
  engine: Engine,
  start: (engine: Engine) => Promise<{ readonly jobId: string }>,
): Promise<Output<'jobs.wait'>> {
  const { jobId } = await start(engine);
  const job = await engine.call('jobs.wait', { id: jobId });
  expect(job.message).toBeNull();
  expect(job.state).toBe('done');
  return job;
}

async function inBoth(start: (engine: Engine) => Promise<{ readonly jobId: string }>): Promise<void> {
  for (const engine of [local, anna]) await finish(engine, start);
}

async function folderOf(engine: Engine): Promise<string> {
  return (await engine.call('catalogs.current', {})).catalog?.folder ?? '';
}

async function similar(
  engine: Engine,
  at: number,
  more: Partial<Input<'search.similar'>>,
): Promise<Output<'search.similar'>['results']> {
  const query = { kind: 'product', id: idAt(at) } as const;
  return (await engine.call('search.similar', { query, k: 12, order: 'distance', ...more })).results;
}

describe('a shared catalog', () => {
  it('says at once what it has not, whether it is copied yet or not', async () => {
    expect(await anna.call('map.layout', {})).toBeNull();
    expect(await anna.call('tuning.kept', {})).toEqual({ kept: null });
    expect(await anna.call('colours.missing', {})).toEqual({ pictures: 240 });
    expect(await anna.call('tuning.fields', {})).toEqual(await local.call('tuning.fields', {}));
    await expect(similar(anna, 0, { metric: 'tuned' })).rejects.toThrow(/no distance of its own/);
    await expect(similar(anna, 0, { colourWeight: 0.5 })).rejects.toThrow(/colours of 240 pictures/);
  });

  it.each(['umap', 'tsne'] as const)('is laid out by %s as the local one is', async (method) => {
    await inBoth((engine) => engine.call('map.start', { method }));
    const here = await local.call('map.layout', { method });
    const there = await anna.call('map.layout', { method });
    expect(there).toEqual({ ...here, madeAt: there?.madeAt });
    expect(there?.points.ids).toHaveLength(240);
    const colours = { method, field: 'gender', most: 8 };
    expect((await anna.call('map.colours', colours)).scale).toEqual(
      (await local.call('map.colours', colours)).scale,
    );
  });

  it.each([
    ['file', undefined],
    ['picture', 0.5],
    ['look-alike', 0.9],
  ] as const)('has the same duplicates by %s', async (mode, min) => {
    await inBoth((engine) => engine.call('duplicates.find', { mode, ...(min !== undefined && { min }) }));
    const list = { offset: 0, limit: 1000 };
    const here = await local.call('duplicates.list', list);
    const there = await anna.call('duplicates.list', list);
    expect(there).toEqual({ ...here, found: { ...here.found, seconds: there.found?.seconds } });
    expect(there.total > 0 || mode !== 'look-alike').toBe(true);
  });

  it('compares the pictures of two products', async () => {
    const order = { id: idAt(0), others: [idAt(1), idAt(2)] };
    expect(await anna.call('duplicates.compare', order)).toEqual(
      await local.call('duplicates.compare', order),
    );
  });

  it('keeps the best of duplicates for everybody, and shows hidden ones again', async () => {
    const { groups } = await anna.call('duplicates.list', { offset: 0, limit: 1 });
    const [keep = '', ...hide] = groups[0]?.ids ?? [];
    for (const engine of [local, anna])
      expect(await engine.call('duplicates.keep', { keep, hide })).toEqual({
        attributes: {},
        memberships: 0,
      });
    const shown = async (engine: Engine) => (await engine.call('products.ids', { view: {} })).ids;
    const expected = await shown(local);
    expect(expected).toHaveLength(240 - hide.length);
    expect(await shown(anna)).toEqual(expected);
    await expect.poll(() => shown(ben)).toEqual(expected);
    expect((await anna.call('map.layout', {}))?.points.ids).toHaveLength(240 - hide.length);
    for (const engine of [local, anna]) await engine.call('duplicates.show', { ids: hide });
    await expect.poll(() => shown(ben)).toEqual(ids);
    expect((await anna.call('map.layout', {}))?.points.ids).toHaveLength(240);
    for (const engine of [local, anna]) await engine.call('duplicates.sayDistinct', { ids: [keep, ...hide] });
    const list = { offset: 0, limit: 1000 };
    expect((await anna.call('duplicates.list', list)).groups).toEqual(
      (await local.call('duplicates.list', list)).groups,
    );
  });

  it('weighs colour as thumbnails show it', async () => {
    await finish(anna, (engine) => engine.call('colours.read', {}));
    expect(await anna.call('colours.missing', {})).toEqual({ pictures: 0 });
    const { id } = await anna.call('selections.hold', { ids: ids.slice(0, 100) });
    const held = await local.call('selections.hold', { ids: ids.slice(0, 100) });
    for (const at of [0, 77]) {
      const there = await similar(anna, at, {
        ...{ colourWeight: 0.6, k: 100 },
        where: [{ kind: 'selection', id }],
      });
      const here = await similar(local, at, {
        ...{ colourWeight: 0.6, k: 100 },
        where: [{ kind: 'selection', id: held.id }],
      });
      expect(there).toHaveLength(here.length);
      const scores = new Map(here.map((one) => [one.id, one.score]));
      for (const one of there) expect(one.score).toBeCloseTo(scores.get(one.id) ?? Number.NaN, 1);
    }
  });

  it('finds out the same of a distance of its own', async () => {
    const results: unknown[] = [];
    for (const engine of [local, anna]) {
      const job = await finish(engine, (one) => one.call('tuning.start', { dryRun: true }));
      if (job.kind === 'tune') results.push({ ...job.result, seconds: 0 });
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[1]).toMatchObject({ products: 240 });
  });

  it('has in its copy what was imported since, and no longer what is gone', async () => {
    const folder = join(place, 'autumn');
    mkdirSync(folder);
    writeFileSync(join(folder, 'autumn-1.jpg'), await drawPicture(4711));
    await runImport(anna, { folder });
    const layout = await anna.call('map.layout', {});
    expect(layout?.placed).toBe(1);
    expect(layout?.points.ids).toContain('autumn-1');
    rmSync(join(folder, 'autumn-1.jpg'));
    writeFileSync(join(folder, 'autumn-2.jpg'), await drawPicture(4712));
    await runImport(anna, { folder, prune: true });
    const after = await anna.call('map.layout', {});
    expect(after?.points.ids).toContain('autumn-2');
    expect(after?.points.ids).not.toContain('autumn-1');
  });

  it('has its copy, and what was made of it, when it is opened again', async () => {
    const before = await anna.call('map.layout', { method: 'tsne' });
    await anna.call('catalogs.close', {});
    await anna.call('catalogs.open', { folder: addressOf(name) });
    expect(await anna.call('map.layout', { method: 'tsne' })).toEqual(before);
    expect(await anna.call('colours.missing', {})).toEqual({ pictures: 1 });
  });

  it('makes its copy anew where that cannot be read', async () => {
    const folder = await folderOf(anna);
    await anna.call('catalogs.close', {});
    writeFileSync(join(folder, 'copy', 'twinset.db'), 'no database');
    await anna.call('catalogs.open', { folder: addressOf(name) });
    await finish(anna, (engine) => engine.call('map.start', { trustworthiness: false }));
    expect((await anna.call('map.layout', {}))?.points.ids).toHaveLength(241);
  });
});
