/** `matrix` as a script uses it: its JSON is a contract. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSmallCatalog, type SmallCatalog } from '../contract/smallCatalog.ts';
import { runCli, runJson } from './runCli.ts';

let small: SmallCatalog;
let copy: ReturnType<SmallCatalog['copy']>;

beforeAll(async () => {
  small = await makeSmallCatalog();
  copy = small.copy('matrix');
}, 600_000);
afterAll(() => small.remove());

const words = (...more: string[]) => ['matrix', ...more, '--catalog', copy.catalog];

describe('matrix', () => {
  it('has a row per product, as they were given, and the scores of a search', async () => {
    const matrix = await runJson(words('1003', '1001', '1002'), copy.dataFolder);
    expect(Object.keys(matrix)).toEqual(['ids', 'metric', 'values']);
    expect(matrix).toMatchObject({ ids: ['1003', '1001', '1002'], metric: 'cosine' });
    const values = matrix['values'] as number[][];
    const { results } = (await runJson(
      ['similar', '1003', '-k', '11', '--catalog', copy.catalog],
      copy.dataFolder,
    )) as { results: { id: string; score: number }[] };
    const scoreOf = (id: string) => results.find((each) => each.id === id)?.score;
    expect(values[0]).toEqual([1, scoreOf('1001'), scoreOf('1002')]);
  });

  it('is written to a file, by another distance', async () => {
    const file = join(small.folder, 'matrix.csv');
    const { metric } = await runJson(
      words('1001', '1002', '--metric', 'manhattan', '--out', file),
      copy.dataFolder,
    );
    expect(metric).toBe('manhattan');
    expect(readFileSync(file, 'utf8')).toMatch(
      /^\uFEFFproduct_id,1001,1002\r\n1001,0,(\d+\.\d{1,6})\r\n1002,\1,0\r\n$/,
    );
  });

  it('says which products it does not have, and that 51 are too many', async () => {
    const unknown = await runCli(words('1001', 'nobody'), copy.dataFolder);
    expect([unknown.status, unknown.stderr]).toEqual([
      1,
      expect.stringContaining('Not in this catalog: nobody.'),
    ]);
    const many = await runCli(words(...Array.from({ length: 51 }, (_, at) => `x${at}`)), copy.dataFolder);
    expect([many.status, many.stderr]).toEqual([1, expect.stringContaining('At most 50 products')]);
  });
});
