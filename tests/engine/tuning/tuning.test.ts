/** A distance learned through the contract: kept where it wins, searched by, forgotten. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../src/contract/contract.ts';
import type { Metric } from '../../../src/contract/search.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { makeDataFolder } from '../../runFolder.ts';
import { openStrictly, drawnRuntime as runtime } from '../openStrictly.ts';
import { resourcesFolder } from '../workplace.ts';
import { addProducts, type DrawnProduct, drawProducts, kinds } from './drawnCatalog.ts';

let folder: string;
let engine: Engine;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-tuning-'));
  makeDataFolder(join(folder, 'data'));
});

afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts them into the catalog, which is made where there is none, and opens it. */
async function openWith(products: readonly DrawnProduct[]): Promise<void> {
  const catalog = await openStrictly(join(folder, 'catalog'));
  if (catalog.runtime() === null) {
    await catalog.prepareSpace(runtime.space);
    catalog.setRuntime(runtime);
  }
  addProducts(catalog, products);
  await catalog.close();
  await open();
}

async function open(): Promise<void> {
  engine = await createEngine({ dataFolder: join(folder, 'data'), resourcesFolder });
  await engine.call('catalogs.open', { folder: join(folder, 'catalog') });
}

async function tune(order: Input<'tuning.start'> = {}) {
  const { jobId: id } = await engine.call('tuning.start', order);
  const job = await engine.call('jobs.wait', { id });
  if (job.kind !== 'tune') throw new Error(`It is a ${job.kind}.`);
  return job;
}

async function resultOf(order: Input<'tuning.start'> = {}) {
  const { result, message } = await tune(order);
  if (result === null) throw new Error(`Nothing came of it: ${message}`);
  return result;
}

const nearest = async (id: string, metric: Metric) => {
  const { results } = await engine.call('search.similar', { query: { kind: 'product', id }, k: 5, metric });
  return results;
};

/** Of the nearest five, those that are of the product's kind. */
async function agreeing(ids: readonly string[], metric: Metric): Promise<number> {
  const lists = await Promise.all(ids.map((id) => nearest(id, metric)));
  return lists
    .flatMap((list, at) =>
      list.map(({ attributes }) => [attributes['articleType'], kinds[Number(ids[at]) % 4]]),
    )
    .filter(([found, wanted]) => found === wanted).length;
}

const asked = Array.from({ length: 20 }, (_, at) => String(at * 7));

