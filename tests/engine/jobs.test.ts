/** Jobs through the contract: listed, read once, ended with their catalog, and told as interrupted after a crash. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src/contract/jobs.ts';
import { startEngineProcess } from '../../src/engine/processes/engineClient.ts';
import { runJson } from '../cli/runCli.ts';
import { engineEntry } from '../contract/transports.ts';
import { openWorkplace, reportOf, resourcesFolder, type Workplace } from './workplace.ts';

const imageCount = 60;
/** Nothing is measured of the machine before the first image. */
const embedding = { engine: 'auto', precision: 'fp32' } as const;
/** Processes start, networks load: on a busy machine each takes its time. */
const patience = { timeout: 600_000 };

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
  for (let seed = 0; seed < imageCount; seed++) await place.draw(`${seed}.jpg`, seed);
});

afterEach(() => place.close());

const list = async (): Promise<Job[]> => (await place.engine.call('jobs.list', {})).jobs;

/** Starts an import and pauses it, so that it stays as it is. */
async function holdImport(): Promise<string> {
  const { jobId: id } = await place.engine.call('imports.start', { folder: place.images, embedding });
  await place.engine.call('jobs.pause', { id });
  return id;
}

/** What another process reads of the catalog's jobs. */
async function readElsewhere(): Promise<unknown> {
  return (await runJson(['jobs', '--catalog', place.catalog], join(place.folder, 'data')))['jobs'];
}

describe('a job', patience, () => {
  it('is kept with what came of it until its end was read, over a restart too', async () => {
    const report = await place.import({ embedding });
    await place.restart();
    const [job] = await list();
    expect(job).toMatchObject({ kind: 'import', state: 'done', progress: 1, message: null, result: report });
    await place.engine.call('jobs.dismiss', { id: job?.id ?? '' });
    expect(await list()).toEqual([]);
    await place.restart();
    expect(await list()).toEqual([]);
  });

  it('tells every change, and at last that it is listed no longer', async () => {
    const told: (Job | null)[] = [];
    place.engine.on('jobs.changed', ({ job }) => told.push(job));
    const { jobId: id } = await place.engine.call('imports.start', { folder: place.images, embedding });
    await reportOf(place.engine, id);
    await place.engine.call('jobs.dismiss', { id });
    expect(told[0]).toMatchObject({ id, state: 'running', progress: null, endedAt: null });
    expect(told.at(-2)).toMatchObject({ id, state: 'done', detail: { embedded: imageCount } });
    expect(told.at(-1)).toBeNull();
    await expect(place.engine.call('jobs.get', { id })).rejects.toMatchObject({ code: 'not-found' });
    // Another window may have read the same end.
    expect(await place.engine.call('jobs.dismiss', { id })).toEqual({});
    expect(told.at(-2)).not.toBeNull();
  });

  it('cannot be dismissed while it runs, nor paused where its kind cannot be held', async () => {
    const id = await holdImport();
    await expect(place.engine.call('jobs.dismiss', { id })).rejects.toMatchObject({
      code: 'already-running',
    });
    await expect(place.engine.call('imports.prune', {})).rejects.toMatchObject({ code: 'already-running' });
    await place.engine.call('jobs.cancel', { id });
    await place.engine.call('jobs.wait', { id });
    await place.engine.call('catalogs.verify', {});
    const verify = (await list()).find(({ kind }) => kind === 'verify');
    expect(verify).toMatchObject({ state: 'done', result: { ok: true } });
    await expect(place.engine.call('jobs.pause', { id: verify?.id ?? '' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  it('that cannot begin fails its start, and is listed with the reason', async () => {
    const metadata = place.write('empty.csv', '');
    await expect(place.import({ metadata, embedding })).rejects.toMatchObject({ code: 'metadata-unusable' });
    expect(await list()).toMatchObject([
      { kind: 'import', state: 'failed', result: null, message: expect.stringContaining('empty.csv') },
    ]);
  });

  it('ends with the engine, and its end is on record', async () => {
    const id = await holdImport();
    expect(await readElsewhere()).toMatchObject([{ id, kind: 'import', state: 'paused', message: null }]);
    const end = place.engine.call('jobs.wait', { id });
    await place.restart();
    expect(await end).toMatchObject({ state: 'cancelled', message: expect.stringContaining('was closed') });
    expect(await list()).toMatchObject([{ id, state: 'cancelled', result: { outcome: 'cancelled' } }]);
  });
});

describe('an engine that is killed', patience, () => {
  it('leaves jobs that are told as interrupted, by whoever looks first', async () => {
    await place.engine.call('catalogs.close', {});
    const engine = await startEngineProcess({
      nodePath: process.execPath,
      entry: engineEntry,
      options: { dataFolder: join(place.folder, 'data'), resourcesFolder },
      restartDelaysMs: [1],
    });
    try {
      await engine.call('catalogs.open', { folder: place.catalog, create: true });
      const { jobId: id } = await engine.call('imports.start', { folder: place.images, embedding });
      await engine.call('jobs.pause', { id });
      const waiting = engine.call('jobs.wait', { id });
      const dead = expect(waiting).rejects.toMatchObject({ code: 'internal' });
      // The record is on disk soon after the start; here it is waited for.
      while (!existsSync(join(place.catalog, 'jobs.json'))) await engine.call('jobs.get', { id });
      process.kill(engine.pid ?? 0, 'SIGKILL');
      await dead;
      // The engine is started again, and opens its catalog again.
      expect((await engine.call('jobs.list', {})).jobs).toMatchObject([
        {
          id,
          kind: 'import',
          state: 'interrupted',
          message: expect.stringMatching(/interrupted.*import the folder again/),
        },
      ]);
    } finally {
      await engine.close();
    }
    expect(await readElsewhere()).toMatchObject([{ kind: 'import', state: 'interrupted' }]);
  });
});

describe('records of jobs', patience, () => {
  it('that cannot be read are none, and those of kinds nobody knows are passed over', async () => {
    await place.import({ embedding });
    await place.engine.call('catalogs.close', {});
    const file = join(place.catalog, 'jobs.json');
    const { jobs } = JSON.parse(readFileSync(file, 'utf8')) as { jobs: { job: object }[] };
    writeFileSync(file, JSON.stringify({ jobs: [{ process: 1, job: { kind: 'dream' } }, ...jobs] }));
    expect(await readElsewhere()).toMatchObject([{ kind: 'import', state: 'done' }]);
    writeFileSync(file, '{"jobs":[');
    expect(await readElsewhere()).toEqual([]);
    await place.engine.call('catalogs.open', { folder: place.catalog });
    expect(await list()).toEqual([]);
  });
});
