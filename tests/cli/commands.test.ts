/** Every command of the command line's contract: its JSON, on a small catalog. */
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawSmallFolder } from '../contract/smallCatalog.ts';
import { makeDataFolder } from '../runFolder.ts';
import { runCli, runJson } from './runCli.ts';
import { runHere, runJsonHere } from './runHere.ts';

let folder: string;
let images: string;
let catalog: string;
let data: string;
let firstImport: Record<string, unknown>;

const number = expect.any(Number);
const text = expect.any(String);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-cli-'));
  images = join(folder, 'images');
  catalog = join(folder, 'catalog');
  data = makeDataFolder(join(folder, 'data'));
  await drawSmallFolder(images);
  firstImport = await runJsonHere(['import', images, '--catalog', catalog], data);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('import', () => {
  it('creates the catalog and reports in the form of the contract', () => {
    expect(firstImport).toEqual({
      found: 12,
      embedded: 12,
      unchanged: 0,
      duplicate: 0,
      failed: 0,
      removed: 0,
      seconds: number,
      imagesPerSecond: number,
      engine: 'onnx',
      precision: text,
      model: 'fashion-resnet50',
      space: text,
      problems: [],
      metadata: {
        rows: 12,
        matched: 12,
        withoutImage: 0,
        nullRowsDropped: 0,
        duplicateRowsDropped: 0,
        imagesWithoutRow: 0,
      },
      notes: [expect.stringMatching(/^(Fast \(int8\)|int8 was not used): it /)],
    });
  });

  it('offers a table that lies beside the folder, and names by its lines what it left out', async () => {
    const own = join(folder, 'shop', 'images');
    const table = join(folder, 'shop', 'styles.csv');
    renameSync(await drawSmallFolder(own), table);
    appendFileSync(table, '9999,Shirts,Blue,Unseen\n1001,Shirts,Blue,Again\n');
    const words = ['import', own, '--catalog', join(folder, 'shop-catalog')];
    const without = await runHere(words, data);
    expect(without.stderr).toContain(`To use it: --metadata "${table}"`);
    const read = await runHere([...words, '--metadata', table], data);
    expect(read.stderr).toContain('Rows without an image (not imported): 9999 (line 14).');
    expect(read.stderr).toContain('Rows whose id came before (the first one stands): 1001 (line 15).');
    expect(read.stderr).not.toContain('To use it');
  });

  it('counts unchanged, duplicate and failed files, whose sum is what was found', async () => {
    const own = join(folder, 'again');
    await drawSmallFolder(own);
    const words = ['import', own, '--catalog', join(folder, 'again-catalog')];
    await runJsonHere(words, data);
    copyFileSync(join(own, '1001.jpg'), join(own, 'copy.jpg'));
    writeFileSync(join(own, 'broken.jpg'), 'no picture at all');
    const second = await runJsonHere(words, data);
    expect(second).toMatchObject({ found: 14, embedded: 0, unchanged: 12, duplicate: 1, failed: 1 });
    expect(second['problems']).toEqual([{ path: 'broken.jpg', reason: text }]);
  });

  it('removes products whose files are gone only with --prune', async () => {
    const own = join(folder, 'pruned');
    await drawSmallFolder(own);
    const words = ['import', own, '--catalog', join(folder, 'pruned-catalog')];
    await runJsonHere(words, data);
    unlinkSync(join(own, '1002.jpg'));
    expect(await runJsonHere(words, data)).toMatchObject({ found: 11, unchanged: 11, removed: 0 });
    expect(await runJsonHere([...words, '--prune'], data)).toMatchObject({ found: 11, removed: 1 });
  });

  it('takes the metadata as told: columns by name or number, other field names', async () => {
    const own = join(folder, 'mapped');
    await drawSmallFolder(own);
    unlinkSync(join(own, 'styles.csv'));
    const csv = join(folder, 'foreign.csv');
    writeFileSync(csv, 'Farbe;Nummer\nRot;1001\nBlau;1002\n');
    const words = ['import', own, '--metadata', csv, '--id-column', '2', '--map', 'Farbe=baseColour'];
    const report = await runJsonHere([...words, '--catalog', join(folder, 'mapped-catalog')], data);
    expect(report['metadata']).toMatchObject({ rows: 2, matched: 2 });
    const facets = await runJsonHere(['facets', '--catalog', join(folder, 'mapped-catalog')], data);
    expect(JSON.stringify(facets['facets'])).toContain('"field":"baseColour"');
  });

  it('prints progress as JSON lines that end in the result', async () => {
    const words = ['import', images, '--catalog', catalog, '--json', '--progress'];
    const { stdout } = await runHere(words, data);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines.at(-1)).toMatchObject({ found: 12, unchanged: 12 });
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines.slice(0, -1)) expect(Object.keys(line)).toEqual(['progress']);
  });
});

