import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fillCatalog } from '../../../src/bench/fillCatalog.ts';
import type { ExportFormat } from '../../../src/contract/exports.ts';
import type { JobOf } from '../../../src/contract/jobs.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { makeSmallCatalog, resourcesFolder, type SmallCatalog } from '../../contract/smallCatalog.ts';

/** So many that their lists are searched for all at once, in threads. */
const productCount = 3000;

let small: SmallCatalog;
let engine: Engine;
/** Where exports are written; nothing else lies there. */
let target: string;

beforeAll(async () => {
  small = await makeSmallCatalog();
  await fillCatalog(small.catalog, productCount, { thumbnails: false });
});
afterAll(() => small.remove());

beforeEach(async () => {
  target = mkdtempSync(join(tmpdir(), 'twinset-exports-'));
  engine = await createEngine({ dataFolder: small.dataFolder, resourcesFolder });
  await engine.call('catalogs.open', { folder: small.catalog });
});
afterEach(async () => {
  await engine.close();
  rmSync(target, { recursive: true, force: true });
});

/** Starts an export of everything. `first` resolves with the first progress, `end` with the job at its end. */
async function startExport(file: string, format: ExportFormat = 'csv') {
  const first = Promise.withResolvers<void>();
  const seen: JobOf<'export'>[] = [];
  engine.on('jobs.changed', ({ job }) => {
    if (job?.kind !== 'export') return;
    seen.push(job);
    if (job.detail.products > 0) first.resolve();
  });
  const { jobId: id } = await engine.call('lists.export', { what: { kind: 'all' }, file, format });
  return { id, first: first.promise, end: engine.call('jobs.wait', { id }), seen };
}

const threadsUnderWay = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;

describe('an export of a whole catalog', () => {
  it('has for every product the look-alikes and scores that a search shows', async () => {
    const file = join(target, 'lists.csv');
    const { end, seen } = await startExport(file);
    expect(await end).toMatchObject({
      state: 'done',
      result: { products: productCount, rows: productCount * 10, file },
    });
    const told = seen.map(({ detail }) => detail.products);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    const lists = Map.groupBy(
      readFileSync(file, 'utf8')
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(',')),
      ([id]) => id ?? '',
    );
    expect(lists.size).toBe(productCount);
    const ids = [...lists.keys()];
    for (let i = 0; i < 40; i++) {
      const id = ids[(i * 401) % productCount] ?? '';
      const { results } = await engine.call('search.similar', { query: { kind: 'product', id }, k: 10 });
      expect(lists.get(id)?.map(([, , other, score]) => [other, Number(score)])).toEqual(
        results.map((result) => [result.id, Math.round(result.score * 1e6) / 1e6]),
      );
    }
  });

  it('lets a search be answered before it ends', async () => {
    const { first, end, seen } = await startExport(join(target, 'lists.csv'));
    await first;
    await engine.call('search.similar', { query: { kind: 'product', id: '1001' }, k: 10 });
    expect(seen.at(-1)?.state).toBe('running');
    expect(await end).toMatchObject({ state: 'done' });
  });

  it.each<ExportFormat>(['csv', 'xlsx'])(
    'ends as %s when it is cancelled, leaves nothing behind, and can be started again',
    async (format) => {
      const before = threadsUnderWay();
      const { id, first, end } = await startExport(join(target, `lists.${format}`), format);
      await first;
      expect(threadsUnderWay()).toBeGreaterThan(before);
      await engine.call('jobs.cancel', { id });
      expect(await end).toMatchObject({ state: 'cancelled', result: null });
      expect(readdirSync(target)).toEqual([]);
      expect(threadsUnderWay()).toBe(before);
      const again = await startExport(join(target, `again.${format}`), format);
      expect(await again.end).toMatchObject({ state: 'done', result: { rows: productCount * 10 } });
    },
  );

  it.each([
    ['its catalog', () => engine.call('catalogs.close', {})],
    ['the engine', () => engine.close()],
  ])('ends with %s', async (_, close) => {
    const before = threadsUnderWay();
    const { first, end } = await startExport(join(target, 'lists.csv'));
    await first;
    await close();
    expect(await end).toMatchObject({ state: 'cancelled' });
    expect(readdirSync(target)).toEqual([]);
    expect(threadsUnderWay()).toBe(before);
  });
});

describe('a contact sheet of a whole catalog', () => {
  it('is refused before anything is written, with the ways out, in the preview too', async () => {
    const options = { what: { kind: 'all' }, format: 'html' } as const;
    const words = {
      code: 'bad-input',
      message: expect.stringMatching(/500 lists of 10, and these are 3,000\. Select fewer products, .*Excel/),
    };
    await expect(
      engine.call('lists.export', { ...options, file: join(target, 'sheet.html') }),
    ).rejects.toMatchObject(words);
    await expect(engine.call('lists.preview', options)).rejects.toMatchObject(words);
    expect(readdirSync(target)).toEqual([]);
  });
});
