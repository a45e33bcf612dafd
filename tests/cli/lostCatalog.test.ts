/** What the commands say of a catalog that lost files: in the result, where a program reads it, and once to people. */
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/createEngine.ts';
import { makeSmallCatalog, resourcesFolder, type SmallCatalog } from '../contract/smallCatalog.ts';
import { runCli, runJson } from './runCli.ts';

let small: SmallCatalog;
let copies = 0;
let catalog: string;

beforeAll(async () => {
  small = await makeSmallCatalog();
  const engine = await createEngine({ dataFolder: small.dataFolder, resourcesFolder });
  await engine.call('catalogs.open', { folder: small.catalog });
  await engine.call('lists.decide', { id: '1001', lookAlikeId: '1002', state: 'pinned' });
  await engine.close();
});

afterAll(() => small.remove());

beforeEach(() => {
  catalog = join(small.folder, `lost ${copies++}`);
  cpSync(small.catalog, catalog, { recursive: true });
});

function lose(...names: string[]): void {
  for (const name of readdirSync(catalog))
    if (names.some((lost) => name.startsWith(lost))) rmSync(join(catalog, name));
}

const on = (...words: string[]) => [...words, '--catalog', catalog];
const begunAnew = expect.stringMatching(/twinset\.db was missing; a new one was begun/);
const putBack = expect.stringMatching(/was put back from its copy of .+ \(1 decision, 0 corrections\)/);

/** Lines of standard error that say so. */
const told = (stderr: string, words: string) => stderr.split('\n').filter((line) => line.includes(words));

describe('a catalog without its database', () => {
  beforeEach(() => lose('twinset.db'));

  it('is not in order for verify, whoever opened it before, until its images are imported', async () => {
    await runJson(on('facets'), small.dataFolder);
    expect(await runJson(on('verify'), small.dataFolder)).toEqual({
      ...{ ok: false, products: 0, images: 0, embeddings: 0, indexed: 0 },
      errors: [begunAnew],
      notes: [],
    });
    const report = await runJson(on('import', small.images), small.dataFolder);
    expect(report).toMatchObject({ found: 12, embedded: 12 });
    expect(report['notes']).toContainEqual(begunAnew);
    expect(await runJson(on('verify'), small.dataFolder)).toMatchObject({ ok: true, errors: [] });
  });

  it('is told of once to people', async () => {
    const run = await runCli(on('import', small.images), small.dataFolder);
    expect(run.status).toBe(0);
    expect(told(run.stderr, 'was missing')).toEqual([
      expect.stringMatching(/^Attention: .+ a new one was begun/),
    ]);
  });
});

describe('a catalog of which only copies of the decisions are left', () => {
  beforeEach(() => lose('twinset.db', 'curation.db'));

  it.each([['import'], ['import --rebuild']])('has them back by %s, which says so', async (how) => {
    const words = on('import', small.images, ...how.split(' ').slice(1));
    const report = await runJson(words, small.dataFolder);
    expect(report['notes']).toEqual(expect.arrayContaining([putBack, begunAnew]));
    const { entries } = await runJson(on('lists', 'show', '1001'), small.dataFolder);
    expect(entries).toContainEqual(expect.objectContaining({ id: '1002', state: 'pinned' }));
  });
});

describe('import --rebuild', () => {
  it('follows the rebuilding as other jobs, and tells where the old database is', async () => {
    const words = on('import', small.images, '--rebuild', '--json', '--progress');
    const run = await runCli(words, small.dataFolder);
    const lines = run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual({
      progress: { kind: 'rebuild', state: 'done', folder: catalog, step: 'opening' },
    });
    expect(lines.at(-1)).toMatchObject({
      embedded: 12,
      notes: expect.arrayContaining([
        expect.stringContaining(`It was made from ${small.images}, which is to be imported again`),
      ]),
    });
    expect(told(run.stderr, 'kept as')).toEqual([
      expect.stringMatching(/^Attention: The old database is kept as /),
    ]);
    expect((await runJson(['jobs'], small.dataFolder))['jobs']).toContainEqual(
      expect.objectContaining({ kind: 'rebuild', state: 'done' }),
    );
  });

  it('is told who has the catalog', async () => {
    const engine = await createEngine({ dataFolder: join(small.folder, 'owner'), resourcesFolder });
    await engine.call('catalogs.open', { folder: catalog });
    const run = await runCli(on('import', small.images, '--rebuild', '--json'), small.dataFolder);
    await engine.close();
    expect(run).toMatchObject({ status: 1, stdout: '' });
    expect(run.stderr).toContain(`process ${process.pid}`);
    expect(readdirSync(catalog).filter((name) => name.includes('damaged'))).toEqual([]);
  });
});