describe('boards', () => {
  it('are made by a like, shown, and recommend with the liked product that it comes from', async () => {
    const run = (...words: string[]) => runJsonHere(['boards', ...words, '--catalog', catalog], data);
    expect(await run('like', 'Summer', '1001', '1002')).toEqual({
      boards: [{ name: 'Summer', liked: ['1001', '1002'], disliked: [], resting: [] }],
      changed: 2,
      unchanged: 0,
    });
    await run('unlike', 'Summer', '1002', '1003');
    const summer = { name: 'Summer', liked: ['1001'], disliked: ['1002', '1003'], resting: [] };
    expect(await run('list')).toEqual({ boards: [summer] });
    expect(await run('show', 'Summer')).toEqual({ boards: [summer] });
    const similar = await run('similar', 'Summer', '-k', '3');
    expect(similar).toEqual({
      query: { board: 'Summer' },
      metric: 'cosine',
      k: 3,
      milliseconds: number,
      results: [1, 2, 3].map((rank) => ({
        ...{ rank, id: text, name: text, score: number, distance: number, image: text },
        attributes: expect.any(Object),
        from: '1001',
      })),
    });
    await run('remove', 'Summer', '1001');
    const lone = await runHere(['boards', 'similar', 'Summer', '--catalog', catalog, '--json'], data);
    expect([lone.status, lone.stderr]).toEqual([1, expect.stringContaining('What is disliked alone')]);
    const unknown = await runHere(['boards', 'show', 'Winter', '--catalog', catalog], data);
    expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringContaining('no board "Winter"')]);
  });
});

describe('users', () => {
  it('are taken in, and what suits each of them goes out', async () => {
    const events = join(folder, 'events.csv');
    const rows = [
      'ann,1001,bought',
      'ann,1002,viewed',
      'bob,1003,liked',
      'bob,9999,liked',
      'bob,1003,stolen',
    ];
    writeFileSync(events, `user_id,product_id,event\n${rows.join('\n')}\n`);
    const run = (...words: string[]) => runJsonHere(['users', ...words, '--catalog', catalog], data);
    expect(await run('import', events)).toEqual({
      users: 2,
      events: 3,
      repeated: 0,
      unknown: ['9999'],
      refused: [
        { row: 5, reason: text },
        { row: 6, reason: text },
      ],
    });
    const file = join(folder, 'for users.csv');
    expect(await run('export', file, '--top', '4', '--weight', 'viewed=2', '--half-life', '30')).toEqual({
      users: 2,
      rows: 8,
      file,
      without: 0,
    });
    const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n');
    const ann = lines.filter((line) => line.startsWith('ann,')).map((line) => line.split(',')[2]);
    expect(ann).not.toContain('1001');
    const similar = (await run('similar', 'ann', '-k', '4')) as { results: { id: string }[] };
    expect(similar.results.map(({ id }) => id)).toEqual(ann);
    const words = ['users', 'export', file, '--catalog', catalog, '--weight', 'stolen=1'];
    expect((await runHere(words, data)).status).toBe(2);
    expect(await run('forget')).toEqual({ users: 2 });
  });
});

