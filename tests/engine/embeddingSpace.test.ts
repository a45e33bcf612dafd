/** When a catalog goes over to another embedding space: with the first batch that stands in it, and not before. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/catalog/openDatabase.ts';
import { openWorkplace, reportOf, type Workplace } from './workplace.ts';

const imageCount = 40;
const otherSpace = { engine: 'auto', precision: 'fp32', pooling: 'max' } as const;

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
  for (let seed = 0; seed < imageCount; seed++) await place.draw(`${seed}.jpg`, seed);
  await place.import({ embedding: { engine: 'auto', precision: 'fp32' } });
});

afterEach(() => place.close());

const similar = () => place.engine.call('search.similar', { query: { kind: 'product', id: '1' } });

async function describeCatalog() {
  const { catalog } = await place.engine.call('catalogs.current', {});
  return { space: catalog?.runtime?.space, embeddings: catalog?.embeddings };
}

describe('an import into another embedding space', { timeout: 600_000 }, () => {
  it('that is cancelled before its first batch leaves the catalog as it was', async () => {
    const before = await describeCatalog();
    const { results } = await similar();
    const { jobId: id } = await place.engine.call('imports.start', {
      folder: place.images,
      embedding: otherSpace,
    });
    await place.engine.call('jobs.pause', { id });
    await place.engine.call('jobs.cancel', { id });
    const report = await reportOf(place.engine, id);
    // A first batch may have got through before the pause; then the catalog is in the other space, whole.
    if (report.embedded > 0) {
      expect((await describeCatalog()).embeddings).toBe(report.embedded);
      return;
    }
    expect(await describeCatalog()).toEqual(before);
    expect((await similar()).results).toEqual(results);
    await place.restart();
    expect(await describeCatalog()).toEqual(before);
    expect(await place.engine.call('catalogs.verify', {})).toMatchObject({ ok: true });
  });

  it('whose first batch cannot be written leaves the catalog as it was', async () => {
    const before = await describeCatalog();
    const { results } = await similar();
    const database = openDatabase(join(place.catalog, 'twinset.db'), null);
    database.exec(
      "CREATE TRIGGER refuse BEFORE INSERT ON embeddings BEGIN SELECT RAISE(ABORT, 'no vectors'); END",
    );
    const report = await place.import({ embedding: otherSpace });
    expect(report).toMatchObject({ outcome: 'stopped', message: expect.stringContaining('no vectors') });
    expect(report.notes.join()).not.toContain('it now uses');
    expect(await describeCatalog()).toEqual(before);
    expect((await similar()).results).toEqual(results);
    await place.restart();
    expect(await describeCatalog()).toEqual(before);
    database.exec('DROP TRIGGER refuse');
    database.close();
    const again = await place.import({ embedding: otherSpace });
    expect(again).toMatchObject({ outcome: 'done', embedded: imageCount });
    expect(again.notes.join()).toContain('it now uses');
    expect(await describeCatalog()).toEqual({ space: again.space, embeddings: imageCount });
  });

  it('with nothing that could be embedded leaves the catalog as it was', async () => {
    const before = await describeCatalog();
    for (let seed = 0; seed < imageCount; seed++) rmSync(join(place.images, `${seed}.jpg`));
    place.write('broken.jpg', 'this is no image');
    expect(await place.import({ embedding: otherSpace })).toMatchObject({ outcome: 'done', failed: 1 });
    expect(await describeCatalog()).toEqual(before);
  });

  it('that was embedded in it before goes back to it', async () => {
    const before = await describeCatalog();
    const { results } = await similar();
    await place.import({ embedding: otherSpace });
    const report = await place.import({ embedding: { engine: 'auto', precision: 'fp32', pooling: 'avg' } });
    expect(report).toMatchObject({ embedded: 0, unchanged: imageCount });
    expect(await describeCatalog()).toEqual(before);
    expect((await similar()).results).toEqual(results);
  });
});
