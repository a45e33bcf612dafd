/** Beginning a catalog anew is a job of the installation; what a person made comes back, from its copies where need be. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job, JobOf } from '../../src/contract/jobs.ts';
import { openLocalSession } from '../../src/engine/catalogs/local/localSession.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { runJson } from '../cli/runCli.ts';
import { openWorkplace, resourcesFolder, type Workplace } from './workplace.ts';

let place: Workplace;
let other: Engine;

beforeEach(async () => {
  place = await openWorkplace();
  for (const seed of [1, 2, 3]) await place.draw(`${seed}.jpg`, seed);
  await place.import();
  await place.engine.call('lists.decide', { id: '1', lookAlikeId: '2', state: 'pinned' });
  other = await createEngine({ dataFolder: join(place.folder, 'other'), resourcesFolder });
});

afterEach(async () => {
  await other.close();
  await place.close();
});

const rebuild = (engine = place.engine) => engine.call('catalogs.rebuild', { folder: place.catalog });
const list = async (engine = place.engine) => (await engine.call('jobs.list', {})).jobs;
const verify = () => place.engine.call('catalogs.verify', {});
const inCatalog = (name: string): string => join(place.catalog, name);

const notices = async () => (await place.engine.call('catalogs.current', {})).catalog?.notices ?? [];

async function decisions(): Promise<string[]> {
  const found = await place.engine.call('lists.get', { id: '1' });
  return found.decisions.map(({ id, state }) => `${id} ${state}`);
}

/** Closes the catalog and removes these files of it, with all that belongs to them. */
async function lose(...names: string[]): Promise<void> {
  await place.engine.call('catalogs.close', {});
  for (const name of readdirSync(place.catalog))
    if (names.some((lost) => name.startsWith(lost))) rmSync(inCatalog(name), { recursive: true });
}

describe('a rebuilding', () => {
  it('is listed, waited for and on record with the installation, not with the catalog that it closes', async () => {
    const told: Job[] = [];
    place.engine.on('jobs.changed', ({ job }) => void (job !== null && told.push(job)));
    const result = await rebuild();
    const rebuilt = told.filter((job): job is JobOf<'rebuild'> => job.kind === 'rebuild');
    expect(rebuilt[0]).toMatchObject({
      state: 'running',
      detail: { folder: place.catalog, step: 'closing' },
    });
    const ended = { kind: 'rebuild', state: 'done', progress: 1, message: null, result };
    expect(rebuilt.at(-1)).toMatchObject(ended);
    const id = rebuilt[0]?.id ?? '';
    expect(await place.engine.call('jobs.wait', { id })).toMatchObject(ended);
    await place.restart();
    expect((await list()).filter(({ kind }) => kind === 'rebuild')).toMatchObject([{ id, ...ended }]);
    const { jobs } = await runJson(['jobs'], join(place.folder, 'data'));
    expect(jobs).toMatchObject([{ id, kind: 'rebuild', state: 'done' }]);
  });

  it('ends the jobs of the catalog, and is the only one', async () => {
    const { jobId } = await place.engine.call('imports.start', { folder: place.images });
    await place.engine.call('jobs.pause', { id: jobId });
    const [one, another] = await Promise.allSettled([rebuild(), rebuild()]);
    expect(one).toMatchObject({ status: 'fulfilled' });
    expect(another).toMatchObject({ status: 'rejected', reason: { code: 'already-running' } });
    expect(await place.engine.call('jobs.get', { id: jobId })).toMatchObject({ state: 'cancelled' });
  });

  it('that is refused fails with the owner’s name, and everything is where it was', async () => {
    const before = readdirSync(place.catalog);
    await expect(rebuild(other)).rejects.toMatchObject({ code: 'catalog-busy' });
    expect(await list(other)).toMatchObject([
      { kind: 'rebuild', state: 'failed', result: null, message: expect.stringMatching(/process \d+/) },
    ]);
    expect(readdirSync(place.catalog)).toEqual(before);
  });

  it('can be cancelled while it waits for the catalog, and has changed nothing', async () => {
    other.on('jobs.changed', ({ id, job }) => {
      if (job?.kind !== 'rebuild' || job.detail.step !== 'setting aside') return;
      if (job.state === 'running') void other.call('jobs.cancel', { id });
      else if (job.state === 'cancelling') void place.engine.call('catalogs.close', {});
    });
    await expect(rebuild(other)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await list(other)).toMatchObject([{ kind: 'rebuild', state: 'cancelled', result: null }]);
    await place.engine.call('catalogs.open', { folder: place.catalog });
    expect(await verify()).toMatchObject({ ok: true, products: 3 });
  });

  it('that cannot begin a new database says where the old one is', async () => {
    await lose('curation.db');
    mkdirSync(inCatalog('curation.db'));
    await expect(rebuild()).rejects.toMatchObject({
      code: 'not-allowed',
      message: expect.stringMatching(/curation\.db.+ The old database is kept as .+damaged/),
    });
    const [job] = await list();
    expect(job).toMatchObject({ kind: 'rebuild', state: 'failed', result: { sources: [place.images] } });
    rmSync(inCatalog('curation.db'), { recursive: true });
  });

  it('goes to its end where the engine is closed meanwhile, and leaves the catalog closed', async () => {
    await place.engine.call('catalogs.close', {});
    const options = { dataFolder: join(place.folder, 'third'), resourcesFolder };
    let closing: Promise<void> | undefined;
    const engine = await createEngine(options, {
      openSession(...how) {
        closing = engine.close();
        return openLocalSession(...how);
      },
    });
    expect(await rebuild(engine)).toMatchObject({ sources: [place.images] });
    await closing;
    await place.engine.call('catalogs.open', { folder: place.catalog });
    expect(await place.engine.call('lists.history', {})).toMatchObject({ decisions: 1 });
  });
});

