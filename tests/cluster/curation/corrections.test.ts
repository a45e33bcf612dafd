/** Values are corrected in a shared catalog: everybody's lists, facets, filters, charts and exports have them, as those of a local one. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/contract/failure.ts';
import { type Filter, viewSchema } from '../../../src/contract/products.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import {
  addressOf,
  closeSample,
  exportLists,
  openSharedAs,
  publish,
  type SampleCatalog,
  shareSample,
} from '../fixtures/sampleCatalog.ts';
import { openTeammate } from '../fixtures/teammate.ts';

const name = 'corrected';
const field = 'baseColour';

let sample: SampleCatalog;
let local: Engine;
let anna: Engine;
let ben: Engine;
let ids: readonly string[];

beforeAll(async () => {
  ({ sample, local, anna, ben, ids } = await shareSample(280, name, (engine, all) =>
    engine.call('products.correct', { id: all[9] ?? '', field: 'season', value: 'Monsoon' }),
  ));
});

afterAll(async () => {
  await closeSample({ anna, ben, local, sample });
});

const idAt = (at: number): string => ids[at] ?? '';

async function valueAt(engine: Engine, at: number, of = field): Promise<string | undefined> {
  return (await engine.call('products.get', { id: idAt(at) })).attributes[of];
}

/** Both have the same wherever attributes count, once the cluster's products say so. */
async function areLike(engine: Engine, where: readonly Filter[]): Promise<void> {
  const view = viewSchema.parse({ where: [...where], sort: { field, descending: false } });
  const answersOf = async (one: Engine): Promise<unknown> => ({
    facets: await one.call('products.facets', { view: {} }),
    list: await one.call('products.list', { view, offset: 0, limit: 60 }),
    fields: await one.call('charts.fields', { view }),
    similar: (
      await one.call('search.similar', { query: { kind: 'product', id: idAt(1) }, where: [...where] })
    ).results,
    corrections: (await one.call('repair.export', { what: 'patch' })).rows,
  });
  const expected = await answersOf(local);
  await expect.poll(() => answersOf(engine)).toEqual(expected);
}

const octarine: readonly Filter[] = [{ field, values: ['Octarine'] }];

