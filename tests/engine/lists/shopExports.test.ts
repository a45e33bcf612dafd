/** Files for shops as the engine writes them: the check, the place that keeps what it had, the catalog's own fields. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { openWorkplace, runExport, type Workplace } from '../workplace.ts';

let place: Workplace;
let engine: Engine;
/** Where exports are written; nothing else lies there. */
let target: string;

/** Six products: two without a key of their own, one with a comma in it, and a picture that no row tells of. */
const table = `id,name,sku,kind
1,One,00123,Shirt
2,Two,"A,2",Shirt
3,Three,A-3,Shirt
4,Four,,Shirt
5,Five,A-5,Shirt
6,Six,A-6,Shirt
`;

beforeAll(async () => {
  place = await openWorkplace();
  for (let at = 1; at <= 6; at++) await place.draw(`${at}.jpg`, at);
  await place.draw('IMG_7.jpg', 7);
  await place.import({ metadata: place.write('table.csv', table) });
  engine = place.engine;
  target = mkdtempSync(join(tmpdir(), 'twinset-shop-'));
});
afterAll(async () => {
  await place.close();
  rmSync(target, { recursive: true, force: true });
});

const everything = { what: { kind: 'all' as const } };

describe('a file for a shop', () => {
  it('has the lists of every product that the shop knows, and says which it does not, each with its reason', async () => {
    const file = join(target, 'links.csv');
    const result = await runExport(engine, { ...everything, file, shop: { preset: 'magento' } });
    expect(result).toMatchObject({ products: 7, rows: 4, file });
    expect(result.blocked).toEqual([
      { id: '2', reason: expect.stringContaining('“,”') },
      { id: '4', reason: 'It has no SKU: the field sku is empty.' },
      { id: 'IMG_7', reason: 'It has no SKU: the field sku is empty.' },
    ]);
    const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true });
    const known = ['00123', 'A-3', 'A-5', 'A-6'];
    expect(rows.map(({ sku }) => sku)).toEqual(known);
    for (const { sku, related_skus, related_position } of rows) {
      expect(related_skus?.split(',').toSorted()).toEqual(known.filter((each) => each !== sku));
      expect(related_position).toBe('1,2,3');
    }
  });

  it('has the order of the list, but for what is left out', async () => {
    const { results } = await engine.call('search.similar', { query: { kind: 'product', id: '1' }, k: 6 });
    const file = join(target, 'one.csv');
    const what = { kind: 'products' as const, ids: ['1'] };
    await runExport(engine, { what, file, shop: { preset: 'akeneo' } });
    const skus: Record<string, string> = { '3': 'A-3', '5': 'A-5', '6': 'A-6' };
    const expected = results.flatMap(({ id }) => skus[id] ?? []);
    expect(readFileSync(file, 'utf8')).toBe(`sku;SUBSTITUTION-products\n00123;${expected.join(',')}\n`);
  });

  it('is previewed as it will be, with what is blocked', async () => {
    const file = join(target, 'previewed.csv');
    const shop = { preset: 'woocommerce' as const, max: 2 };
    const preview = await engine.call('lists.preview', { ...everything, shop });
    await runExport(engine, { ...everything, file, shop });
    expect(readFileSync(file, 'utf8')).toBe(`${preview.shop?.lines.join('\n')}\n`);
    expect(preview).toMatchObject({ products: 7, shop: { blockedTotal: 3 } });
    expect(preview.shop?.blocked.map(({ id }) => id)).toEqual(['2', '4', 'IMG_7']);
  });

  it('with nothing in it is not written: the place keeps what it had', async () => {
    const file = join(target, 'kept.csv');
    writeFileSync(file, 'what it had');
    const before = readdirSync(target);
    const { jobId } = await engine.call('lists.export', {
      ...everything,
      file,
      shop: { preset: 'magento', type: 'cross-sell' },
    });
    expect(await engine.call('jobs.wait', { id: jobId })).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('no file was written'),
    });
    expect(readFileSync(file, 'utf8')).toBe('what it had');
    expect(readdirSync(target)).toEqual(before);
  });

  it('has of other list types what was decided for them; a blocked pin leaves its place to others', async () => {
    await engine.call('lists.decide', { id: '1', type: 'cross-sell', lookAlikeId: '5', state: 'accepted' });
    await engine.call('lists.decide', { id: '1', type: 'cross-sell', lookAlikeId: '4', state: 'pinned' });
    await engine.call('lists.decide', { id: '1', type: 'cross-sell', lookAlikeId: '3', state: 'pinned' });
    const file = join(target, 'cross-sell.csv');
    await runExport(engine, { ...everything, file, shop: { preset: 'woocommerce', type: 'cross-sell' } });
    expect(readFileSync(file, 'utf8')).toBe('SKU,Cross-sells\n00123,"A-5,A-3"\n');
  });

  it('for Matrixify is named so that it is understood there', async () => {
    const shop = { preset: 'matrixify' as const, key: 'id' };
    await expect(
      engine.call('lists.export', { ...everything, file: join(target, 'lists.csv'), shop }),
    ).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('“Products”') });
    const { file } = await runExport(engine, { ...everything, shop });
    expect(basename(file)).toMatch(/^Products .*\.csv$/);
  });

  it('is offered with the field that the catalog has for it', async () => {
    const { presets } = await engine.call('lists.presets', {});
    expect(presets).toHaveLength(8);
    expect(presets.find(({ preset }) => preset === 'magento')).toMatchObject({ key: 'sku', most: 200 });
    expect(presets.find(({ preset }) => preset === 'shopify')).toMatchObject({ key: 'id', most: 10 });
  });
});