describe('similar', () => {
  it('finds look-alikes of a product, without the product itself', async () => {
    const found = await runJsonHere(['similar', '1001', '--catalog', catalog, '-k', '4'], data);
    expect(found).toEqual({
      query: { id: '1001' },
      metric: 'cosine',
      k: 4,
      milliseconds: number,
      results: expect.any(Array),
    });
    const results = found['results'] as { id: string; rank: number; distance: number; score: number }[];
    expect(results.map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);
    expect(results.map(({ id }) => id)).not.toContain('1001');
    expect(results[0]).toEqual({
      rank: 1,
      id: text,
      name: text,
      score: number,
      distance: number,
      image: expect.stringMatching(/^\d+\.jpg$/),
      attributes: { articleType: text, baseColour: text },
    });
    for (const { score, distance } of results) expect(1 - score).toBeCloseTo(distance, 5);
  });

  it('finds look-alikes of an image file, and a product goes before a file of the same name', async () => {
    const file = join(images, '1003.jpg');
    const found = await runJsonHere(['similar', file, '--catalog', catalog, '-k', '1'], data);
    expect(found).toMatchObject({ query: { image: file }, results: [{ id: '1003' }] });
    const here = mkdtempSync(join(folder, 'here-'));
    copyFileSync(file, join(here, '1001'));
    const run = await runCli(['similar', '1001', '--catalog', catalog, '--json'], data, here);
    expect(JSON.parse(run.stdout)).toMatchObject({ query: { id: '1001' } });
  });

  it('keeps to filters, same fields, metric and several products at once', async () => {
    const filters = ['--where', 'baseColour=Red', 'baseColour=Blue', '--where', 'articleType=Shoes'];
    const filtered = await runJsonHere(['similar', '1001', '--catalog', catalog, ...filters], data);
    const rows = filtered['results'] as { attributes: Record<string, string> }[];
    expect(rows).toHaveLength(4);
    for (const { attributes } of rows) {
      expect(attributes).toMatchObject({
        articleType: 'Shoes',
        baseColour: expect.stringMatching(/Red|Blue/),
      });
    }
    // Which word is the operand is read off the process's own words.
    const same = await runJson(
      [
        'similar',
        '--same',
        'articleType',
        '1001',
        '--catalog',
        catalog,
        '--metric',
        'euclidean',
        '--like',
        '1003',
        '--unlike',
        '1002',
        '--diversity',
        '0.3',
      ],
      data,
    );
    expect(same).toMatchObject({ query: { id: '1001' }, metric: 'euclidean' });
    for (const row of same['results'] as { attributes: object }[]) {
      expect(row.attributes).toMatchObject({ articleType: 'Shirts' });
    }
  });
});

