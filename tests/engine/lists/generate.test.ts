/** Generated lists through the engine: made, shown, exported, taken back, and around what was decided. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../src/contract/contract.ts';
import type { ExposureResult, GenerationResult } from '../../../src/contract/generation.ts';
import { openWorkplace, runExport, type Workplace } from '../workplace.ts';

let place: Workplace;
let target: string;

const table = `id,name,kind,sku
1,One,Shirt,S1
2,Two,Shirt,S2
3,Three,Shirt,S3
4,Four,Trousers,S4
5,Five,Trousers,S5
6,Six,Trousers,S6
`;
const shirts = [{ field: 'kind', values: ['Shirt'] }];
const trousers = [{ field: 'kind', values: ['Trousers'] }];
const outfits = { type: 'cross-sell', length: 2, rules: [{ source: shirts, target: trousers }] };

beforeAll(async () => {
  place = await openWorkplace();
  for (let at = 1; at <= 6; at++) await place.draw(`${at}.jpg`, at);
  await place.import({ metadata: place.write('table.csv', table) });
  target = mkdtempSync(join(tmpdir(), 'twinset-generate-'));
});
afterAll(async () => {
  await place.close();
  rmSync(target, { recursive: true, force: true });
});
beforeEach(() => place.engine.call('lists.undo', { count: 1000 }));

async function generate(input: Input<'lists.generate'>): Promise<GenerationResult> {
  const { jobId } = await place.engine.call('lists.generate', input);
  const job = await place.engine.call('jobs.wait', { id: jobId });
  if (job.kind !== 'generate' || job.result === null) throw new Error(`It failed: ${job.message}`);
  return job.result;
}

async function measure(input: Input<'exposure.measure'>): Promise<ExposureResult> {
  const { jobId } = await place.engine.call('exposure.measure', input);
  const job = await place.engine.call('jobs.wait', { id: jobId });
  if (job.kind !== 'exposure' || job.result === null) throw new Error(`It failed: ${job.message}`);
  return job.result;
}

async function show(id: string, type = 'cross-sell'): Promise<string> {
  const { entries } = await place.engine.call('lists.show', { id, type, top: 10 });
  return entries.map((entry) => `${entry.id} ${entry.state}`).join(', ');
}

async function exported(options: Partial<Input<'lists.export'>>): Promise<string> {
  const file = join(target, 'lists.out');
  await runExport(place.engine, { what: { kind: 'all' }, file, ...options });
  return readFileSync(file, 'utf8');
}

describe('generated lists', () => {
  it('are what is shown, and what a shop gets, also after a restart', async () => {
    const made = await generate({ order: outfits });
    expect(made).toMatchObject({ products: 6, entries: 12, kept: 0, full: 6, applied: true, shortfall: [] });
    const entries = made.examples[0]?.entries ?? [];
    expect(made.examples[0]).toMatchObject({ id: '1', rule: 0 });
    expect(entries).toHaveLength(2);
    for (const id of entries) expect(['4', '5', '6']).toContain(id);
    await place.restart();
    expect(await show('1')).toBe(entries.map((id) => `${id} suggested`).join(', '));
    const shop = await exported({ shop: { preset: 'magento', type: 'cross-sell' } });
    expect(shop).toContain(`S1,,,"${entries.map((id) => `S${id}`).join(',')}"`);
  });

  it('are not made by a dry run', async () => {
    const before = await show('1');
    expect(await generate({ order: outfits, dryRun: true })).toMatchObject({ entries: 12, applied: false });
    expect(await show('1')).toBe(before);
    expect((await place.engine.call('lists.history', {})).undo).toBeNull();
  });

  it('are taken back and done again as one step, which tells every window', async () => {
    const plain = await exported({});
    const told: string[][] = [];
    const stop = place.engine.on('lists.changed', ({ ids }) => told.push(ids));
    await generate({ order: { type: 'substitute', length: 1, rules: [{ target: trousers }] } });
    const made = await exported({});
    expect(made).not.toBe(plain);
    expect(made.trimEnd().split('\n')).toHaveLength(7);
    const { undone } = await place.engine.call('lists.undo', {});
    expect(undone).toMatchObject([{ operation: 'generate', id: '', lookAlike: null, field: null }]);
    expect(await exported({})).toBe(plain);
    await place.engine.call('lists.redo', {});
    expect(await exported({})).toBe(made);
    stop();
    expect(told.map((ids) => ids.length)).toEqual([6, 6, 6]);
  });

  it('stand around what is decided: pins first, accepted ones next, rejected ones not at all', async () => {
    const decide = (lookAlikeId: string, state: 'accepted' | 'rejected' | 'pinned') =>
      place.engine.call('lists.decide', { id: '1', type: 'cross-sell', lookAlikeId, state });
    await decide('2', 'pinned');
    await decide('4', 'rejected');
    const made = await generate({ order: { ...outfits, length: 4 } });
    expect(made.kept).toBe(1);
    expect(made.shortfall.find(({ id }) => id === '1')).toEqual({
      id: '1',
      missing: 1,
      rule: 'rules[0].target',
      gain: 1,
    });
    const [first = '', second = ''] = made.examples[0]?.entries ?? [];
    expect([first, second].sort()).toEqual(['5', '6']);
    expect(await show('1')).toBe(`2 pinned, ${first} suggested, ${second} suggested`);
    await decide(second, 'accepted');
    expect(await show('1')).toBe(`2 pinned, ${second} accepted, ${first} suggested`);
    await decide(first, 'rejected');
    expect(await show('1')).toBe(`2 pinned, ${second} accepted`);
  });

  it('are made for some products, and leave the lists of others as they are', async () => {
    const before = await show('2');
    const made = await generate({ what: { kind: 'products', ids: ['1'] }, order: outfits });
    expect(made.products).toBe(1);
    expect(await show('2')).toBe(before);
  });
});

describe('what cannot be generated', () => {
  it.each([
    ['a field that is not there', { rules: [{ same: ['size'] }] }, /Rule 1: .*no field "size"/],
    ['same and different at once', { rules: [{ same: ['kind'], different: ['kind'] }] }, /Rule 1: "kind"/],
    ['a list without places', { length: 0 }, /length/],
    ['a score that is no number', { rules: [{ minScore: Number.NaN }] }, /rules\.0\.minScore/],
    ['a word that no rule has', { rules: [{ minimum: 1 }] }, /rules\.0.*minimum/],
  ])('is said in words: %s', async (_, order, message) => {
    const input = { order: { type: 'substitute', ...order } } as Input<'lists.generate'>;
    const asked = place.engine.call('lists.generate', input);
    await expect(asked).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(message) });
    expect((await place.engine.call('lists.history', {})).undo).toBeNull();
  });
});

describe('exposure', () => {
  it('counts the lists as they stand, and holds the products that none shows', async () => {
    await generate({ order: { type: 'substitute', length: 1, rules: [{ target: trousers }] } });
    const measured = await measure({ top: 1, field: 'kind' });
    expect(measured).toMatchObject({ products: 6, top: 1, type: 'substitute', plain: null });
    expect(measured.orphans).toBeGreaterThanOrEqual(3);
    expect(measured.coverage).toBeCloseTo((6 - measured.orphans) / 6, 12);
    expect(measured.values.map(({ value, mean }) => [value, mean])).toEqual([
      ['Shirt', 0],
      ['Trousers', 2],
    ]);
    const id = measured.orphanSelection ?? '';
    const view = { where: [{ kind: 'selection' as const, id }] };
    const { ids } = await place.engine.call('products.ids', { view });
    expect(ids).toHaveLength(measured.orphans);
    expect(ids).toEqual(expect.arrayContaining(['1', '2', '3']));
  });

  it('falls by those that reverse links give a place', async () => {
    const order = { type: 'substitute', length: 2, rules: [] };
    expect(await generate({ order })).toMatchObject({ linked: 0 });
    const before = await measure({ top: 2 });
    await place.engine.call('lists.undo', { count: 1 });
    const { linked } = await generate({ order, reverseLinks: true });
    expect(linked).toBeGreaterThan(0);
    expect((await measure({ top: 2 })).orphans).toBe(before.orphans - linked);
  });

  it('finds no entries in lists of a type that nothing was made for', async () => {
    expect(await measure({ type: 'up-sell' })).toMatchObject({ coverage: 0, gini: 0, orphans: 6, hubs: 0 });
  });

  it('tells the figures with and without mutual proximity', async () => {
    const [plain, reranked] = [await measure({ top: 2 }), await measure({ top: 2, mutualProximity: true })];
    const { coverage, gini, orphans, hubs } = plain;
    expect(reranked.plain).toEqual({ coverage, gini, orphans, hubs });
    expect(reranked.gini).toBeGreaterThanOrEqual(0);
  });
});
