/** `quality` as a script uses it: its JSON is a contract. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSmallCatalog, type SmallCatalog } from '../contract/smallCatalog.ts';
import { runCli, runJson } from './runCli.ts';

let small: SmallCatalog;
let copy: ReturnType<SmallCatalog['copy']>;

beforeAll(async () => {
  small = await makeSmallCatalog();
  copy = small.copy('quality');
}, 600_000);
afterAll(() => small.remove());

const words = (...more: string[]) => ['quality', '--catalog', copy.catalog, ...more];
const run = (...more: string[]) => runJson(words(...more), copy.dataFolder);

interface Field {
  readonly field: string;
  readonly precision: number;
  readonly products: number;
  readonly weakest: readonly unknown[];
}

describe('quality', () => {
  it('tells the agreement with every field and with decisions', async () => {
    const measured = await run('-k', '3');
    const fields = measured['fields'] as Field[];
    expect(fields.map(({ field }) => field)).toEqual(['articleType', 'baseColour']);
    for (const { precision, products } of fields) {
      expect(precision).toBeGreaterThanOrEqual(0);
      expect(precision).toBeLessThanOrEqual(1);
      // Twelve products of three look-alikes each, all with values: thirds of twelfths.
      expect(precision * 36).toBeCloseTo(Math.round(precision * 36));
      expect(products).toBe(12);
    }
    // Six products of each type are too few to say something of.
    expect(fields[0]?.weakest).toEqual([]);
    expect(measured['decisions']).toEqual({
      products: 0,
      accepted: 0,
      rejected: 0,
      pinned: 0,
      acceptance: null,
      reciprocalRank: null,
    });
  });

  it('counts what was decided', async () => {
    const similar = await runJson(['similar', '1001', '--catalog', copy.catalog, '-k', '2'], copy.dataFolder);
    const [first, second] = (similar['results'] as { id: string }[]).map(({ id }) => id);
    const decide = (id: string | undefined, state: string) =>
      runJson(['lists', 'decide', '1001', id ?? '', state, '--catalog', copy.catalog], copy.dataFolder);
    await decide(first, 'rejected');
    await decide(second, 'accepted');
    const { decisions } = (await run()) as { decisions: Record<string, { value: number }> };
    expect(decisions['acceptance']?.value).toBe(0.5);
    expect(decisions['reciprocalRank']?.value).toBe(0.5);
  });

  it('takes single fields and a sample, and reads well without --json', async () => {
    const { fields, sampled } = await run('--field', 'articleType', '--sample', '5');
    expect([(fields as Field[]).map(({ field }) => field), sampled]).toEqual([['articleType'], 5]);
    const { stdout } = await runCli(words('--field', 'articleType'), copy.dataFolder);
    expect(stdout).toMatch(/^12 of 12 products with their first 10 look-alikes:\narticleType\s+\d/);
  });

  it('says what is wrong with its words', async () => {
    const unknown = await runCli(words('--field', 'size'), copy.dataFolder);
    expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringContaining('no field "size"')]);
    const none = await runCli(words('-k', '0'), copy.dataFolder);
    expect([none.status, none.stderr]).toEqual([2, expect.stringContaining('from 1 to 50')]);
  });
});
