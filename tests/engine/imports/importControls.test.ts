import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/sqlite/catalog/openDatabase.ts';
import type { Input } from '../../../src/contract/contract.ts';
import { openWorkplace, reportOf, type Workplace } from '../workplace.ts';

const imageCount = 120;

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
  for (let seed = 0; seed < imageCount; seed++) await place.draw(`${seed}.jpg`, seed);
});

afterEach(() => place.close());

/** Makes the deletion of images fail, as a disk that gives up would. */
function refusePruning(file: string): void {
  const database = openDatabase(file, null);
  database.exec("CREATE TRIGGER refuse BEFORE DELETE ON images BEGIN SELECT RAISE(ABORT, 'no pruning'); END");
  database.close();
}

/** Starts an import of the images folder; its id, and the promise of its report. */
async function start(options: Partial<Input<'imports.start'>> = {}) {
  const { engine, images } = place;
  const { jobId: id } = await engine.call('imports.start', { folder: images, ...options });
  return { id, report: reportOf(engine, id) };
}

describe('an import under way', () => {
  it('pauses, answers meanwhile, and resumes to its end', async () => {
    const { id, report } = await start();
    await place.engine.call('jobs.pause', { id });
    expect(await place.engine.call('jobs.list', {})).toMatchObject({
      jobs: [{ id, kind: 'import', state: 'paused', canPause: true, detail: { folder: place.images } }],
    });
    expect(await place.engine.call('products.list', { view: {}, offset: 0, limit: 10 })).toBeDefined();
    await place.engine.call('jobs.resume', { id });
    expect(await report).toMatchObject({ outcome: 'done', found: imageCount });
  });

  it('refuses a second one beside it', async () => {
    const { report } = await start();
    await expect(place.engine.call('imports.start', { folder: place.images })).rejects.toMatchObject({
      code: 'already-running',
    });
    await report;
  });

  it('ends with a report when its folder goes away', async () => {
    const { id, report } = await start();
    await place.engine.call('jobs.pause', { id });
    rmSync(place.images, { recursive: true });
    await place.engine.call('jobs.resume', { id });
    const { outcome, found, embedded, unchanged, duplicate, failed } = await report;
    expect(['done', 'stopped']).toContain(outcome);
    expect(found).toBe(embedded + unchanged + duplicate + failed);
    expect(await place.engine.call('catalogs.verify', {})).toMatchObject({ ok: true });
  });

  it('ends with a report that says why when the database fails after the last file', async () => {
    await place.import();
    rmSync(join(place.images, '0.jpg'));
    const { id, report } = await start({ prune: true });
    await place.engine.call('jobs.pause', { id });
    refusePruning(join(place.catalog, 'twinset.db'));
    await place.engine.call('jobs.resume', { id });
    expect(await report).toMatchObject({
      outcome: 'stopped',
      removed: 0,
      message: expect.stringContaining('no pruning'),
    });
  });

  it('ends with its catalog, and keeps what it committed', async () => {
    await place.engine.call('imports.start', { folder: place.images });
    await place.engine.call('catalogs.close', {});
    await place.engine.call('catalogs.open', { folder: place.catalog });
    expect(await place.engine.call('catalogs.verify', {})).toMatchObject({ ok: true });
  });

  it('can be cancelled, and the next one goes on from there', async () => {
    const { id, report } = await start();
    await new Promise<void>((resolve) => place.engine.on('products.changed', () => resolve()));
    await place.engine.call('jobs.cancel', { id }).catch(() => undefined);
    const first = await report;
    expect(first.found).toBe(first.embedded + first.unchanged + first.duplicate + first.failed);
    const second = await place.import();
    expect(second.found).toBe(imageCount);
    expect(second.embedded + second.unchanged + second.duplicate).toBe(imageCount);
    expect(await place.engine.call('catalogs.verify', {})).toMatchObject({ ok: true });
  });
});