const putBack = expect.stringMatching(
  /was missing and was put back from its copy of .+ UTC \(1 decision, 0 corrections\)\. What was decided after that may be missing\.$/,
);
const begunAnew = expect.stringMatching(
  /twinset\.db was missing; a new one was begun\. Import its folders again/,
);

describe('a catalog whose databases are both gone', () => {
  beforeEach(() => lose('twinset.db', 'curation.db'));

  it('has the decisions of its newest copy, and says so, by whatever it is opened', async () => {
    await place.engine.call('catalogs.open', { folder: place.catalog });
    expect(await notices()).toEqual([putBack, begunAnew]);
    expect(await verify()).toMatchObject({ ok: false, products: 0, errors: [putBack, begunAnew] });
    const report = await place.import();
    expect(report).toMatchObject({ outcome: 'done', embedded: 3 });
    expect(report.notes.slice(0, 2)).toEqual([putBack, begunAnew]);
    expect(await decisions()).toEqual(['2 pinned']);
    expect(await verify()).toMatchObject({ ok: true, products: 3 });
    expect((await place.import()).notes).not.toContainEqual(begunAnew);
  });

  it('can be rebuilt, and speaks of no old database', async () => {
    expect(await rebuild()).toEqual({ keptAs: null, sources: [] });
    expect(await notices()).toEqual([putBack, begunAnew]);
    expect(readdirSync(place.catalog).filter((name) => name.includes('damaged'))).toEqual([]);
    await place.import();
    expect(await decisions()).toEqual(['2 pinned']);
  });

  it('without a copy of what was decided is none', async () => {
    rmSync(inCatalog('backups'), { recursive: true });
    const none = { code: 'not-found', message: expect.stringContaining('There is no catalog in') };
    await expect(rebuild()).rejects.toMatchObject(none);
    await expect(place.engine.call('catalogs.open', { folder: place.catalog })).rejects.toMatchObject(none);
  });
});

describe('a catalog that lost its database', () => {
  it.each([
    ['which is gone', () => lose('twinset.db')],
    ['of which the log is left', loseAllButTheLog],
    ['of which nothing is left', cutToNothing],
  ])('%s is not in order until its images are imported again', async (_how, damage) => {
    await damage();
    await place.engine.call('catalogs.open', { folder: place.catalog });
    // Whoever opens it next is told as well.
    await place.restart();
    expect(await notices()).toEqual([begunAnew]);
    expect(await verify()).toMatchObject({ ok: false, products: 0, errors: [begunAnew] });
    expect((await place.import()).notes[0]).toEqual(begunAnew);
    await place.restart();
    expect(await notices()).toEqual([]);
    expect(await verify()).toMatchObject({ ok: true, products: 3 });
  });

  it('is told of again where the import did not come to its end', async () => {
    await lose('twinset.db');
    await place.engine.call('catalogs.open', { folder: place.catalog });
    const { jobId: id } = await place.engine.call('imports.start', { folder: place.images });
    await place.engine.call('jobs.pause', { id });
    await place.engine.call('jobs.cancel', { id });
    await place.engine.call('jobs.wait', { id });
    expect(await notices()).toEqual([begunAnew]);
  });
});

async function loseAllButTheLog(): Promise<void> {
  const log = readFileSync(inCatalog('twinset.db-wal'));
  await lose('twinset.db');
  writeFileSync(inCatalog('twinset.db-wal'), log);
}

async function cutToNothing(): Promise<void> {
  await place.engine.call('catalogs.close', {});
  writeFileSync(inCatalog('twinset.db'), '');
}