describe('values of a shared catalog', () => {
  it('are as they were corrected before it was published, and what the metadata said is known', async () => {
    const expected = await local.call('products.get', { id: idAt(9) });
    expect(expected.corrected['season']).toBeDefined();
    expect(await anna.call('products.get', { id: idAt(9) })).toEqual(expected);
  });

  it('are corrected at once for who says it, and soon for everybody', async () => {
    const before = await valueAt(local, 0);
    for (const engine of [local, anna])
      expect(await engine.call('products.correct', { id: idAt(0), field, value: 'Octarine' })).toEqual({
        previous: null,
      });
    const expected = await local.call('products.get', { id: idAt(0) });
    expect(expected.corrected[field]?.metadata).toBe(before);
    expect(await anna.call('products.get', { id: idAt(0) })).toEqual(expected);
    for (const engine of [anna, ben]) await areLike(engine, octarine);
    expect(await ben.call('products.get', { id: idAt(0) })).toEqual(expected);
    const order = {
      what: { kind: 'products' as const, ids: ids.slice(0, 12) },
      top: 3,
      columns: [field],
      format: 'csv' as const,
    };
    const [here, there] = (await Promise.all([exportLists(local, order), exportLists(ben, order)])).map(
      (file) => readFileSync(file),
    );
    expect(there).toEqual(here);
  });

  it('of two who correct the same product at the same time both stand', async () => {
    const about = { id: idAt(2), value: 'Octarine' };
    await Promise.all([
      anna.call('products.correct', { ...about, field }),
      ben.call('products.correct', { ...about, field: 'season' }),
    ]);
    await local.call('products.correct', { ...about, field });
    await local.call('products.correct', { ...about, field: 'season' });
    for (const engine of [anna, ben]) await areLike(engine, octarine);
  });

  it('of two who correct the same value otherwise the first stands, and the other is told', async () => {
    await anna.call('products.correct', { id: idAt(3), field, value: 'Ash' });
    await ben.call('products.correct', { id: idAt(3), field, value: 'Ochre' });
    const conflicts = async () =>
      (await Promise.all([anna, ben].map((engine) => engine.call('team.state', {})))).reduce(
        (sum, { team }) => sum + (team?.conflicts ?? 0),
        0,
      );
    await expect.poll(conflicts).toBe(1);
    await expect.poll(async () => new Set([await valueAt(anna, 3), await valueAt(ben, 3)]).size).toBe(1);
    const standing = (await valueAt(anna, 3)) ?? '';
    const found = async (engine: Engine) =>
      (await engine.call('products.ids', { view: { where: [{ field, values: [standing] }] } })).ids;
    for (const engine of [anna, ben]) await expect.poll(() => found(engine)).toContain(idAt(3));
    await local.call('products.correct', { id: idAt(3), field, value: standing });
    for (const engine of [anna, ben]) await areLike(engine, octarine);
  });

  it('are as the metadata says after they were taken back', async () => {
    await anna.call('products.correct', { id: idAt(5), field, value: 'Octarine' });
    await areUntil(ben, 5, 'Octarine');
    await anna.call('lists.undo', { count: 1 });
    expect(await valueAt(anna, 5)).toBe(await valueAt(local, 5));
    for (const engine of [anna, ben]) await areLike(engine, octarine);
  });

  it('stay when the catalog is published again, which sends corrections that nobody spoke of', async () => {
    // The team says otherwise than the local catalog, and something that it does not know.
    await ben.call('products.correct', { id: idAt(0), field, value: 'Umber' });
    await anna.call('products.correct', { id: idAt(7), field, value: 'Umber' });
    await areUntil(anna, 0, 'Umber');
    await areUntil(ben, 7, 'Umber');
    await local.call('products.correct', { id: idAt(11), field, value: 'Teal' });
    expect(await publish(local, { address: addressOf(name) })).toMatchObject({ curated: 1 });
    for (const engine of [anna, ben]) {
      await areUntil(engine, 11, 'Teal');
      expect(await valueAt(engine, 0)).toBe('Umber');
      expect(await valueAt(engine, 7)).toBe('Umber');
    }
    expect(await publish(local, { address: addressOf(name) })).toMatchObject({ written: 0, curated: 0 });
  });

  it('come into the products also where who said it was ended before they were written', async () => {
    await anna.close();
    await ben.close();
    let isBroken = true;
    const carl = openTeammate('Carl', addressOf(name), (cluster) => ({
      ...cluster,
      correct: (corrections) =>
        isBroken
          ? Promise.reject(new Failure('cluster-unreachable', 'The products cannot be reached.'))
          : cluster.correct(corrections),
    }));
    try {
      const mauve = { productId: idAt(20), field, value: 'Mauve' };
      carl.store.corrections.correct([mauve], () => '');
      await expect.poll(() => carl.together.state()).toMatchObject({ kind: 'away', waiting: 0 });
      anna = await openSharedAs('Anna', sample.sharedDataFolder, name);
      await expect.poll(async () => (await anna.call('team.state', {})).team?.kind).toBe('together');
      expect(await valueAt(anna, 20)).not.toBe('Mauve');
      isBroken = false;
      await carl.restart();
      await areUntil(anna, 20, 'Mauve');
    } finally {
      await carl.close();
      ben = await openSharedAs('Ben', sample.thirdDataFolder, name);
    }
    await areUntil(ben, 20, 'Mauve');
  });

  it('are written by whoever hears of them where their author cannot', async () => {
    const carl = openTeammate('Carl', addressOf(name), (cluster) => ({
      ...cluster,
      correct: () => Promise.reject(new Failure('cluster-unreachable', 'The products cannot be reached.')),
    }));
    try {
      await expect.poll(() => carl.together.state().kind).toBe('together');
      carl.store.corrections.correct([{ productId: idAt(21), field, value: 'Cyan' }], () => '');
      for (const engine of [anna, ben]) await areUntil(engine, 21, 'Cyan');
    } finally {
      await carl.close();
    }
  });

  it('of many at once are all corrected', async () => {
    await anna.call('repair.accept', {
      values: ids.slice(22).map((id) => ({ id, field: 'season', value: 'Always' })),
    });
    const view = { where: [{ field: 'season', values: ['Always'] }] };
    for (const engine of [anna, ben])
      await expect.poll(async () => (await engine.call('products.ids', { view })).ids).toEqual(ids.slice(22));
  });
});

async function areUntil(engine: Engine, at: number, value: string): Promise<void> {
  const view = { where: [{ field, values: [value] }] };
  await expect.poll(async () => (await engine.call('products.ids', { view })).ids).toContain(idAt(at));
  expect(await valueAt(engine, at)).toBe(value);
}
