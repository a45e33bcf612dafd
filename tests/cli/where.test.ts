/** `--where` on a real catalog: every form, and what was there before goes first. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filtersFrom } from '../../src/cli/where.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { resourcesFolder } from '../contract/smallCatalog.ts';
import { drawPicture } from '../engine/workplace.ts';
import { makeDataFolder } from '../runFolder.ts';
import { runCli } from './runCli.ts';
import { runJsonHere } from './runHere.ts';

const [composed, decomposed] = ['caf\u00e9', 'cafe\u0301'];
let folder: string;
let catalog: string;
let data: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-where-'));
  catalog = join(folder, 'catalog');
  data = makeDataFolder(join(folder, 'data'));
  const images = join(folder, 'images');
  mkdirSync(images);
  const rows = [
    'id,price,year,size,odd>,fabric',
    'a,9.99,2010,1..2,10,Cotton twill',
    'b,10,2011,3,20,Linen',
    'c,20,2012,,,Cotton',
    `${decomposed},free,2013,2,,`,
  ];
  for (const [at, row] of rows.slice(1).entries())
    writeFileSync(join(images, `${row.split(',')[0]}.jpg`), await drawPicture(at + 1));
  writeFileSync(join(images, 'styles.csv'), `${rows.join('\n')}\n`);
  await runJsonHere(['import', images, '--catalog', catalog], data);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the words of --where', () => {
  let engine: Engine;
  let fields: readonly string[];

  beforeAll(async () => {
    engine = await createEngine({ dataFolder: data, resourcesFolder });
    fields = (await engine.call('catalogs.open', { folder: catalog })).fields;
  });

  afterAll(() => engine.close());

  async function idsWhere(...words: string[]): Promise<string[]> {
    const where = await filtersFrom(engine, fields, words);
    return (await engine.call('products.ids', { view: { where } })).ids
      .map((id) => id.normalize('NFC'))
      .sort();
  }

  it.each([
    [['price>=10'], ['b', 'c']],
    [['price<=10'], ['a', 'b']],
    [['price=9..12'], ['a', 'b']],
    [['price=15..'], ['c']],
    [['price>=10', 'price<=15'], ['b']],
    [['size?'], ['a', 'b', composed]],
    [['size!'], ['c']],
    [['size='], ['c']],
    [['fabric~cot'], ['a', 'c']],
    [['price=10', 'price=20', 'fabric~lin'], ['b']],
  ])('mean products: %j', async (words, ids) => {
    expect(await idsWhere(...words)).toEqual(ids);
  });

  it('are a value or a field of the catalog as it stands, whatever it looks like', async () => {
    expect(await idsWhere('size=1..2')).toEqual(['a']);
    expect(await idsWhere('size=1..3')).toEqual(['b', composed]);
    expect(await idsWhere('odd>=10')).toEqual(['a']);
  });

  it.each([
    ['price>=cheap', '"cheap" is neither a number nor a date'],
    ['price=30..20', 'Nothing lies from 30 to 20'],
    ['weight>=3', 'no field "weight"'],
    ['weight=1..2', 'no field "weight"'],
    ['weight?', 'no field "weight"'],
  ])('say what is wrong with %s', async (word, text) => {
    await expect(idsWhere(word)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(text),
    });
  });
});

describe('--where', () => {
  it.each([
    ['price=30..20', 1, 'Nothing lies from 30 to 20'],
    ['price>10', 2, 'FIELD>=N'],
    ['price', 2, 'FIELD! (has none)'],
  ])('ends a command with what is wrong with %s', async (word, status, text) => {
    const failed = await runCli(['facets', '--catalog', catalog, '--where', word], data);
    expect(failed.status).toBe(status);
    expect(failed.stderr).toContain(text);
  });

  it('narrows look-alikes and exports too', async () => {
    const similar = ['similar', 'a', '--catalog', catalog, '--where', 'year=2011..2012'];
    const { results } = (await runJsonHere(similar, data)) as { results: { id: string }[] };
    expect(results.map(({ id }) => id).sort()).toEqual(['b', 'c']);
    const file = join(folder, 'lists.csv');
    expect(
      await runJsonHere(['export', file, '--catalog', catalog, '--where', 'year>=2012'], data),
    ).toMatchObject({
      products: 2,
      rows: 6,
    });
  });

  it('is told by the help', async () => {
    const { stdout } = await runCli(['similar', '--help'], data);
    for (const form of [
      'FIELD=VALUE',
      'FIELD=N..M',
      'FIELD>=N',
      'FIELD<=N',
      'FIELD? ',
      'FIELD! ',
      'FIELD~WORDS',
    ])
      expect(stdout).toContain(form);
  });
});

describe('a product id', () => {
  it('typed with composed letters finds the product of a Mac, and is answered as the catalog has it', async () => {
    const found = await runJsonHere(['similar', composed, '--catalog', catalog, '--like', 'a'], data);
    expect(found['query']).toEqual({ id: decomposed });
    expect((found['results'] as { id: string }[]).map(({ id }) => id).sort()).toEqual(['b', 'c']);
  });

  it('that is told twice in two ways counts once', async () => {
    const once = await runJsonHere(['similar', 'a', '--catalog', catalog, '--like', composed], data);
    const words = ['similar', 'a', '--catalog', catalog, '--like', composed, '--like', decomposed];
    const twice = await runJsonHere(words, data);
    expect(twice['results']).toEqual(once['results']);
  });
});
