/** Duplicates from planted copies to hidden products, through the contract. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DuplicateMode } from '../../../src/contract/insight/duplicates.ts';
import { viewSchema } from '../../../src/contract/products.ts';
import { type CopyKind, drawCopy } from '../../fixtures/drawCopy.ts';
import { drawPicture, openWorkplace, type Workplace } from '../workplace.ts';

let place: Workplace;

const kinds: readonly CopyKind[] = ['recompressed', 'half', 'mirrored', 'cropped', 'recoloured'];

beforeEach(async () => {
  place = await openWorkplace();
  for (let seed = 1; seed <= 6; seed++) {
    const file = await place.draw(`${seed}.jpg`, seed);
    if (seed > 2) continue;
    for (const kind of kinds) place.write(`${seed}-${kind}.jpg`, await drawCopy(readFileSync(file), kind));
  }
  const rows = [
    'id,image,colour',
    ...['1', '2', '3', '4', '5', '6'].map((id) => `${id},${id}.jpg,`),
    ...['1', '2'].flatMap((id) =>
      kinds.map((kind) => `${id}-${kind},${id}-${kind}.jpg,${kind === 'half' ? 'red' : ''}`),
    ),
  ];
  place.write('styles.csv', `${rows.join('\n')}\n`);
  await place.import({ metadata: join(place.images, 'styles.csv') });
});

afterEach(() => place.close());

async function find(mode: DuplicateMode) {
  const { jobId } = await place.engine.call('duplicates.find', { mode });
  const job = await place.engine.call('jobs.wait', { id: jobId });
  expect([job.state, job.message]).toEqual(['done', null]);
  return open();
}

const open = async () => (await place.engine.call('duplicates.list', { offset: 0, limit: 100 })).groups;
const shown = async (where: unknown[] = []) =>
  (await place.engine.call('products.ids', { view: viewSchema.parse({ where }) })).ids;

describe('pictures', () => {
  it('finds copies that were saved anew, resized, mirrored and cut; recoloured ones are none', async () => {
    const groups = await find('picture');
    expect(groups.map(({ ids }) => ids.toSorted()).toSorted()).toEqual(
      ['1', '2'].map((id) => [id, `${id}-cropped`, `${id}-half`, `${id}-mirrored`, `${id}-recompressed`]),
    );
  });
});

describe('pictures of an older catalog', () => {
  const copies = ['1', '2'].map((id) => [
    id,
    ...['cropped', 'half', 'mirrored', 'recompressed'].map((kind) => `${id}-${kind}`),
  ]);
  const idsOf = (groups: { ids: string[] }[]) => groups.map(({ ids }) => ids.toSorted()).toSorted();

  it('are drawn from their thumbnails where there were no sketches yet', async () => {
    await place.engine.call('catalogs.close', {});
    const database = new Database(join(place.catalog, 'twinset.db'));
    expect(database.prepare('DELETE FROM sketches').run().changes).toBe(16);
    database.close();
    await place.restart();
    expect(idsOf(await find('picture'))).toEqual(copies);
  });

  it('are told by their sketches where thumbnails are gone', async () => {
    rmSync(join(place.catalog, 'thumbnails'), { recursive: true });
    expect(idsOf(await find('picture'))).toEqual(copies);
  });
});

describe('the evidence', () => {
  it('says how each picture lies on the one that is kept', async () => {
    const others = ['1-mirrored', '1-cropped', '1-recoloured', '2'];
    const { compared } = await place.engine.call('duplicates.compare', { id: '1', others });
    expect(compared).toMatchObject([
      { id: '1-mirrored', reason: 'mirrored', laid: { isMirrored: true } },
      { id: '1-cropped', reason: 'cropped', laid: { whole: 'one', isMirrored: false } },
      { id: '1-recoloured', reason: 'other colours' },
      { id: '2', reason: 'look-alike', laid: null },
    ]);
    const { left = 0, width = 0 } = compared[1]?.laid?.part ?? {};
    expect([left, width]).toEqual([expect.closeTo(0.025, 1), expect.closeTo(0.95, 1)]);
  });

  it('names the format that the bytes have, whatever the name of the file ends with', async () => {
    place.write(
      '2.jpg',
      await sharp(await drawPicture(9))
        .webp()
        .toBuffer(),
    );
    await place.import();
    rmSync(join(place.images, '1-half.jpg'));
    const { products } = await place.engine.call('duplicates.group', {
      ids: ['1', '2', '1-half'],
      rule: 'resolution',
    });
    expect(products.map(({ path, format }) => [path, format])).toEqual([
      ['1.jpg', 'jpeg'],
      ['2.jpg', 'webp'],
      ['1-half.jpg', null],
    ]);
  });
});

describe('what was decided', () => {
  const keep = { keep: '1', hide: ['1-half', '1-cropped'] };

  it('hides the others everywhere, and gives the kept one what it lacks; undo takes all of it back', async () => {
    const decide = { lookAlikeId: '1-half', state: 'pinned', position: 1 } as const;
    await place.engine.call('lists.decide', { id: '3', ...decide });
    await place.engine.call('boards.mark', { name: 'Summer', ids: ['1-cropped'], opinion: 'liked' });
    expect(await place.engine.call('duplicates.preview', keep)).toEqual({
      attributes: { colour: 'red' },
      memberships: 2,
    });
    expect(await place.engine.call('duplicates.keep', keep)).toEqual({
      attributes: { colour: 'red' },
      memberships: 2,
    });
    expect(await shown()).not.toContain('1-half');
    expect(await shown([{ kind: 'hidden' }])).toEqual(['1-cropped', '1-half']);
    const similar = await place.engine.call('search.similar', {
      query: { kind: 'product', id: '1' },
      k: 50,
    });
    expect(similar.results.map(({ id }) => id)).not.toContain('1-half');
    expect((await place.engine.call('products.get', { id: '1' })).attributes).toMatchObject({
      colour: 'red',
    });
    expect((await place.engine.call('lists.get', { id: '3' })).decisions).toMatchObject([
      { id: '1', state: 'pinned', position: 1 },
    ]);
    expect((await place.engine.call('boards.list', {})).boards).toMatchObject([{ liked: ['1'] }]);
    await place.restart();
    expect(await shown()).not.toContain('1-half');
    expect((await place.engine.call('lists.undo', { count: 1 })).undone).toMatchObject([
      { operation: 'keep-best', id: '1-half', lookAlike: '1' },
    ]);
    expect(await shown()).toContain('1-half');
    expect((await place.engine.call('products.get', { id: '1' })).attributes['colour'] ?? '').toBe('');
    expect((await place.engine.call('lists.get', { id: '3' })).decisions).toMatchObject([{ id: '1-half' }]);
    await place.engine.call('lists.redo', { count: 1 });
    expect(await shown()).not.toContain('1-half');
  });

  it('refuses to keep what it hides, and to decide twice', async () => {
    const refused = { code: 'bad-input' };
    await expect(place.engine.call('duplicates.keep', { keep: '1', hide: ['1'] })).rejects.toMatchObject(
      refused,
    );
    await place.engine.call('duplicates.keep', keep);
    await expect(place.engine.call('duplicates.keep', { keep: '1-half', hide: ['2'] })).rejects.toMatchObject(
      refused,
    );
    await place.engine.call('duplicates.show', { ids: ['1-half', '2'] });
    expect(await shown([{ kind: 'hidden' }])).toEqual(['1-cropped']);
    await expect(place.engine.call('duplicates.show', { ids: ['1-half'] })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('remembers what is no duplicate, over a restart and another search', async () => {
    const [first] = await find('picture');
    await place.engine.call('duplicates.sayDistinct', { ids: first?.ids ?? [] });
    expect(await open()).toHaveLength(1);
    await place.restart();
    expect(await find('picture')).toHaveLength(1);
    await place.engine.call('lists.undo', { count: 1 });
    expect(await open()).toHaveLength(2);
  });

  it('leaves the groups as they are where the next search is cancelled', async () => {
    const before = await find('picture');
    const { jobId } = await place.engine.call('duplicates.find', { mode: 'look-alike' });
    await place.engine.call('jobs.cancel', { id: jobId });
    expect((await place.engine.call('jobs.wait', { id: jobId })).state).toBe('cancelled');
    expect(await open()).toEqual(before);
  });

  it('keeps the best of all groups by a rule, as it was previewed, and writes it down', async () => {
    await find('picture');
    const order = { rule: 'resolution', min: 0 } as const;
    const previewed = await place.engine.call('duplicates.keepAll', { ...order, dryRun: true });
    expect(previewed).toMatchObject({ groups: 2, hidden: 8 });
    expect(await open()).toHaveLength(2);
    expect(await place.engine.call('duplicates.keepAll', { ...order, dryRun: false })).toEqual(previewed);
    expect(await open()).toEqual([]);
    const file = join(place.folder, 'duplicates.csv');
    await place.engine.call('duplicates.export', { file });
    const lines = readFileSync(file, 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(11);
    expect(lines.filter((line) => line.includes(',hidden,'))).toHaveLength(8);
  });
});