describe('export', () => {
  it('writes a list per product to CSV, with the columns of the contract', async () => {
    const file = join(folder, 'lists.csv');
    const words = ['export', file, '--catalog', catalog, '--top', '3', '--columns', 'baseColour,articleType'];
    expect(await runJsonHere(words, data)).toEqual({ products: 12, rows: 36, seconds: number, file });
    const written = readFileSync(file, 'utf8');
    expect(written.charCodeAt(0)).toBe(0xfeff);
    expect(written.slice(1).split(/\r?\n/)[0]).toBe(
      'product_id,rank,recommended_id,score,state,product_name,recommended_name,product_image,recommended_image,baseColour,articleType',
    );
  });

  it('takes the format from the ending, the products from --where, and curated items alone on request', async () => {
    const file = join(folder, 'lists.json');
    const words = ['export', file, '--catalog', catalog, '--top', '2', '--where', 'baseColour=Green'];
    expect(await runJsonHere(words, data)).toMatchObject({ products: 4, rows: 8 });
    expect(() => JSON.parse(readFileSync(file, 'utf8'))).not.toThrow();
    expect(await runJsonHere([...words, '--only', 'curated'], data)).toMatchObject({ rows: 0 });
  });

  it('and lists show have the look-alikes that similar finds with the same wishes', async () => {
    const file = join(folder, 'wished.json');
    const wishes = ['--min-score', '0.2', '--max-score', '0.99', '--group-variants', '--diversity', '0.4'];
    const words = [
      ...wishes,
      '--like',
      '1002',
      '--unlike',
      '1003',
      '--unlike-weight',
      '0.7',
      '--same',
      'articleType',
    ];
    await runJsonHere(['export', file, '--catalog', catalog, '--top', '4', ...words], data);
    const lists = JSON.parse(readFileSync(file, 'utf8')) as {
      product_id: string;
      recommendations: { id: string; score: number }[];
    }[];
    const found = await runJsonHere(['similar', '1001', '--catalog', catalog, '-k', '4', ...words], data);
    const results = (found['results'] as { id: string; score: number }[]).map(({ id }) => id);
    expect(results.length).toBeGreaterThan(1);
    const list = lists.find((each) => each.product_id === '1001')?.recommendations ?? [];
    expect(list.map(({ id }) => id)).toEqual(results);
    const shown = await runJsonHere(
      ['lists', 'show', '1001', '--top', '4', '--catalog', catalog, ...words],
      data,
    );
    expect((shown['entries'] as { id: string }[]).map(({ id }) => id)).toEqual(results);
  });

  it('writes a workbook where the file is called one, which comes back without a change', async () => {
    const file = join(folder, 'lists.XLSX');
    const words = ['export', file, '--catalog', catalog, '--top', '2'];
    expect(await runJsonHere(words, data)).toMatchObject({ products: 12, rows: 24 });
    expect(readFileSync(file).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    const answer = await runJsonHere(['lists', 'import', file, '--catalog', catalog], data);
    expect(answer).toMatchObject({ rows: 24, changes: 0, repaired: [], refused: [], applied: false });
  });
});

describe('export FILE.html', () => {
  it('writes a contact sheet, with the pictures inside', async () => {
    const file = join(folder, 'sheet.html');
    const words = ['export', file, '--catalog', catalog, '--top', '3', '--where', 'baseColour=Red'];
    expect(await runJsonHere(words, data)).toMatchObject({ products: 4, rows: 12 });
    const page = readFileSync(file, 'utf8');
    expect(page.match(/<section /g)).toHaveLength(4);
    expect(page.match(/<img src="data:image\/jpeg;base64,/g)).toHaveLength(16);
  });
});

describe('export --preset', () => {
  it('writes for a shop, with what is blocked, in the form of the contract', async () => {
    const file = join(folder, 'upsells.csv');
    const words = ['export', file, '--catalog', catalog, '--preset', 'woocommerce', '--max', '2'];
    expect(await runJsonHere(words, data)).toEqual({ products: 12, rows: 12, blocked: [], file });
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe('SKU,Upsells');
    expect(lines).toHaveLength(13);
    for (const line of lines.slice(1)) expect(line).toMatch(/^1\d{3},"1\d{3},1\d{3}"$/);
  });

  it('names every blocked product, and ends with 1 and no file where nothing is left', async () => {
    const file = join(folder, 'none.csv');
    const words = ['export', file, '--catalog', catalog, '--preset', 'magento', '--key', 'baseColour'];
    const run = await runHere([...words, '--json'], data);
    expect(run).toMatchObject({ status: 1, stdout: '' });
    expect(run.stderr).toMatch(/^[^\n]*Its SKU “Red” is also that of product[^\n]*\n$/);
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    [['--preset', 'etsy'], 'shopify, matrixify'],
    [['--key', 'sku'], "'--key' goes with --preset"],
    [['--shop-catalog', 'x'], "'--shop-catalog' goes with --preset"],
    [['--preset', 'google', '--columns', 'baseColour'], "'--columns' does not go with --preset"],
    [['--preset', 'google', '--type', 'Up Sell'], 'substitute, related'],
  ])('ends with the usage for %j', async (words, told) => {
    const run = await runHere(['export', join(folder, 'x.csv'), '--catalog', catalog, ...words], data);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain(told);
  });

  it('ends with 1 and one line for what the shop cannot take', async () => {
    const words = [
      'export',
      join(folder, 'x.tsv'),
      '--catalog',
      catalog,
      '--preset',
      'google',
      '--max',
      '31',
    ];
    const run = await runHere(words, data);
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/^[^\n]*30 products per list at most[^\n]*\n$/);
  });
});

describe('lists of a type', () => {
  it('show hard pins at the places they were given, and drift is empty where all is there', async () => {
    const type = ['--type', 'cross-sell', '--catalog', catalog];
    const decide = ['lists', 'decide', '1001', '1004', 'pinned', '--position', '2', ...type];
    expect(await runJsonHere(decide, data)).toEqual({ previous: null, position: 2 });
    await runJsonHere(['lists', 'decide', '1001', '1007', 'accepted', '--reason', 'same set', ...type], data);
    expect(await runJsonHere(['lists', 'show', '1001', ...type], data)).toEqual({
      id: '1001',
      type: 'cross-sell',
      state: 'begun',
      entries: [
        { rank: 1, id: '1007', name: text, score: number, state: 'accepted', pin: null, reason: 'same set' },
        { rank: 2, id: '1004', name: text, score: number, state: 'pinned', pin: 'hard', reason: null },
      ],
    });
    expect(await runJsonHere(['drift', '--catalog', catalog], data)).toEqual({ lists: [] });
    await runJsonHere(['lists', 'undo', '--count', '2', '--catalog', catalog], data);
  });

  it('say which pin makes room where two want one place', async () => {
    const pinFirst = (id: string, ...more: string[]) =>
      runHere(
        ['lists', 'decide', '1001', id, 'pinned', '--position', '1', '--catalog', catalog, ...more],
        data,
      );
    expect((await pinFirst('1004')).stdout).toBe('1004: pinned at 1 (before: none)\n');
    expect((await pinFirst('1007')).stdout).toBe(
      '1007: pinned at 1 (before: none)\n1004: pinned, makes room and is now at 2\n',
    );
    const third = JSON.parse((await pinFirst('1002', '--json')).stdout) as unknown;
    expect(third).toEqual({
      previous: null,
      position: 1,
      moved: [
        { id: '1007', position: 2 },
        { id: '1004', position: 3 },
      ],
    });
    await runJsonHere(['lists', 'undo', '--count', '3', '--catalog', catalog], data);
  });
});

describe('lists import', () => {
  it('tells what an edited export would change, and changes it with --apply as one step', async () => {
    const file = join(folder, 'edited.csv');
    await runJsonHere(
      ['export', file, '--catalog', catalog, '--top', '2', '--where', 'baseColour=Red'],
      data,
    );
    const [header = '', first = '', second = '', ...rest] = readFileSync(file, 'utf8').split('\r\n');
    const rejected = first.replace(',suggested,', ',rejected,');
    const unknown = second.replace(/^(\d+),2,\d+/, '$1,2,nobody');
    writeFileSync(file, [header, rejected, unknown, ...rest].join('\n').replaceAll(',', ';').slice(1));
    const words = ['lists', 'import', file, '--catalog', catalog];
    const preview = {
      rows: 8,
      changes: 1,
      repaired: [],
      refused: [{ row: 3, reason: expect.stringContaining('"nobody" is no product of this catalog') }],
      applied: false,
    };
    expect(await runJsonHere(words, data)).toEqual(preview);
    const told = await runHere(words, data);
    expect(told.stdout).toContain('Nothing was changed yet: --apply makes the lists so.');
    expect(told.stdout).toContain('row 3: recommended_id "nobody"');
    expect(await runJsonHere([...words, '--apply'], data)).toEqual({ ...preview, applied: true });
    expect(await runJsonHere([...words, '--apply'], data)).toEqual({ ...preview, changes: 0, applied: true });
    const undo = ['lists', 'undo', '--catalog', catalog];
    expect(await runJsonHere(undo, data)).toMatchObject({ undone: [{ operation: 'import' }] });
    expect(await runJsonHere(words, data)).toEqual(preview);
  });

  it('ends with 1 and one line for a file that is no export', async () => {
    const words = ['lists', 'import', join(images, 'styles.csv'), '--catalog', catalog, '--json'];
    const { status, stdout, stderr } = await runHere(words, data);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('it has no column product_id')]);
  });
});

