/** `charts` as a script uses it: its JSON is a contract. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSmallCatalog, type SmallCatalog } from '../contract/smallCatalog.ts';
import { runCli, runJson } from './runCli.ts';

let small: SmallCatalog;
let copy: ReturnType<SmallCatalog['copy']>;

beforeAll(async () => {
  small = await makeSmallCatalog();
  copy = small.copy('charts');
}, 600_000);
afterAll(() => small.remove());

const words = (...more: string[]) => ['charts', '--catalog', copy.catalog, ...more];
const run = (...more: string[]) => runJson(words(...more), copy.dataFolder);

describe('charts', () => {
  it('counts a field, with the conditions that narrow it', async () => {
    expect(await run('--field', 'articleType')).toEqual({
      field: 'articleType',
      values: [
        { value: 'Shirts', count: 6 },
        { value: 'Shoes', count: 6 },
      ],
    });
    expect(await run('--field', 'articleType', '--where', 'baseColour=Red')).toEqual({
      field: 'articleType',
      values: [
        { value: 'Shirts', count: 2 },
        { value: 'Shoes', count: 2 },
      ],
    });
  });

  it('makes a table of two fields', async () => {
    expect(await run('--field', 'baseColour', '--by', 'articleType')).toEqual({
      field: 'baseColour',
      by: 'articleType',
      values: ['Blue', 'Green', 'Red'],
      columns: ['Shirts', 'Shoes'],
      counts: [
        [2, 2],
        [2, 2],
        [2, 2],
      ],
    });
  });

  it('lists every field where none is named, and reads well without --json', async () => {
    const all = await run();
    expect(Object.keys(all)).toEqual(['products', 'charts']);
    expect(all['products']).toBe(12);
    const charts = all['charts'] as { field: string; values: { count: number }[] }[];
    expect(charts.map(({ field }) => field)).toContain('baseColour');
    for (const { values } of charts) expect(values.reduce((sum, { count }) => sum + count, 0)).toBe(12);
    const { stdout } = await runCli(words('--field', 'articleType'), copy.dataFolder);
    expect(stdout).toBe('articleType\n6  Shirts\n6  Shoes\n');
  });

  it('says what is wrong with its words', async () => {
    const lone = await runCli(words('--by', 'articleType'), copy.dataFolder);
    expect([lone.status, lone.stderr]).toEqual([2, expect.stringContaining("option '--by' needs '--field'")]);
    const unknown = await runCli(words('--field', 'size'), copy.dataFolder);
    expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringContaining('no field "size"')]);
  });
});
