/** `repair` as a script uses it: its JSON and its file are a contract. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeLabelledPictures } from '../fixtures/labelledPictures.ts';
import { makeDataFolder } from '../runFolder.ts';
import { runCli } from './runCli.ts';
import { runJsonHere } from './runHere.ts';

const folder = mkdtempSync(join(tmpdir(), 'twinset-repair-'));
const catalog = join(folder, 'catalog');
const images = join(folder, 'images');
let dataFolder = '';

beforeAll(async () => {
  dataFolder = makeDataFolder(join(folder, 'data'));
  mkdirSync(images);
  await writeLabelledPictures((path, content) => writeFileSync(join(images, path), content));
  await runJsonHere(
    ['import', images, '--metadata', join(images, 'styles.csv'), '--catalog', catalog],
    dataFolder,
  );
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words: string[]) => runJsonHere(['repair', ...words, '--catalog', catalog], dataFolder);
const people = (...words: string[]) => runCli(['repair', ...words, '--catalog', catalog], dataFolder);
const idsOf = (answer: Awaited<ReturnType<typeof run>>) =>
  (answer['suggestions'] as { id: string }[]).map(({ id }) => id).toSorted();

describe('repair', () => {
  it('lists doubtful and missing values with their neighbours, and writes them into a file', async () => {
    const file = join(folder, 'suggestions.csv');
    const answer = await run('--out', file);
    expect(Object.keys(answer)).toEqual(['suggestions']);
    expect(idsOf(answer)).toEqual(['Bags-5', 'Shirts-3', 'Shoes-11', 'Shoes-7']);
    for (const suggestion of answer['suggestions'] as object[])
      expect(Object.keys(suggestion)).toEqual([
        ...['id', 'field', 'from', 'to', 'confidence', 'words', 'neighbours'],
      ]);
    const [head, ...rows] = readFileSync(file, 'utf8').replace('\ufeff', '').trim().split('\r\n');
    expect(head).toBe('product_id,product_name,field,from,to,confidence,neighbours,for_it,against_it');
    expect(rows).toHaveLength(4);
  });

  it('says what was left out, with the measurement, and looks at it where it is named', async () => {
    const { stderr, stdout, status } = await people();
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /season was left out: pictures do not tell it\. Of the known values neighbours found \d+ %/,
    );
    expect(stdout).toMatch(/^4 suggestions:\n/);
    expect((await people('--field', 'season')).stderr).not.toContain('left out');
  });

  it('knows its words', async () => {
    expect((await people('--min-confidence', '2')).status).toBe(2);
    const unknown = await people('--field', 'mood');
    expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringContaining('no field "mood"')]);
    expect(idsOf(await run('--min-confidence', '1'))).toEqual([]);
  });

  it('corrects what it lists with --apply, and finds it no more', async () => {
    expect(idsOf(await run('--apply'))).toHaveLength(4);
    expect(idsOf(await run())).toEqual([]);
    const { facets } = (await runJsonHere(['facets', '--catalog', catalog], dataFolder)) as {
      facets: { field: string; values: { value: string; count: number }[] }[];
    };
    expect(facets.find(({ field }) => field === 'type')?.values.map(({ count }) => count)).toEqual([
      24, 24, 24,
    ]);
    const undone = await runJsonHere(['lists', 'undo', '--catalog', catalog], dataFolder);
    expect(undone['undone']).toMatchObject([{ operation: 'correct-all' }]);
    expect(idsOf(await run())).toHaveLength(4);
  });
});
