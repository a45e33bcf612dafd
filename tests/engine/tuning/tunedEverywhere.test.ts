/** The catalog's own distance wherever a distance can be chosen; and its rows, kept beside the index. */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../src/contract/contract.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { makeDataFolder } from '../../runFolder.ts';
import { openStrictly, drawnRuntime as runtime } from '../openStrictly.ts';
import { resourcesFolder, runExport } from '../workplace.ts';
import { addProducts, type DrawnProduct, drawProducts } from './drawnCatalog.ts';

/** Enough for a file of rows. */
const count = 520;
const metric = 'tuned' as const;
/** With one more, as many as a matrix takes. */
const atOnce = 49;
let folder: string;
let catalogFolder: string;
let rowsFile: string;
let engine: Engine;

const open = async (): Promise<void> => {
  engine = await createEngine({ dataFolder: join(folder, 'data'), resourcesFolder });
  await engine.call('catalogs.open', { folder: catalogFolder });
};

/** As an import in another process does. */
async function add(products: readonly DrawnProduct[]): Promise<void> {
  const catalog = await openStrictly(catalogFolder);
  if (catalog.runtime() === null) {
    await catalog.prepareSpace(runtime.space);
    catalog.setRuntime(runtime);
  }
  addProducts(catalog, products);
  await catalog.close();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-tuned-'));
  catalogFolder = join(folder, 'catalog');
  rowsFile = join(catalogFolder, 'tuned.cache');
  makeDataFolder(join(folder, 'data'));
  await add(drawProducts(count));
  await open();
  const { jobId: id } = await engine.call('tuning.start', {});
  expect(await engine.call('jobs.wait', { id })).toMatchObject({ result: { isKept: true } });
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function similar(id: string, more: Partial<Input<'search.similar'>> = {}) {
  const query = { kind: 'product' as const, id };
  return (await engine.call('search.similar', { query, metric, k: 8, ...more })).results;
}

const idsOf = (entries: readonly { readonly id: string }[]): string[] => entries.map(({ id }) => id);

/** All products in the order of their tuned similarity, as the matrix has it. */
async function byMatrix(id: string): Promise<{ id: string; score: number }[]> {
  const found: { id: string; score: number }[] = [];
  for (let from = 0; from < count; from += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, count - from) }, (_, at) => String(from + at));
    const ids = [id, ...some.filter((other) => other !== id)];
    const { values } = await engine.call('matrix.compare', { ids, metric });
    found.push(...ids.slice(1).map((other, at) => ({ id: other, score: values[0]?.[at + 1] ?? 0 })));
  }
  return found.sort((a, b) => b.score - a.score);
}

async function exported(options: Partial<Input<'lists.export'>>): Promise<string> {
  const file = join(folder, 'lists.csv');
  await runExport(engine, { what: { kind: 'all' }, top: 5, metric, ...options, file });
  return readFileSync(file, 'utf8');
}

const listIn = (csv: string, id: string): string[] =>
  csv.split('\n').flatMap((line) => (line.startsWith(`${id},`) ? [line.split(',')[2] ?? ''] : []));

describe('by the tuned distance', () => {
  it('a search has the order of the matrix, within limits of the score too', async () => {
    const all = await byMatrix('9');
    expect(idsOf(await similar('9'))).toEqual(idsOf(all.slice(0, 8)));
    const [high = 0, low = 0] = [all[10]?.score, all[40]?.score];
    const between = all.filter(({ score }) => score >= low && score <= high);
    expect(idsOf(await similar('9', { k: 100, minScore: low, maxScore: high }))).toEqual(idsOf(between));
  });

  it('what is disliked pulls away by its weight', async () => {
    const [disliked = ''] = idsOf(await similar('9'));
    const scores = new Map((await byMatrix(disliked)).map(({ id, score }) => [id, score]));
    const meanOf = async (unlikeWeight: number): Promise<number> => {
      const found = await similar('9', { unlike: [disliked], unlikeWeight, k: 20 });
      expect(idsOf(found)).not.toContain(disliked);
      return found.reduce((sum, { id }) => sum + (scores.get(id) ?? 0), 0) / found.length;
    };
    expect(await meanOf(0.9)).toBeLessThan(await meanOf(0.1));
  });

  it('boards and users are recommended to', async () => {
    await engine.call('boards.mark', { name: 'Summer', ids: ['0', '4', '8'], opinion: 'liked' });
    await engine.call('boards.mark', { name: 'Summer', ids: ['1'], opinion: 'disliked' });
    const ofBoard = await engine.call('search.similar', {
      query: { kind: 'board', name: 'Summer' },
      ...{ metric, k: 10 },
    });
    expect(ofBoard.results).toHaveLength(10);
    for (const { attributes, from } of ofBoard.results) {
      expect(attributes['articleType']).toBe('Shirts');
      expect(['0', '4', '8']).toContain(from);
    }
    const csv = join(folder, 'users.csv');
    writeFileSync(csv, 'user_id,product_id,event\nu1,2,viewed\nu1,6,liked\nu2,3,viewed\n');
    expect(await engine.call('users.import', { file: csv })).toMatchObject({ users: 2 });
    const file = join(folder, 'recommended.csv');
    const { jobId } = await engine.call('users.export', { file, top: 4, metric });
    await engine.call('jobs.wait', { id: jobId });
    for (const id of ['u1', 'u2']) {
      const query = { kind: 'user' as const, id };
      const { results } = await engine.call('search.similar', { query, metric, k: 4 });
      expect(listIn(readFileSync(file, 'utf8'), id)).toEqual(idsOf(results));
    }
  });

  it('lists leave as they are shown: table, preview and file for a shop, whatever is wished', async () => {
    for (const more of [
      {},
      { where: [{ field: 'lot', values: ['lot 1', 'lot 3'] }] },
      { same: ['articleType'] },
      { like: ['1'], unlike: ['2'], unlikeWeight: 0.7 },
      { diversity: 0.4 },
      { minScore: 0.2, maxScore: 0.95 },
      { variants: 'grouped' as const, variantScore: 0.9 },
    ]) {
      const csv = await exported(more);
      for (const id of ['5', '77', '300']) {
        const wanted = idsOf(await similar(id, { k: 5, ...more }));
        expect(listIn(csv, id)).toEqual(wanted);
        const list = await engine.call('lists.show', { id, metric, top: 5, ...more });
        expect(idsOf(list.entries)).toEqual(wanted);
      }
      const preview = await engine.call('lists.preview', { what: { kind: 'all' }, top: 5, metric, ...more });
      expect(preview.rows.slice(0, 5).map(([, , other]) => other)).toEqual(listIn(csv, '0'));
    }
    const shop = await exported({ shop: { preset: 'woocommerce', key: 'id', max: 3 } });
    expect(shop).toContain(`\n5,"${idsOf(await similar('5', { k: 3 })).join(',')}"\n`);
  });

  it('quality is measured, and variants are told by the pictures', async () => {
    const { jobId: id } = await engine.call('quality.measure', {
      view: {},
      settings: [
        { metric: 'cosine', embedding: null },
        { metric, embedding: null },
      ],
      k: 5,
    });
    const job = await engine.call('jobs.wait', { id });
    expect(job).toMatchObject({ state: 'done', kind: 'quality' });
    const { measured } = await engine.call('quality.last', {});
    const [plain, tuned] = measured?.fields.find(({ field }) => field === 'articleType')?.precision ?? [];
    expect(tuned?.value).toBeGreaterThan(plain?.value ?? 1);
  });
});

