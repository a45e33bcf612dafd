/** Metadata repair from planted mistakes to corrected products, through the contract. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../src/contract/contract.ts';
import { missingLabels, writeLabelledPictures, wrongLabels } from '../../fixtures/labelledPictures.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
  await writeLabelledPictures(place.write);
  await place.import({ metadata: join(place.images, 'styles.csv') });
});

afterEach(() => place.close());

async function find(order: Input<'repair.find'> = {}) {
  const { jobId } = await place.engine.call('repair.find', order);
  const job = await place.engine.call('jobs.wait', { id: jobId });
  expect([job.state, job.message]).toEqual(['done', null]);
  return list();
}

const list = (choice: Partial<Input<'repair.list'>> = {}) =>
  place.engine.call('repair.list', { offset: 0, limit: 100, ...choice });
const typeOf = async (id: string) =>
  (await place.engine.call('products.get', { id })).attributes['type'] ?? '';
const wrong = wrongLabels.map(({ id, is, says }) => ({ id, field: 'type', from: says, to: is }));
const missing = missingLabels.map((id) => ({ id, field: 'type', from: '', to: id.split('-')[0] }));
const byId = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id);

describe('a look at the metadata', () => {
  it('finds what neighbours contradict and what is missing, with who votes', async () => {
    const { suggestions } = await find();
    expect(suggestions.map(({ id, field, from, to }) => ({ id, field, from, to })).toSorted(byId)).toEqual(
      [...wrong, ...missing].toSorted(byId),
    );
    for (const { id, from, to, confidence, neighbours, words } of suggestions) {
      expect(confidence).toBeGreaterThan(0.5);
      expect(neighbours).toHaveLength(30);
      expect(neighbours.map((near) => near.id)).not.toContain(id);
      expect(neighbours.filter(({ value }) => value === to).length).toBeGreaterThan(7);
      const named = words.flatMap(({ field, word, odds }) => (field === null && odds > 1 ? [word] : []));
      expect([from, to, named]).toEqual([from, to, expect.arrayContaining([to.slice(0, -1).toLowerCase()])]);
    }
    expect((await list({ kind: 'missing' })).total).toBe(2);
    expect((await list({ minConfidence: 1 })).total).toBe(0);
    const evidence = await place.engine.call('repair.evidence', { id: 'Shirts-3', field: 'type' });
    expect(evidence.neighbours.every(({ product }) => product?.imageId !== null)).toBe(true);
  });

  it('leaves out what pictures do not tell, by its measurement, and whatever sorts nothing', async () => {
    const { found } = await find();
    const verdicts = Object.fromEntries(
      (found?.fields ?? []).map(({ field, verdict, isUsed }) => [field, [verdict, isUsed]]),
    );
    expect(verdicts).toEqual({
      type: ['told', true],
      season: ['untold', false],
      code: ['own-values', false],
      brand: ['one-value', false],
      empty: ['no-values', false],
    });
    const season = found?.fields.find(({ field }) => field === 'season');
    expect(season?.found).toBeLessThan(0.7);
    expect((await find({ fields: ['season'] })).found?.fields).toMatchObject([
      { field: 'season', verdict: 'untold', isUsed: true },
    ]);
  });

  it('refuses a field that is not there, and is as before where it was cancelled', async () => {
    await expect(place.engine.call('repair.find', { fields: ['mood'] })).rejects.toMatchObject({
      code: 'bad-input',
    });
    await find();
    const { jobId } = await place.engine.call('repair.find', {});
    await place.engine.call('jobs.cancel', { id: jobId });
    const job = await place.engine.call('jobs.wait', { id: jobId });
    expect(job.state).toBe('cancelled');
    expect((await list()).total).toBe(4);
  });
});

describe('accepted suggestions', () => {
  it('are what every reader of attributes sees, over a restart and another import; undo takes them back', async () => {
    await find();
    await place.engine.call('repair.accept', {
      values: [{ id: 'Shirts-3', field: 'type', value: 'Shirts' }],
    });
    expect((await list()).total).toBe(3);
    await place.restart();
    await place.import({ metadata: join(place.images, 'styles.csv') });
    const view = { where: [{ field: 'type', values: ['Shirts'] }] };
    expect((await place.engine.call('products.ids', { view })).ids).toContain('Shirts-3');
    const text = { where: [{ kind: 'text' as const, field: 'type', text: 'shirts' }] };
    expect((await place.engine.call('products.ids', { view: text })).ids).toContain('Shirts-3');
    const { fields } = await place.engine.call('charts.fields', { view: {} });
    const bars = fields.find(({ field }) => field === 'type')?.bars;
    expect(bars?.find(({ label }) => label === 'Shirts')?.count).toBe(25);
    const similar = await place.engine.call('search.similar', {
      query: { kind: 'product', id: 'Shirts-3' },
      k: 5,
      same: ['type'],
    });
    expect(similar.results.every(({ id }) => id.startsWith('Shirts'))).toBe(true);
    expect((await place.engine.call('lists.undo', {})).undone).toMatchObject([
      { operation: 'correct', id: 'Shirts-3', field: 'type' },
    ]);
    expect(await typeOf('Shirts-3')).toBe('Bags');
  });

  it('all at once are as they were previewed, and one step', async () => {
    await find();
    const order = { minConfidence: 0.5, dryRun: true };
    const previewed = await place.engine.call('repair.acceptAll', order);
    expect(previewed).toMatchObject({
      changes: 4,
      products: 4,
      fields: [{ field: 'type', doubtful: 2, missing: 2 }],
    });
    expect(await typeOf('Bags-5')).toBe('');
    expect(await place.engine.call('repair.acceptAll', { ...order, dryRun: false })).toEqual(previewed);
    expect(await typeOf('Bags-5')).toBe('Bags');
    expect((await list()).total).toBe(0);
    await place.engine.call('lists.undo', {});
    expect(await typeOf('Bags-5')).toBe('');
    expect((await list()).total).toBe(4);
  });

  it('stand where the metadata says something new, and that is to be seen', async () => {
    const correct = { id: 'Shirts-3', field: 'type', value: 'Shirts' };
    await place.engine.call('products.correct', correct);
    await writeLabelledPictures(place.write, { 'Shirts-3': 'Shoes' });
    await place.import({ metadata: join(place.images, 'styles.csv') });
    const corrected = async () => (await place.engine.call('products.get', { id: 'Shirts-3' })).corrected;
    expect(await typeOf('Shirts-3')).toBe('Shirts');
    expect(await corrected()).toEqual({ type: { metadata: 'Shoes', metadataThen: 'Bags' } });
    const patch = async () => (await place.engine.call('repair.export', { what: 'patch' })).text ?? '';
    expect(await patch()).toContain('Shirts-3,type,Shirts,Shoes,Bags,metadata changed,');
    await writeLabelledPictures(place.write, { 'Shirts-3': 'Shirts' });
    await place.import({ metadata: join(place.images, 'styles.csv') });
    expect(await corrected()).toEqual({ type: { metadata: 'Shirts', metadataThen: 'Bags' } });
    expect(await patch()).toContain('metadata agrees');
    await place.engine.call('products.correct', { ...correct, value: null });
    expect(await corrected()).toEqual({});
  });
});

it('a value that is said to be right is suggested no more, over another look, until that is taken back', async () => {
  await find();
  await place.engine.call('repair.confirm', { id: 'Shoes-7', field: 'type', value: 'Shirts' });
  expect((await list()).suggestions.map(({ id }) => id)).not.toContain('Shoes-7');
  await place.restart();
  expect((await find()).total).toBe(3);
  await place.engine.call('lists.undo', {});
  expect((await list()).total).toBe(4);
});

it('corrected metadata is a table that can be imported in place of the old', async () => {
  await find();
  await place.engine.call('repair.acceptAll', { dryRun: false });
  const file = place.write('corrected.csv', '');
  expect(await place.engine.call('repair.export', { what: 'metadata', file })).toEqual({
    rows: 72,
    text: null,
  });
  expect(readFileSync(file, 'utf8')).toContain('product_id,product_name,product_image,type,season,');
  const report = await place.import({ metadata: file });
  expect(report.metadata).toMatchObject({ rows: 72, matched: 72 });
  for (const { id, is } of wrongLabels) {
    await place.engine.call('products.correct', { id, field: 'type', value: null });
    expect(await typeOf(id)).toBe(is);
  }
});

it('a file of suggestions says who votes, and what else speaks for a value and against it', async () => {
  await find();
  const { text } = await place.engine.call('repair.export', { what: 'suggestions', minConfidence: 0 });
  const [head, ...rows] = (text ?? '').replace('\ufeff', '').trimEnd().split('\r\n');
  expect(head).toBe('product_id,product_name,field,from,to,confidence,neighbours,for_it,against_it');
  expect(rows.find((row) => row.startsWith('Shirts-3,'))).toMatch(
    /^Shirts-3,Plain Shirt Shirts-3,type,Bags,Shirts,[^,]+,Shirts-[^,]+,[^,]*name: shirt\b/,
  );
});
