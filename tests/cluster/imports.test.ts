/** Folders are imported straight into a shared catalog, by two people and beside what was published. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ImportReport } from '../../src/contract/imports.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { runJsonHere } from '../cli/runHere.ts';
import { drawPicture, reportOf, runImport } from '../engine/workplace.ts';
import { openLine } from './fixtures/line.ts';
import {
  addressOf,
  closeSample,
  openSharedAs,
  openSharedEngine,
  publish,
  type SampleCatalog,
  shareSample,
} from './fixtures/sampleCatalog.ts';

const name = 'grown';
const publishedCount = 40;

let place: string;
let sample: SampleCatalog;
let local: Engine;
let anna: Engine;
let ben: Engine;
let ids: readonly string[];

const idAt = (at: number): string => ids[at] ?? '';
const folderOf = (who: string): string => join(place, who);

/** Pictures of products, and a table that says their shade. */
async function fill(who: string, products: Readonly<Record<string, number>>, shade: string): Promise<string> {
  const folder = folderOf(who);
  mkdirSync(folder, { recursive: true });
  for (const [id, seed] of Object.entries(products))
    writeFileSync(join(folder, `${id}.jpg`), await drawPicture(seed));
  writeTable(who, Object.keys(products), shade);
  return folder;
}

function writeTable(who: string, products: readonly string[], shade: string): void {
  const rows = products.map((id) => `${id},${id} of ${who},${shade}`);
  writeFileSync(join(folderOf(who), 'products.csv'), ['id,productDisplayName,shade', ...rows].join('\n'));
}

async function allIds(engine: Engine): Promise<readonly string[]> {
  return (await engine.call('products.ids', { view: {} })).ids;
}

const product = (engine: Engine, id: string) => engine.call('products.get', { id });

function addsUp({ found, embedded, unchanged, duplicate, failed }: ImportReport): boolean {
  return found === embedded + unchanged + duplicate + failed;
}

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-folders-'));
  ({ sample, local, anna, ben, ids } = await shareSample(publishedCount, name));
});

afterAll(async () => {
  await closeSample({ anna, ben, local, sample });
  rmSync(place, { recursive: true, force: true });
});

