/** Who has a shared catalog open hears of what others import and publish, without asking. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Catalog } from '../../../src/contract/catalogs.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { drawPicture, runImport } from '../../engine/workplace.ts';
import {
  addressOf,
  closeSample,
  publish,
  type SampleCatalog,
  shareSample,
} from '../fixtures/sampleCatalog.ts';

const name = 'heard';
const publishedCount = 30;
const newField = 'lining';

let place: string;
let sample: SampleCatalog;
let local: Engine;
let anna: Engine;
let ben: Engine;
/** What Ben's windows were told. */
const told: { readonly catalogs: (Catalog | null)[]; readonly counts: number[] } = {
  catalogs: [],
  counts: [],
};

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-heard-'));
  ({ sample, local, anna, ben } = await shareSample(publishedCount, name));
  for (const engine of [anna, ben])
    await vi.waitFor(async () => expect((await engine.call('team.state', {})).team?.kind).toBe('together'), {
      timeout: 60_000,
    });
  ben.on('catalogs.changed', ({ catalog }) => void told.catalogs.push(catalog));
  ben.on('products.changed', ({ products }) => void told.counts.push(products));
});

afterAll(async () => {
  await closeSample({ anna, ben, local, sample });
  rmSync(place, { recursive: true, force: true });
});

async function importSome(engine: Engine, ids: readonly string[], seed: number): Promise<void> {
  const folder = join(place, String(seed));
  mkdirSync(folder);
  for (const [at, id] of ids.entries())
    writeFileSync(join(folder, `${id}.jpg`), await drawPicture(seed + at));
  const rows = ids.map((id) => `${id},${id},silk`);
  writeFileSync(join(folder, 'products.csv'), [`id,productDisplayName,${newField}`, ...rows].join('\n'));
  expect((await runImport(engine, { folder })).outcome).toBe('done');
}

describe('an open shared catalog', () => {
  it('has the products and fields of somebody else’s import, and its windows are told', async () => {
    await ben.call('charts.fields', { view: {} });
    await importSome(anna, ['n-1', 'n-2'], 500);
    await expect.poll(() => told.catalogs.at(-1)?.products).toBe(publishedCount + 2);
    expect(told.catalogs.at(-1)?.fields).toContain(newField);
    expect(told.counts.at(-1)).toBe(publishedCount + 2);
    const { facets } = await ben.call('products.facets', { view: {} });
    expect(facets.find(({ field }) => field === newField)?.values).toContainEqual({
      value: 'silk',
      count: 2,
    });
    const { fields } = await ben.call('charts.fields', { view: {} });
    expect(fields.map(({ field }) => field)).toContain(newField);
  });

  it('is not told of its own', async () => {
    const heard: (Catalog | null)[] = [];
    const stop = anna.on('catalogs.changed', ({ catalog }) => void heard.push(catalog));
    await importSome(ben, ['n-3'], 600);
    await expect.poll(() => heard.length).toBe(1);
    const ofBen = told.catalogs.length;
    await importSome(anna, ['n-4'], 700);
    await expect.poll(() => told.catalogs.length).toBe(ofBen + 1);
    // Once by the import itself.
    expect(heard).toHaveLength(2);
    stop();
  });

  it('hears of a publication', async () => {
    const { ids } = await local.call('products.ids', { view: {} });
    const before = told.catalogs.length;
    await local.call('products.correct', { id: ids[0] ?? '', field: 'baseColour', value: 'Octarine' });
    await publish(local, { address: addressOf(name) });
    await expect.poll(() => told.catalogs.length).toBe(before + 1);
  });

  it('counts decisions as resting whose product somebody else removed, though it was there when it was decided', async () => {
    await importSome(anna, ['n-5', 'n-6'], 800);
    const resting = async () => (await ben.call('lists.history', {})).resting;
    const { ids } = await local.call('products.ids', { view: {} });
    await ben.call('products.get', { id: 'n-5' });
    await ben.call('lists.decide', { id: 'n-5', lookAlikeId: ids[0] ?? '', state: 'accepted' });
    expect(await resting()).toBe(0);
    rmSync(join(place, '800', 'n-5.jpg'));
    await runImport(anna, { folder: join(place, '800'), prune: true });
    await expect.poll(resting).toBe(1);
  });
});
