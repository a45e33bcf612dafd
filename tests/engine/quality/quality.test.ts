/** Measurements through the contract, held against searches one by one. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../src/contract/contract.ts';
import type { Quality } from '../../../src/contract/insight/quality.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';

let place: Workplace;
const types = ['Shirts', 'Shoes', 'Hats'];
const count = 36;
const idOf = (at: number) => String(1001 + at);

beforeAll(async () => {
  place = await openWorkplace();
  const rows = ['id,articleType,baseColour,brand,code,season,productDisplayName'];
  for (let at = 0; at < count; at++) {
    await place.draw(`${idOf(at)}.jpg`, at);
    const colour = at % 4 === 3 ? '' : ['Red', 'Green'][at % 2];
    rows.push(`${idOf(at)},${types[at % 3]},${colour},One,code ${at},,Item ${at}`);
  }
  place.write('styles.csv', `${rows.join('\n')}\n`);
  await place.import();
});

afterAll(() => place.close());

async function measure(order: Partial<Input<'quality.measure'>> = {}): Promise<Quality> {
  const { jobId } = await place.engine.call('quality.measure', { view: {}, k: 5, ...order });
  const job = await place.engine.call('jobs.wait', { id: jobId });
  expect([job.state, job.message]).toEqual(['done', null]);
  const { measured } = await place.engine.call('quality.last', {});
  if (measured === null) throw new Error('Nothing was measured.');
  return measured;
}

type Similar = Input<'search.similar'>;

async function lookAlikes(id: string, how: Pick<Similar, 'k' | 'metric'>) {
  const query = { kind: 'product' as const, id };
  return (await place.engine.call('search.similar', { query, ...how })).results;
}

/** Precision as its definition says, product by product. */
async function precisionOf(field: string, metric: NonNullable<Similar['metric']>): Promise<number> {
  const shares: number[] = [];
  for (let at = 0; at < count; at++) {
    const own = (await place.engine.call('products.get', { id: idOf(at) })).attributes[field] ?? '';
    const others = (await lookAlikes(idOf(at), { k: 5, metric })).map(
      ({ attributes }) => attributes[field] ?? '',
    );
    const known = others.filter((value) => value !== '');
    if (own !== '' && known.length > 0)
      shares.push(known.filter((value) => value === own).length / known.length);
  }
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

describe('agreement with the metadata', () => {
  it('is what searches one by one say, for each of two settings', async () => {
    const settings = [{ metric: 'cosine' as const }, { metric: 'manhattan' as const }];
    const { fields, leftOut, ...measured } = await measure({ settings });
    expect(measured).toMatchObject({ sampled: count, population: count, pool: count, isWholeCatalog: true });
    expect(fields.map(({ field }) => field)).toEqual(['articleType', 'baseColour']);
    for (const { field, precision, difference } of fields) {
      expect(precision[0]?.value).toBeCloseTo(await precisionOf(field, 'cosine'), 12);
      expect(precision[1]?.value).toBeCloseTo(await precisionOf(field, 'manhattan'), 12);
      expect(difference?.value).toBeCloseTo((precision[1]?.value ?? 0) - (precision[0]?.value ?? 0), 12);
    }
    expect(fields[1]).toMatchObject({ products: 27, withoutValue: 9 });
    expect(leftOut).toEqual([
      { field: 'brand', reason: 'one-value', distinct: 1 },
      { field: 'code', reason: 'codes', distinct: count },
      { field: 'season', reason: 'no-values', distinct: 0 },
    ]);
  });

  it('has examples that are so: look-alikes of the product, with another value', async () => {
    const { fields } = await measure({ fields: ['articleType'] });
    const examples = fields[0]?.values.flatMap((value) => value.examples) ?? [];
    expect(examples.length).toBeGreaterThan(0);
    for (const { product, disagreeing, agreeing, known } of examples) {
      const found = await lookAlikes(product.id, { k: 5, metric: 'cosine' });
      const other = found.filter(({ attributes }) => attributes['articleType'] !== product.value);
      expect(disagreeing.map(({ id }) => id)).toEqual(other.map(({ id }) => id));
      expect([agreeing, known]).toEqual([found.length - other.length, found.length]);
    }
  });

  it('looks at the products of the view and at a sample of them, whose look-alikes come from everywhere', async () => {
    const view = { where: [{ field: 'articleType', values: ['Hats'] }] };
    const { fields, ...measured } = await measure({ view, sample: 10, fields: ['articleType'] });
    expect(measured).toMatchObject({ sampled: 10, population: 12, pool: count });
    expect(fields[0]?.values.map(({ value, products }) => [value, products])).toEqual([['Hats', 10]]);
    expect(fields[0]?.precision[0]?.value).toBeLessThan(1);
    const again = await measure({ view, sample: 10, fields: ['articleType'] });
    expect(again.fields).toEqual(fields);
  });
});

describe('pictures embedded in another way', () => {
  it('are compared with the catalog’s own in the same pool, and nothing of them is kept', async () => {
    const { catalog } = await place.engine.call('catalogs.current', {});
    const { model = '', pooling, inputSize = 0 } = catalog?.runtime ?? {};
    const other = { model, inputSize, pooling: pooling === 'max' ? ('avg' as const) : ('max' as const) };
    const settings = [{}, { embedding: other }];
    const { fields, ...measured } = await measure({ settings, fields: ['articleType'] });
    expect(measured).toMatchObject({ sampled: count, pool: count, isWholeCatalog: false });
    expect(fields[0]?.precision[0]?.value).toBeCloseTo(await precisionOf('articleType', 'cosine'), 12);
    // The same way of embedding finds the same.
    const same = await measure({
      settings: [{}, { embedding: { model, inputSize, pooling: pooling ?? 'avg' } }],
      fields: ['articleType'],
    });
    expect(same.fields[0]?.difference?.value).toBeCloseTo(0, 2);
    expect((await place.engine.call('catalogs.current', {})).catalog?.runtime?.pooling).toBe(pooling);
    expect((await place.engine.call('catalogs.verify', {})).ok).toBe(true);
  });
});

describe('agreement with decisions', () => {
  it('says so where there are none', async () => {
    expect((await measure()).decisions).toMatchObject({
      products: 0,
      acceptance: null,
      reciprocalRank: null,
    });
  });

  it('counts what was accepted among the first, and where the nearest accepted one stands', async () => {
    const id = idOf(0);
    const found = (await lookAlikes(id, { k: 8, metric: 'cosine' })).map((one) => one.id);
    const decide = (at: number, state: 'accepted' | 'rejected' | 'pinned') =>
      place.engine.call('lists.decide', { id, lookAlikeId: found[at] ?? '', state });
    await decide(0, 'rejected');
    await decide(2, 'accepted');
    await decide(4, 'pinned');
    await decide(7, 'accepted');
    const { decisions } = await measure();
    expect(decisions).toMatchObject({ products: 1, accepted: 2, rejected: 1, pinned: 1 });
    expect(decisions.acceptance?.decided).toEqual([3]);
    expect(decisions.acceptance?.estimates[0]?.value).toBeCloseTo(2 / 3);
    expect(decisions.reciprocalRank?.estimates[0]?.value).toBeCloseTo(1 / 3);
    await place.engine.call('lists.undo', { count: 4 });
  });
});

describe('a catalog with two embedding spaces', () => {
  it('is measured in the one that it stands in, against the other one', async () => {
    const before = (await place.engine.call('catalogs.current', {})).catalog?.runtime;
    const first = before?.pooling === 'max' ? 'max' : 'avg';
    const second = first === 'max' ? 'avg' : 'max';
    const model = before?.model ?? '';
    await place.import({ embedding: { pooling: second } });
    const settings = [{}, { embedding: { model, pooling: first } } as const];
    const { fields } = await measure({ settings, fields: ['articleType'] });
    expect(fields[0]?.precision[0]?.value).toBeCloseTo(await precisionOf('articleType', 'cosine'), 12);
    await place.import({ embedding: { pooling: first } });
    const plain = await measure({ fields: ['articleType'] });
    expect(plain.fields[0]?.precision[0]?.value).toBeCloseTo(await precisionOf('articleType', 'cosine'), 12);
  });
});

describe('what cannot be measured', () => {
  it('has a reason: an unknown field, no product in the view, one measurement at a time', async () => {
    const call = (order: object) => place.engine.call('quality.measure', { view: {}, ...order });
    await expect(call({ fields: ['size'] })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(
      call({ view: { where: [{ field: 'articleType', values: ['Socks'] }] } }),
    ).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('No product passes') });
  });

  it('keeps the last measurement where the next one is cancelled', async () => {
    const before = await measure();
    const { jobId } = await place.engine.call('quality.measure', { view: {} });
    await place.engine.call('jobs.cancel', { id: jobId });
    expect((await place.engine.call('jobs.wait', { id: jobId })).state).toBe('cancelled');
    expect((await place.engine.call('quality.last', {})).measured).toEqual(before);
  });

  it('finds fewer look-alikes than were asked for, or all equally near, and says so', async () => {
    const { short, sampled } = await measure({ k: 50 });
    expect([short, sampled]).toEqual([count, count]);
  });
});