describe('imports into a shared catalog', () => {
  it('of two people at once come beside each other and beside what was published', async () => {
    const before = await product(local, idAt(3));
    const ofAnna = await fill('anna', { 'a-1': 1, 'a-2': 2, 'a-3': 3, both: 4 }, 'warm');
    const ofBen = await fill('ben', { 'b-1': 11, 'b-2': 12, both: 13 }, 'cold');
    const reports = await Promise.all([
      runImport(anna, { folder: ofAnna }),
      runImport(ben, { folder: ofBen }),
    ]);
    expect(reports.map(({ outcome, found, embedded }) => [outcome, found, embedded])).toEqual([
      ['done', 4, 4],
      ['done', 3, 3],
    ]);
    expect(reports.every(addsUp)).toBe(true);
    for (const engine of [anna, ben]) {
      expect(new Set(await allIds(engine))).toEqual(
        new Set([...ids, 'a-1', 'a-2', 'a-3', 'b-1', 'b-2', 'both']),
      );
      expect(await product(engine, idAt(3))).toEqual(before);
      // Whoever was first says what it is called; it has the pictures of both.
      const { images, attributes } = await product(engine, 'both');
      expect(images.map(({ folder }) => folder).toSorted()).toEqual([ofAnna, ofBen]);
      expect(['warm', 'cold']).toContain(attributes['shade']);
    }
    expect(await product(anna, 'both')).toEqual(await product(ben, 'both'));
    expect(
      reports.flatMap(({ notes }) => notes).filter((note) => note.includes('brought by others')),
    ).toHaveLength(1);
  });

  it('are found, shown and filtered by everybody as in a catalog of one machine', async () => {
    const { imageId } = await product(ben, 'a-2');
    expect(await ben.imageFile(imageId ?? '', 'thumbnail')).not.toBeNull();
    await ben.call('catalogs.close', {});
    await ben.call('catalogs.open', { folder: addressOf(name) });
    const { catalog } = await ben.call('catalogs.current', {});
    expect(catalog).toMatchObject({ products: publishedCount + 6, images: publishedCount + 7 });
    expect(catalog?.sources.map(({ folder }) => folder)).toEqual([folderOf('ben')]);
    const { facets } = await ben.call('products.facets', { view: {} });
    const shades = facets.find(({ field }) => field === 'shade')?.values;
    expect(shades?.reduce((sum, { count }) => sum + count, 0)).toBe(publishedCount + 6);
    expect(await ben.call('products.ids', { view: { text: 'of anna' } })).toMatchObject({
      ids: expect.arrayContaining(['a-1', 'a-2', 'a-3']),
    });
    const query = { kind: 'product' as const, id: 'a-1' };
    const [one, other] = await Promise.all(
      [anna, ben].map(async (engine) => (await engine.call('search.similar', { query, k: 20 })).results),
    );
    expect(one).toEqual(other);
    expect(one?.map(({ id }) => id)).toContain('a-2');
  });

  it('again send nothing that is there, and are reported on the machine that imported', async () => {
    const report = await runImport(anna, { folder: folderOf('anna') });
    expect(report).toMatchObject({ outcome: 'done', unchanged: 4, embedded: 0 });
    expect(report.notes.join()).toContain(
      `4 products of this machine's imports are at ${addressOf(name)}: 0 pictures`,
    );
    const { imports } = await anna.call('imports.history', {});
    expect(imports.map(({ folder }) => folder)).toEqual([folderOf('anna'), folderOf('anna')]);
    expect((await ben.call('imports.history', {})).imports).toHaveLength(1);
  });

  it('bring what the table says anew, and leave what the team corrected', async () => {
    await ben.call('products.correct', { id: 'a-1', field: 'shade', value: 'pale' });
    await ben.call('lists.decide', { id: 'a-1', lookAlikeId: 'a-2', state: 'accepted' });
    const pale = { view: { where: [{ field: 'shade', values: ['pale'] }] } };
    await expect.poll(async () => (await anna.call('products.ids', pale)).ids).toEqual(['a-1']);
    writeTable('anna', ['a-1', 'a-2', 'a-3', 'both'], 'bright');
    expect((await runImport(anna, { folder: folderOf('anna') })).outcome).toBe('done');
    for (const engine of [anna, ben]) {
      expect((await product(engine, 'a-2')).attributes['shade']).toBe('bright');
      expect(await product(engine, 'a-1')).toMatchObject({
        attributes: { shade: 'pale' },
        corrected: { shade: { metadata: 'bright', metadataThen: 'warm' } },
      });
      await expect
        .poll(async () => (await engine.call('lists.get', { id: 'a-1' })).decisions)
        .toMatchObject([{ id: 'a-2', state: 'accepted' }]);
    }
  });

  it('stay when the catalog is published again', async () => {
    expect(await publish(local, { address: addressOf(name) })).toMatchObject({ written: 0, removed: 0 });
    expect(await allIds(ben)).toHaveLength(publishedCount + 6);
  });

  it('add pictures to a published product, whose name and values stay, also when it is published again', async () => {
    const before = await product(local, idAt(5));
    const folder = await fill('more', { [idAt(5)]: 33 }, 'other');
    const report = await runImport(ben, { folder });
    expect(report.notes.join()).toContain('brought by others');
    for (const isPublished of [false, true]) {
      if (isPublished)
        expect(await publish(local, { address: addressOf(name) })).toMatchObject({ written: 0, removed: 0 });
      const { images, attributes, name: called, imageId } = await product(anna, idAt(5));
      expect(images.map((image) => image.folder)).toEqual([before.images[0]?.folder, folder]);
      expect({ attributes, name: called, imageId }).toEqual({
        attributes: before.attributes,
        name: before.name,
        imageId: before.imageId,
      });
    }
  });

  it('that were cancelled go on where they ended', async () => {
    const more = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`c-${at}`, 100 + at]));
    const folder = await fill('many', more, 'plain');
    const { jobId: id } = await anna.call('imports.start', { folder });
    await anna.call('jobs.cancel', { id });
    expect(await anna.call('jobs.wait', { id })).toMatchObject({ state: 'cancelled' });
    const report = await runImport(anna, { folder });
    expect(report).toMatchObject({ outcome: 'done', found: 60 });
    expect(addsUp(report)).toBe(true);
    expect((await allIds(ben)).filter((one) => one.startsWith('c-'))).toHaveLength(60);
  });

  it('that cannot reach the cluster keep what they did, and send it the next time', async () => {
    const line = await openLine(addressOf(name));
    const far = await openSharedEngine({ sharedDataFolder: sample.dataFolder }, name, line.address);
    try {
      const more = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`f-${at}`, 400 + at]));
      const folder = await fill('far', more, 'distant');
      const { jobId } = await far.call('imports.start', { folder });
      line.cut();
      const report = await reportOf(far, jobId);
      expect(report).toMatchObject({ outcome: 'stopped', found: 20 });
      expect(report.message).toContain('cannot be reached');
      expect(report.notes.join()).toContain('kept on this machine');
      line.mend();
      expect(await runImport(far, { folder })).toMatchObject({ outcome: 'done', embedded: 0, unchanged: 20 });
      expect((await allIds(ben)).filter((one) => one.startsWith('f-'))).toHaveLength(20);
    } finally {
      await far.close();
      await line.close();
    }
  });

  it('wait for a publication, and are told apart by how far they are', async () => {
    const folder = await fill('late', { 'd-1': 201, 'd-2': 202 }, 'late');
    const { jobId: publishing } = await local.call('cluster.publish', { address: addressOf(name) });
    const { jobId } = await ben.call('imports.start', { folder });
    const report = await reportOf(ben, jobId);
    expect(await local.call('jobs.wait', { id: publishing })).toMatchObject({ state: 'done' });
    expect(report.outcome).toBe('done');
    expect(await ben.call('jobs.wait', { id: jobId })).toMatchObject({
      detail: { sending: { done: 6, total: 6 } },
    });
    expect(await product(anna, 'd-1')).toMatchObject({ id: 'd-1' });
  });

  it('remove products whose files are gone, of this machine alone', async () => {
    rmSync(join(folderOf('anna'), 'a-3.jpg'));
    rmSync(join(folderOf('anna'), 'both.jpg'));
    const { missing } = await runImport(anna, { folder: folderOf('anna') });
    expect(missing).toBe(2);
    expect(await allIds(ben)).toContain('a-3');
    expect(await anna.call('imports.prune', {})).toMatchObject({ removed: 2 });
    // Others answer from their copies until they hear of it.
    await vi.waitFor(async () => expect(await allIds(ben)).not.toContain('a-3'), { timeout: 60_000 });
    const { images, attributes, name: called } = await product(ben, 'both');
    expect(images.map(({ folder }) => folder)).toEqual([folderOf('ben')]);
    await runImport(ben, { folder: folderOf('ben') });
    expect((await product(anna, 'both')).attributes['shade']).toBe('cold');
    expect([called, attributes['shade']]).not.toContain(undefined);
  });

  it('embed as the catalog is embedded, and refuse anything else', async () => {
    const order = { folder: folderOf('anna'), embedding: { inputSize: 224 } };
    await expect(runImport(anna, order)).rejects.toThrow('is embedded by');
    await expect(anna.call('imports.report', { number: 999 })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are made by the command', async () => {
    await anna.close();
    const folder = await fill('command', { 'e-1': 301 }, 'said');
    const words = ['import', folder, '--catalog', addressOf(name)];
    const result = await runJsonHere(words, sample.sharedDataFolder);
    expect(result).toMatchObject({ found: 1, embedded: 1, failed: 0 });
    anna = await openSharedAs('Anna', sample.sharedDataFolder, name);
    expect(await product(ben, 'e-1')).toMatchObject({ attributes: { shade: 'said' } });
  });
});
