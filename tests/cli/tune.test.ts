/** `tune` as a script uses it: its JSON is a contract, and `--metric tuned` follows from it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStrictly, drawnRuntime as runtime } from '../engine/openStrictly.ts';
import { addProducts, drawProducts } from '../engine/tuning/drawnCatalog.ts';
import { runCli, runJson } from './runCli.ts';

let folder: string;
let catalog: string;
let dataFolder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-tune-'));
  catalog = join(folder, 'catalog');
  dataFolder = join(folder, 'data');
  const opened = await openStrictly(catalog);
  await opened.prepareSpace(runtime.space);
  opened.setRuntime(runtime);
  addProducts(opened, drawProducts(400));
  await opened.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const json = (...words: string[]) => runJson([...words, '--catalog', catalog], dataFolder);
const people = (...words: string[]) => runCli([...words, '--catalog', catalog], dataFolder);

const idsOf = ({ results }: Record<string, unknown>): string[] =>
  (results as { id: string }[]).map(({ id }) => id);

it('learns, is used by similar, export and lists, and is forgotten', async () => {
  const trial = await json('tune', '--dry-run');
  expect(trial).toMatchObject({ accepted: true });
  const before = await people('similar', '5', '--metric', 'tuned');
  expect(before.status).toBe(1);
  expect(before.stderr).toContain('no distance of its own');

  const learned = await json('tune', '--field', 'articleType=1', '--field', 'lot=0');
  expect(Object.keys(learned)).toEqual(['accepted', 'reason', 'seconds', 'fields']);
  expect(learned).toMatchObject({ accepted: true, fields: [{ field: 'articleType' }] });
  const [field] = learned['fields'] as Record<string, number>[];
  expect(Object.keys(field ?? {})).toEqual(['field', 'plain', 'tuned', 'low', 'high']);
  expect(field?.['low']).toBeGreaterThan(0);

  const similar = await json('similar', '5', '--metric', 'tuned', '-k', '3');
  expect(similar).toMatchObject({ metric: 'tuned' });
  const ids = idsOf(similar);
  expect(ids).not.toEqual(idsOf(await json('similar', '5', '-k', '3')));

  const file = join(folder, 'lists.csv');
  await json('export', file, '--metric', 'tuned', '--top', '3');
  const rows = readFileSync(file, 'utf8')
    .split('\r\n')
    .map((row) => row.split(','));
  expect(rows.filter(([id]) => id === '5').map(([, , other]) => other)).toEqual(ids);

  const shown = await json('lists', 'show', '5', '--metric', 'tuned', '--top', '3');
  expect((shown['entries'] as { id: string }[]).map(({ id }) => id)).toEqual(ids);
  expect(await json('lists', 'generate', '--top', '3', '--metric', 'tuned', '--dry-run')).toMatchObject({
    products: 400,
    entries: 1200,
  });

  expect(await json('tune', '--off')).toEqual({ accepted: false, seconds: 0, fields: [] });
  expect((await people('similar', '5', '--metric', 'tuned')).status).toBe(1);
});

it('says for people what was found, and what was not', async () => {
  const { stdout, status } = await people('tune', '--dry-run');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Of 100 nearest .* more agree than with cosine/);
  expect(stdout).toMatch(/\narticleType +0\.\d{3} +[01]\.\d{3} +\+0\.\d{3} to \+0\.\d{3}\n/);
  expect(stdout).toMatch(/Nothing was changed\. \d+\.\d s\.\n$/);
  const forgotten = await people('tune', '--off');
  expect(forgotten.stdout).toBe('There was no learned distance to forget.\n');
});

it.each([
  [['--field', 'articleType'], 'needs NAME=VALUE'],
  [['--field', 'articleType=much'], 'a weight from 0 to 10'],
  [['--field', 'articleType=11'], 'a weight from 0 to 10'],
  [['--off', '--dry-run'], 'takes no other option'],
])('does not understand %j', async (words, reason) => {
  const { status, stderr } = await people('tune', ...words);
  expect(status).toBe(2);
  expect(stderr).toContain(reason);
});

it('ends with a reason where a field is not there', async () => {
  const { status, stderr } = await people('tune', '--field', 'brand=1');
  expect(status).toBe(1);
  expect(stderr).toContain('no field "brand"');
});