describe('a catalog too small', () => {
  it('of one product has no look-alikes; of two equal pictures they are all equally near', async () => {
    const small = await openWorkplace();
    try {
      await expect(small.engine.call('quality.measure', { view: {} })).rejects.toMatchObject({
        code: 'not-found',
      });
      await small.draw('1.jpg', 1);
      await small.import();
      const { jobId } = await small.engine.call('quality.measure', { view: {} });
      expect(await small.engine.call('jobs.wait', { id: jobId })).toMatchObject({
        state: 'failed',
        message: expect.stringContaining('Fewer than two products'),
      });
      for (const id of ['2', '3', '4']) await small.draw(`${id}.jpg`, 1);
      small.write('styles.csv', 'id,kind\n1,a\n2,a\n3,b\n4,b\n');
      await small.import({ metadata: join(small.images, 'styles.csv') });
      const { jobId: next } = await small.engine.call('quality.measure', { view: {} });
      expect((await small.engine.call('jobs.wait', { id: next })).state).toBe('done');
      const { measured } = await small.engine.call('quality.last', {});
      expect(measured).toMatchObject({ sampled: 4, short: 4, tied: 4 });
      expect(measured?.fields[0]?.precision[0]?.value).toBeCloseTo(1 / 3);
      // Pictures that are out of reach cannot be embedded anew.
      rmSync(small.images, { recursive: true });
      const runtime = (await small.engine.call('catalogs.current', {})).catalog?.runtime;
      const embedding = { model: runtime?.model ?? '', pooling: 'max' as const, inputSize: 112 };
      const { jobId: last } = await small.engine.call('quality.measure', {
        view: {},
        settings: [{}, { embedding }],
      });
      expect(await small.engine.call('jobs.wait', { id: last })).toMatchObject({
        state: 'failed',
        message: expect.stringContaining('within reach'),
      });
    } finally {
      await small.close();
    }
  });
});
