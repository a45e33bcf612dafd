/** `map` as a script uses it: its JSON and its file are a contract. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSmallCatalog, productIds, type SmallCatalog } from '../contract/smallCatalog.ts';
import { runCli, runJson } from './runCli.ts';

let small: SmallCatalog;
let copy: ReturnType<SmallCatalog['copy']>;

beforeAll(async () => {
  small = await makeSmallCatalog();
  copy = small.copy('map');
}, 600_000);
afterAll(() => small.remove());

const run = (...words: string[]) => runJson(['map', ...words, '--catalog', copy.catalog], copy.dataFolder);

describe('map', () => {
  it.each([
    ['umap', []],
    ['tsne', ['--method', 'tsne', '--trustworthiness']],
  ])('lays the catalog out by %s', async (method, words) => {
    const made = await run(...words);
    expect(Object.keys(made)).toEqual(['method', 'points', 'seconds', 'trustworthiness']);
    // Of twelve products it is not told.
    expect(made).toMatchObject({ method, points: productIds.length, trustworthiness: null });
    expect(made['seconds']).toBeGreaterThan(0);
  });

  it('writes the places of all products', async () => {
    const file = join(small.folder, 'map.csv');
    await run('--out', file);
    const [head, ...rows] = readFileSync(file, 'utf8').replace('\ufeff', '').trim().split('\r\n');
    expect(head).toBe('product_id,x,y');
    expect(rows.map((row) => row.split(',')[0]).toSorted()).toEqual(productIds.toSorted());
    for (const row of rows) expect(row).toMatch(/^\d+,\d+,\d+$/);
  });

  it('says for people what was done', async () => {
    const file = join(small.folder, 'people.csv');
    const { stdout, status } = await runCli(
      ['map', '--catalog', copy.catalog, '--out', file],
      copy.dataFolder,
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^12 products laid out in \d+\.\d s; places in .*people\.csv\n$/);
    expect(existsSync(file)).toBe(true);
  });

  it('knows no other method', async () => {
    const { status, stderr } = await runCli(
      ['map', '--catalog', copy.catalog, '--method', 'pca'],
      copy.dataFolder,
    );
    expect(status).toBe(2);
    expect(stderr).toContain('umap, tsne');
  });
});