describe('the rows of the tuned distance', () => {
  it('are kept beside the index, and searched by after a restart', async () => {
    const before = await similar('9');
    await engine.close();
    const kept = readFileSync(rowsFile);
    await open();
    expect(await similar('9')).toEqual(before);
    await engine.close();
    expect(readFileSync(rowsFile).equals(kept)).toBe(true);
    await open();
  });

  it('are made anew where their file is damaged, or missing', async () => {
    const before = await similar('9');
    for (const damage of [
      () => writeFileSync(rowsFile, readFileSync(rowsFile).fill(7, 30_000, 30_100)),
      () => writeFileSync(rowsFile, 'not a file of rows'),
      () => rmSync(rowsFile),
    ]) {
      await engine.close();
      const { size } = statSync(rowsFile);
      damage();
      await open();
      expect(await similar('9')).toEqual(before);
      await engine.close();
      expect(statSync(rowsFile).size).toBe(size);
      await open();
    }
  });

  it('of products that an import brought are there with those from before', async () => {
    const late = drawProducts(30, count);
    await engine.close();
    await add(late);
    const { size } = statSync(rowsFile);
    await open();
    const found = await similar(String(count));
    expect(found).toHaveLength(8);
    // Of a late one and of an early one alike, what the other is to them.
    const [first] = found;
    const back = await similar(first?.id ?? '', { k: 200 });
    expect(back.find(({ id }) => id === String(count))?.score).toBe(first?.score);
    await engine.close();
    expect(statSync(rowsFile).size).toBeGreaterThan(size);
    await open();
  });

  it('of another map are not taken', async () => {
    const foreign = join(folder, 'foreign.cache');
    copyFileSync(rowsFile, foreign);
    const { jobId: id } = await engine.call('tuning.start', {
      fields: [
        { field: 'lot', weight: 0 },
        { field: 'articleType', weight: 1 },
      ],
    });
    expect(await engine.call('jobs.wait', { id })).toMatchObject({ result: { isKept: true } });
    const before = await similar('9');
    await engine.close();
    expect(readFileSync(rowsFile).equals(readFileSync(foreign))).toBe(false);
    copyFileSync(foreign, rowsFile);
    await open();
    expect(await similar('9')).toEqual(before);
  });

  it('go with the distance', async () => {
    await engine.call('tuning.drop', {});
    expect(existsSync(rowsFile)).toBe(false);
    await engine.close();
    expect(existsSync(rowsFile)).toBe(false);
    await open();
    for (const asked of [
      () => similar('9'),
      () => engine.call('lists.show', { id: '9', metric }),
      () => engine.call('lists.preview', { what: { kind: 'all' }, metric }),
      () => engine.call('matrix.compare', { ids: ['1', '2'], metric }),
      () => engine.call('search.similar', { query: { kind: 'board', name: 'Summer' }, metric }),
    ])
      await expect(asked()).rejects.toMatchObject({
        code: 'bad-input',
        message: expect.stringContaining('no distance of its own'),
      });
    for (const start of [
      () => engine.call('lists.export', { what: { kind: 'all' }, metric, file: join(folder, 'no.csv') }),
      () => engine.call('lists.generate', { order: { type: 'substitute', length: 3 }, metric }),
      () => engine.call('users.export', { file: join(folder, 'no.csv'), metric }),
    ])
      expect(await endOf(start)).toContain('no distance of its own');
    expect(existsSync(join(folder, 'no.csv'))).toBe(false);
  });
});

/** What is said of a job that does not come about: as an answer, or at its end. */
async function endOf(start: () => Promise<{ jobId: string }>): Promise<string> {
  try {
    return (await engine.call('jobs.wait', { id: (await start()).jobId })).message ?? '';
  } catch (thrown) {
    return String(thrown);
  }
}
