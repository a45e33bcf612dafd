/** What a curator made survives whatever a machine does to the rest of the catalog. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/createEngine.ts';
import { openWorkplace, runExport, type Workplace } from './workplace.ts';

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
  for (const [index, name] of ['1.jpg', '2.jpg', '3.jpg', '4.jpg'].entries())
    await place.draw(name, index + 1);
  await place.import();
});

afterEach(() => place.close());

const decide = (id: string, lookAlikeId: string, state: 'accepted' | 'rejected' | 'pinned') =>
  place.engine.call('lists.decide', { id, lookAlikeId, state });

async function decisionsOf(id: string): Promise<string[]> {
  const { decisions } = await place.engine.call('lists.get', { id });
  return decisions.map((one) => `${one.id} ${one.state}${one.isResting ? ' resting' : ''}`);
}

/** Exports everything curated and returns the file's lines without the header. */
async function exportCurated(): Promise<string[]> {
  const file = join(place.folder, 'lists.csv');
  await runExport(place.engine, { what: { kind: 'all' }, onlyCurated: true, file });
  return readFileSync(file, 'utf8').trimEnd().split('\r\n').slice(1);
}

describe('a decision on a product that goes', () => {
  it('rests while the product is pruned, is not exported, and is back with it', async () => {
    await decide('1', '2', 'pinned');
    await decide('1', '3', 'accepted');
    await decide('2', '4', 'rejected');
    const aside = join(place.folder, 'aside.jpg');
    renameSync(join(place.images, '2.jpg'), aside);
    await place.import({ prune: true });
    expect(await decisionsOf('1')).toEqual(['2 pinned resting', '3 accepted']);
    expect(await place.engine.call('lists.history', {})).toMatchObject({ decisions: 3, resting: 2 });
    expect((await exportCurated()).map((line) => line.split(',').slice(0, 3).join(' '))).toEqual(['1 1 3']);
    renameSync(aside, join(place.images, '2.jpg'));
    await place.import();
    expect([await decisionsOf('1'), await decisionsOf('2')]).toEqual([
      ['2 pinned', '3 accepted'],
      ['4 rejected'],
    ]);
    expect(await place.engine.call('lists.history', {})).toMatchObject({ resting: 0 });
  });

  it('can be taken back while it rests', async () => {
    await decide('1', '2', 'pinned');
    rmSync(join(place.images, '2.jpg'));
    await place.import({ prune: true });
    await place.engine.call('lists.decide', { id: '1', lookAlikeId: '2', state: null });
    expect(await decisionsOf('1')).toEqual([]);
    await expect(decide('1', '2', 'accepted')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('products that a CSV merges', () => {
  it('have their decisions merged, and the report says how many', async () => {
    await decide('1', '3', 'rejected');
    await decide('2', '3', 'pinned');
    await decide('2', '4', 'accepted');
    await decide('4', '1', 'accepted');
    place.write('m.csv', 'sku,image\nSHOE,1.jpg\nSHOE,2.jpg\n3,3.jpg\n4,4.jpg\n');
    const { notes } = await place.import({ metadata: join(place.images, 'm.csv') });
    expect(await decisionsOf('SHOE')).toEqual(['3 pinned', '4 accepted']);
    expect(await decisionsOf('4')).toEqual(['SHOE accepted']);
    expect(notes).toContainEqual(expect.stringMatching(/^4 decisions moved/));
    expect(notes).toContainEqual(expect.stringMatching(/^1 decision met another one/));
    expect(await place.engine.call('lists.history', {})).toMatchObject({ decisions: 3, resting: 0 });
  });
});

describe('the rest of the catalog', () => {
  it('may be rebuilt', async () => {
    await decide('1', '2', 'pinned');
    await place.engine.call('catalogs.rebuild', { folder: place.catalog });
    expect(await place.engine.call('lists.history', {})).toMatchObject({ decisions: 1, resting: 1 });
    await place.import();
    expect(await decisionsOf('1')).toEqual(['2 pinned']);
  });

  it('may be lost, which is said when it is opened', async () => {
    await decide('1', '2', 'pinned');
    await place.engine.call('catalogs.close', {});
    for (const end of ['', '-wal', '-shm']) rmSync(join(place.catalog, `twinset.db${end}`), { force: true });
    const { notices } = await place.engine.call('catalogs.open', { folder: place.catalog });
    expect(notices).toEqual([expect.stringContaining('decisions are kept')]);
    await place.import();
    expect(await decisionsOf('1')).toEqual(['2 pinned']);
  });

  it('may be damaged and rebuilt', async () => {
    await decide('1', '2', 'pinned');
    await place.engine.call('catalogs.close', {});
    writeFileSync(join(place.catalog, 'twinset.db'), 'no database '.repeat(1000));
    await expect(place.engine.call('catalogs.open', { folder: place.catalog })).rejects.toMatchObject({
      code: 'catalog-damaged',
    });
    await place.engine.call('catalogs.rebuild', { folder: place.catalog });
    await place.import();
    expect(await decisionsOf('1')).toEqual(['2 pinned']);
  });

  it('is not rebuilt while another program has it open, and says which', async () => {
    const other = await createEngine({
      dataFolder: join(place.folder, 'other'),
      resourcesFolder: join(import.meta.dirname, '../../resources'),
    });
    const before = readFileSync(join(place.catalog, 'twinset.db'));
    await expect(other.call('catalogs.rebuild', { folder: place.catalog })).rejects.toMatchObject({
      code: 'catalog-busy',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    await other.close();
    expect(readFileSync(join(place.catalog, 'twinset.db')).equals(before)).toBe(true);
    expect(await place.engine.call('products.list', { view: {}, offset: 0, limit: 1 })).toMatchObject({
      total: 4,
    });
  });
});

it('a catalog nobody used leaves no curation behind', async () => {
  const folder = join(place.folder, 'unused');
  await place.engine.call('catalogs.open', { folder, create: true });
  await place.engine.call('catalogs.close', {});
  expect(existsSync(folder)).toBe(false);
});

describe('undo', () => {
  it('is told to every window, and survives a restart', async () => {
    await decide('1', '2', 'pinned');
    await decide('3', '4', 'rejected');
    await place.restart();
    const changed: string[][] = [];
    place.engine.on('lists.changed', ({ ids }) => changed.push(ids));
    const { undone } = await place.engine.call('lists.undo', {});
    expect(undone).toMatchObject([{ operation: 'reject', id: '3', lookAlike: '4' }]);
    const { redone } = await place.engine.call('lists.redo', {});
    expect(redone).toMatchObject([{ operation: 'reject', id: '3', lookAlike: '4' }]);
    expect(changed).toEqual([['3'], ['3']]);
    expect(await decisionsOf('3')).toEqual(['4 rejected']);
  });
});

describe('a corrected attribute', () => {
  beforeEach(async () => {
    place.write('m.csv', 'id,colour,size\n1,red,S\n2,red,M\n3,blue,L\n4,blue,S\n');
    await place.import({ metadata: join(place.images, 'm.csv') });
    await place.engine.call('products.correct', { id: '1', field: 'colour', value: 'navy' });
  });

  const colours = async () => {
    const { facets } = await place.engine.call('products.facets', { view: {} });
    return facets
      .find(({ field }) => field === 'colour')
      ?.values.map(({ value, count }) => `${value} ${count}`)
      .sort();
  };

  it('is what facets, filters and the product say, with what the metadata said beside it', async () => {
    expect(await colours()).toEqual(['blue 2', 'navy 1', 'red 1']);
    const view = { where: [{ field: 'colour', values: ['navy'] }] };
    expect((await place.engine.call('products.ids', { view })).ids).toEqual(['1']);
    expect(await place.engine.call('products.get', { id: '1' })).toMatchObject({
      attributes: { colour: 'navy', size: 'S' },
      corrected: { colour: { metadata: 'red', metadataThen: 'red' } },
    });
  });

  it('stands over a new import with other metadata', async () => {
    place.write('m.csv', 'id,colour,size\n1,pink,XL\n2,pink,M\n3,blue,L\n4,blue,S\n');
    await place.import({ metadata: join(place.images, 'm.csv') });
    expect(await place.engine.call('products.get', { id: '1' })).toMatchObject({
      attributes: { colour: 'navy', size: 'XL' },
      corrected: { colour: { metadata: 'pink', metadataThen: 'red' } },
    });
    await place.restart();
    expect(await colours()).toEqual(['blue 2', 'navy 1', 'pink 1']);
  });

  it('is taken back by undo, and the views with it', async () => {
    await place.engine.call('lists.undo', {});
    expect(await colours()).toEqual(['blue 2', 'red 2']);
    await place.engine.call('lists.redo', {});
    expect(await colours()).toEqual(['blue 2', 'navy 1', 'red 1']);
  });

  it('may say that there is no value', async () => {
    await place.engine.call('products.correct', { id: '1', field: 'colour', value: '' });
    expect(await colours()).toEqual([' 1', 'blue 2', 'red 1']);
  });

  it('needs a field of the catalog', async () => {
    await expect(
      place.engine.call('products.correct', { id: '1', field: 'fabric', value: 'wool' }),
    ).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('colour') });
  });
});