describe('facets, verify, embed', () => {
  it('counts facets, narrowed by filters', async () => {
    const all = await runJsonHere(['facets', '--catalog', catalog], data);
    expect(all).toEqual({
      products: 12,
      facets: [
        {
          field: 'articleType',
          values: [
            { value: 'Shirts', count: 6 },
            { value: 'Shoes', count: 6 },
          ],
        },
        { field: 'baseColour', values: expect.arrayContaining([{ value: 'Red', count: 4 }]) },
      ],
    });
    const reds = await runJsonHere(['facets', '--catalog', catalog, '--where', 'baseColour=Red'], data);
    expect(reds['products']).toBe(4);
  });

  it('finds the catalog in order', async () => {
    expect(await runJsonHere(['verify', '--catalog', catalog], data)).toEqual({
      ok: true,
      products: 12,
      images: 12,
      embeddings: 12,
      indexed: 12,
      errors: [],
      notes: [],
    });
  });

  it('lists what ran in the catalog, the newest first', async () => {
    const { jobs } = (await runJsonHere(['jobs', '--catalog', catalog], data)) as {
      jobs: { kind: string }[];
    };
    expect(jobs[0]).toEqual({
      id: expect.any(String),
      kind: 'verify',
      state: 'done',
      progress: 1,
      message: null,
    });
    expect(jobs.some(({ kind }) => kind === 'import')).toBe(true);
  });

  it('embeds files without a catalog, normalised, under the names they were given', async () => {
    const run = await runCli(['embed', '1001.jpg', 'styles.csv', '--json', '--pooling', 'avg'], data, images);
    const embedded = JSON.parse(run.stdout) as { embeddings: { path: string; vector: number[] }[] };
    expect(embedded).toMatchObject({
      engine: 'onnx',
      precision: 'fp32',
      model: 'fashion-resnet50',
      problems: [{ path: 'styles.csv' }],
    });
    expect(embedded.embeddings.map(({ path }) => path)).toEqual(['1001.jpg']);
    const vector = embedded.embeddings[0]?.vector ?? [];
    expect(vector).toHaveLength(2048);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
  });

  it('fails when no file could be embedded', async () => {
    const run = await runHere(['embed', join(images, 'styles.csv'), '--json'], data);
    expect(run).toMatchObject({ status: 1, stdout: '' });
  });
});

