/** The history of imports: every import stays to be looked at, with what it changed and what it named. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/sqlite/catalog/openDatabase.ts';
import { createSourceStore } from '../../../src/adapters/sqlite/catalog/sourceStore.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace();
});

afterAll(() => place.close());

const history = async () => (await place.engine.call('imports.history', {})).imports;

describe('the history of imports', () => {
  it('is empty at first, and has each import with its sum, the last one first', async () => {
    expect(await history()).toEqual([]);
    await place.draw('a.jpg', 1);
    await place.draw('b.jpg', 2);
    place.write('broken.jpg', 'no image');
    place.write('table.csv', 'id,colour\na,red\nnowhere,blue\na,green\n');
    const first = await place.import();
    await place.draw('c.jpg', 3);
    rmSync(join(place.images, 'a.jpg'));
    const second = await place.import({ prune: true });
    const [last, before, ...none] = await history();
    expect(none).toEqual([]);
    for (const [past, report] of [
      [last, second],
      [before, first],
    ] as const) {
      const { found, embedded, unchanged, duplicate, failed, removed, missing, outcome, message, seconds } =
        report;
      expect(past).toMatchObject({ folder: place.images });
      expect(past?.ended).toEqual({
        ...{ found, embedded, unchanged, duplicate, failed },
        ...{ removed, missing, outcome, message, seconds },
      });
      expect(found).toBe(embedded + unchanged + duplicate + failed);
    }
    expect(last?.ended).toMatchObject({ embedded: 1, unchanged: 1, removed: 1 });
    expect(Date.parse(last?.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(before?.startedAt ?? ''));
  });

  it('keeps the whole report of each, also after a restart, and knows the products of its files', async () => {
    const [last, before] = await history();
    await place.restart();
    expect(await history()).toEqual([last, before]);
    const { report, products, startedAt } = await place.engine.call('imports.report', {
      number: before?.number ?? 0,
    });
    expect(startedAt).toBe(before?.startedAt);
    expect(report.problems).toEqual([{ path: 'broken.jpg', reason: expect.any(String) }]);
    expect(report.named.map(({ what, entries }) => [what, entries])).toEqual(
      expect.arrayContaining([
        ['rows-without-image', [{ name: 'nowhere', line: 3 }]],
        ['rows-repeated', [{ name: 'a', line: 4, firstLine: 2 }]],
      ]),
    );
    expect(products).toEqual(expect.arrayContaining([{ path: 'b.jpg', id: 'b' }]));
    const paths = new Set(products.map(({ path }) => path));
    expect(paths.has('a.jpg')).toBe(false);
  });

  it('has an import that was killed, without a report', async () => {
    await place.engine.call('catalogs.close', {});
    const database = openDatabase(join(place.catalog, 'twinset.db'), null);
    const sources = createSourceStore(database);
    const number = sources.beginImport(sources.all()[0]?.id ?? 0);
    database.close();
    await place.restart();
    expect((await history())[0]).toMatchObject({ number, ended: null });
    await expect(place.engine.call('imports.report', { number })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('did not come to its end'),
    });
  });
});
