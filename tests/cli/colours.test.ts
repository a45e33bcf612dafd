/** The weight of colour as a script uses it: `colours`, `--colour-weight`, and `quality --against`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSmallCatalog, type SmallCatalog } from '../contract/smallCatalog.ts';
import { runCli, runJson } from './runCli.ts';

let small: SmallCatalog;
let copy: ReturnType<SmallCatalog['copy']>;

beforeAll(async () => {
  small = await makeSmallCatalog();
  copy = small.copy('colours');
}, 600_000);
afterAll(() => small.remove());

const json = (...words: string[]) => runJson([...words, '--catalog', copy.catalog], copy.dataFolder);
const people = (...words: string[]) => runCli([...words, '--catalog', copy.catalog], copy.dataFolder);

it('is weighed by similar, lists and export alike, and says what scores are made of', async () => {
  const { results } = await json('similar', '1001', '-k', '3', '--colour-weight', '0.6');
  const found = results as { id: string; score: number; parts: { look: number; colour: number } }[];
  for (const { score, parts } of found) expect(score).toBeCloseTo(0.4 * parts.look + 0.6 * parts.colour, 5);
  const ids = found.map(({ id }) => id);
  const { entries } = await json('lists', 'show', '1001', '--colour-weight', '0.6');
  expect((entries as { id: string }[]).slice(0, 3).map(({ id }) => id)).toEqual(ids);
  const file = join(copy.dataFolder, 'lists.csv');
  await json('export', file, '--top', '3', '--colour-weight', '0.6');
  const rows = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((row) => row.startsWith('1001,'));
  expect(rows.map((row) => row.split(',')[2])).toEqual(ids);
});

it('has words that are wrong', async () => {
  expect((await people('similar', '1001', '--colour-weight', '1')).status).toBe(2);
  expect((await people('quality', '--against', 'colour=most')).status).toBe(2);
  const refused = await people('similar', '1001', '--colour-weight', '0.5', '--metric', 'euclidean');
  expect([refused.status, refused.stderr]).toEqual([
    1,
    expect.stringContaining('By euclidean distance colour cannot be weighed'),
  ]);
});

it('asks for colours that nobody kept, and goes on once they are read', async () => {
  const database = new Database(join(copy.catalog, 'twinset.db'));
  const forgotten = database.prepare('DELETE FROM colours').run().changes;
  database.close();
  const refused = await people('similar', '1001', '--colour-weight', '0.5');
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('"twinset colours"')]);
  expect(await json('colours')).toEqual({ pictures: forgotten, seconds: expect.any(Number) });
  expect(await json('colours')).toMatchObject({ pictures: 0 });
  expect((await people('similar', '1001', '--colour-weight', '0.5')).status).toBe(0);
});

it('is measured against none, with the difference', async () => {
  const { fields } = await json('quality', '-k', '3', '--against', 'colour=0.5');
  for (const { precision, against, difference } of fields as Record<string, unknown>[]) {
    const other = (against as { value: number }).value;
    expect((difference as { value: number }).value).toBeCloseTo(other - (precision as number), 6);
  }
  const told = await people('quality', '-k', '3', '--against', 'cosine,colour=0.5');
  expect([told.status, told.stdout]).toEqual([0, expect.stringMatching(/difference +[+−]/)]);
});