describe('models, sample', () => {
  it('lists the weights with the bundled ones as default', async () => {
    const { models } = await runJsonHere(['models'], data);
    expect(models).toContainEqual({
      name: 'fashion-resnet50',
      source: text,
      bytes: number,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      installed: true,
      default: true,
    });
    expect(await runJsonHere(['models', 'list'], data)).toEqual({ models });
  });

  it('refuses a file that holds no weights, and a download of an unknown name', async () => {
    const file = await runHere(['models', 'import', join(images, 'styles.csv')], data);
    expect(file).toMatchObject({ status: 1, stdout: '' });
    const name = await runHere(['models', 'download', 'nobody'], data);
    expect(name).toMatchObject({ status: 1, stderr: expect.stringContaining('nobody') });
  });

  it('takes in a weights file under a new name', async () => {
    const file = join(import.meta.dirname, '../../resources/models/fashion-resnet50/weights.safetensors');
    const words = ['models', 'import', file, '--name', 'mine', '--input-size', '96', '--pooling', 'avg'];
    const { models } = await runJsonHere(words, join(folder, 'own-data'));
    expect(models).toContainEqual(expect.objectContaining({ name: 'mine', installed: true, default: false }));
  });

  it('draws a sample that imports', async () => {
    const drawn = await runJsonHere(['sample', join(folder, 'drawn'), '--count', '14', '--seed', '3'], data);
    expect(drawn).toEqual({ images: 14, folder: join(folder, 'drawn'), metadata: text });
    expect(existsSync(String(drawn['metadata']))).toBe(true);
    const report = await runJsonHere(
      ['import', join(folder, 'drawn'), '--catalog', join(folder, 'drawn-catalog')],
      data,
    );
    expect(report).toMatchObject({ found: 14, embedded: 14, failed: 0, metadata: { matched: 14 } });
  });
});

describe('for people', () => {
  it('prints tables and sentences instead of JSON', async () => {
    const similar = await runHere(['similar', '1001', '--catalog', catalog, '-k', '2'], data);
    expect(similar.stdout).toMatch(/^1 +0\.\d{4} +\d{4} /);
    const facets = await runHere(['facets', '--catalog', catalog], data);
    expect(facets.stdout).toContain('12 products');
    const verified = await runHere(['verify', '--catalog', catalog], data);
    expect(verified.stdout).toContain('In order: 12 products');
  });
});