describe('a catalog with metadata that its pictures know of', () => {
  it('gets a distance that finds more alike, keeps it over a restart and for what comes later, and forgets it', async () => {
    await openWith(drawProducts(400));
    expect(await engine.call('tuning.kept', {})).toEqual({ kept: null });
    const { fields } = await engine.call('tuning.fields', {});
    expect(fields).toEqual([
      { field: 'articleType', values: 4, weight: 1, problem: null },
      { field: 'lot', values: 5, weight: 0.2, problem: null },
    ]);
    await expect(nearest('0', 'tuned')).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('no distance of its own'),
    });

    const result = await resultOf();
    expect(result).toMatchObject({ accepted: true, isKept: true, products: 400 });
    const [type, lot] = result.fields;
    expect(type?.field).toBe('articleType');
    expect(type?.low).toBeGreaterThan(0);
    expect((type?.tuned ?? 0) - (type?.plain ?? 0)).toBeGreaterThan(0.1);
    expect(lot?.low).toBeLessThan(0);
    expect(lot?.high).toBeGreaterThan(0);

    const before = await agreeing(asked, 'cosine');
    expect(await agreeing(asked, 'tuned')).toBeGreaterThan(before + 10);
    const list = await nearest('3', 'tuned');
    for (const { score, distance } of list) expect(distance).toBe(1 - score);

    const described = await engine.call('tuning.kept', {});
    expect(described.kept).toMatchObject({
      weights: [
        { field: 'articleType', weight: 1 },
        { field: 'lot', weight: 0.2 },
      ],
      result,
    });

    await engine.close();
    await openWith(drawProducts(40, 400));
    expect(await engine.call('tuning.kept', {})).toEqual(described);
    const late = Array.from({ length: 10 }, (_, at) => String(400 + 4 * at));
    expect(await agreeing(late, 'tuned')).toBeGreaterThan(await agreeing(late, 'cosine'));

    expect(await engine.call('tuning.drop', {})).toEqual({ dropped: true });
    await expect(nearest('3', 'tuned')).rejects.toMatchObject({ code: 'bad-input' });
    expect(await engine.call('tuning.drop', {})).toEqual({ dropped: false });
  });

  it('is searched by its distance with filters, likes, variety and variants, in lists and in the matrix', async () => {
    await openWith(drawProducts(400));
    await resultOf();
    const ask = (input: Partial<Input<'search.similar'>>) =>
      engine.call('search.similar', { query: { kind: 'product', id: '5' }, metric: 'tuned', k: 8, ...input });
    const ids = async (input: Partial<Input<'search.similar'>>) =>
      (await ask(input)).results.map(({ id }) => id);

    const filtered = await ask({ where: [{ field: 'lot', values: ['lot 2'] }] });
    expect(filtered.results).toHaveLength(8);
    for (const { attributes } of filtered.results) expect(attributes['lot']).toBe('lot 2');
    const liked = await ids({ like: ['1'], unlike: ['2'] });
    expect(liked).toHaveLength(8);
    for (const id of ['1', '2', '5']) expect(liked).not.toContain(id);
    const [first, ...varied] = await ids({ diversity: 0.6 });
    expect(first).toBe((await ids({}))[0]);
    expect(varied).not.toEqual((await ids({})).slice(1));
    // Near-identical is what looks so: by the pictures themselves none of these is.
    const grouped = await ask({ variants: 'grouped', variantScore: 0.999 });
    expect(grouped.results.map(({ id }) => id)).toEqual(await ids({}));

    const list = await engine.call('lists.show', { id: '5', metric: 'tuned', top: 8 });
    expect(list.entries.map(({ id }) => id)).toEqual(await ids({}));
    const { values } = await engine.call('matrix.compare', { ids: ['5', first ?? ''], metric: 'tuned' });
    const [nearestOne] = (await ask({})).results;
    expect(values[0]?.[1]).toBe(nearestOne?.score);
  });

  it('has lists generated by it, as a search finds them', async () => {
    await openWith(drawProducts(400));
    await resultOf();
    const order = { type: 'substitute', length: 4 };
    const { jobId: id } = await engine.call('lists.generate', { order, metric: 'tuned', dryRun: true });
    const job = await engine.call('jobs.wait', { id });
    if (job.kind !== 'generate' || job.result === null) throw new Error(`No lists: ${job.message}`);
    expect(job.result.examples.length).toBeGreaterThan(0);
    for (const { id: product, entries } of job.result.examples)
      expect(entries).toEqual((await nearest(product, 'tuned')).slice(0, 4).map((each) => each.id));
  });

  it('keeps nothing of a trial', async () => {
    await openWith(drawProducts(400));
    expect(await resultOf({ dryRun: true })).toMatchObject({ accepted: true, isKept: false });
    expect((await engine.call('tuning.kept', {})).kept).toBeNull();
  });

  it('keeps nothing where it is cancelled', async () => {
    await openWith(drawProducts(400));
    const { jobId: id } = await engine.call('tuning.start', {});
    await engine.call('jobs.cancel', { id });
    expect(await engine.call('jobs.wait', { id })).toMatchObject({ state: 'cancelled', result: null });
    expect((await engine.call('tuning.kept', {})).kept).toBeNull();
  });

  it('is not tuned by a field that it does not have, or that teaches nothing', async () => {
    const products = drawProducts(400).map((product, at) => ({
      ...product,
      attributes: { ...product.attributes, sku: `${at}` },
    }));
    await openWith(products);
    expect(await tune({ fields: [{ field: 'brand', weight: 1 }] })).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('no field "brand"'),
    });
    expect(await tune({ fields: [{ field: 'sku', weight: 1 }] })).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('Nothing can be learned from sku'),
    });
  });
});

describe('a catalog that nothing can be learned from', () => {
  it.each<[string, () => DrawnProduct[], RegExp]>([
    ['of sixty products', () => drawProducts(60), /It takes 200 different pictures.* has 60/],
    [
      'without metadata',
      () => drawProducts(300).map((product) => ({ ...product, attributes: {} })),
      /no field to learn from/,
    ],
    [
      'of metadata that is noise',
      () =>
        drawProducts(600).map((product, at) => ({
          ...product,
          attributes: {
            articleType: kinds[(at * 7 + Math.floor(at / 9)) % 4] ?? '',
            lot: product.attributes['lot'] ?? '',
          },
        })),
      /no better than cosine|fewer would have the same/,
    ],
    [
      'of pictures that are all the same to the network',
      () => {
        const [first, ...others] = drawProducts(300);
        return first === undefined
          ? []
          : [first, ...others.map((each) => ({ ...each, vector: first.vector }))];
      },
      /there is nothing to learn/,
    ],
  ])('%s stays with cosine, and says why', async (_what, products, reason) => {
    await openWith(products());
    expect(await resultOf()).toMatchObject({
      accepted: false,
      isKept: false,
      reason: expect.stringMatching(reason),
    });
    expect((await engine.call('tuning.kept', {})).kept).toBeNull();
  });
});

it('a catalog that goes to another embedding space has none of it, and has it again when it comes back', async () => {
  await openWith(drawProducts(300));
  await resultOf();
  await engine.close();
  const catalog = await openStrictly(join(folder, 'catalog'));
  expect(catalog.tuning.kept()?.space).toBe(runtime.space);
  const other = { ...runtime, space: 'space-b' };
  await catalog.prepareSpace(other.space);
  catalog.setRuntime(other);
  expect(catalog.tuning.kept()).toBeNull();
  expect(catalog.tuning.over(catalog.index())()).toBeNull();
  expect(catalog.tuning.drop()).toBe(false);
  await catalog.prepareSpace(runtime.space);
  catalog.setRuntime(runtime);
  expect(catalog.tuning.kept()?.space).toBe(runtime.space);
  await catalog.close();
  await open();
});
