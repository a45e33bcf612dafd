/** Verify and prune of a larger catalog: others get their turn meanwhile, and a cancelled one leaves the catalog whole. */
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/catalog/openDatabase.ts';
import { fillCatalog } from '../../src/bench/fillCatalog.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { makeSmallCatalog, resourcesFolder, type SmallCatalog } from '../contract/smallCatalog.ts';

const productCount = 3000;
/** No turn takes more of them: 128 vectors, 256 images, 64 removed products. */
const verifyTurns = Math.floor(productCount / 128) + Math.floor(productCount / 256);
const pruneTurns = Math.floor(productCount / 64);

let small: SmallCatalog;
let copies = 0;
let engine: Engine;
let catalog: string;

beforeAll(async () => {
  small = await makeSmallCatalog();
  await fillCatalog(small.catalog, productCount, { thumbnails: true });
}, 600_000);

afterAll(() => small.remove());

beforeEach(async () => {
  const copy = small.copy(`copy ${copies++}`);
  catalog = copy.catalog;
  engine = await createEngine({ dataFolder: copy.dataFolder, resourcesFolder });
  await engine.call('catalogs.open', { folder: catalog });
  return () => engine.close();
}, 600_000);

/** The work's answer, and how many turns others got meanwhile. */
async function countTurns<T>(work: Promise<T>): Promise<{ answer: T; turns: number }> {
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns++;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const answer = await work;
  isOver = true;
  return { answer, turns };
}

function loseFiles(): void {
  const database = openDatabase(join(catalog, 'twinset.db'), null);
  database.exec("UPDATE images SET state = 'missing'");
  database.close();
}

const verify = () => engine.call('catalogs.verify', {});

describe('a large catalog', { timeout: 600_000 }, () => {
  it('is checked in turns', async () => {
    const { answer, turns } = await countTurns(verify());
    expect(answer).toEqual({
      ok: true,
      products: productCount,
      images: productCount,
      embeddings: productCount,
      indexed: productCount,
      errors: [],
      notes: [],
    });
    expect(turns).toBeGreaterThanOrEqual(verifyTurns);
  });

  it('is checked once where two ask', async () => {
    const [one, other] = await Promise.all([verify(), verify()]);
    expect(one).toEqual(other);
    const { jobs } = await engine.call('jobs.list', {});
    expect(jobs.filter(({ kind }) => kind === 'verify')).toMatchObject([{ state: 'done' }]);
  });

  it('loses what is gone in turns', async () => {
    loseFiles();
    const { answer, turns } = await countTurns(engine.call('imports.prune', {}));
    expect(answer).toEqual({ removed: productCount, notes: [] });
    expect(turns).toBeGreaterThanOrEqual(pruneTurns);
    expect(await verify()).toMatchObject({ ok: true, products: 0, embeddings: 0, indexed: 0 });
  });

  it('keeps what a cancelled removal had not come to, and is whole', async () => {
    loseFiles();
    const stop = engine.on('jobs.changed', ({ id, job }) => {
      if (job?.kind === 'prune' && job.state === 'running' && job.detail.done > 0)
        void engine.call('jobs.cancel', { id });
    });
    await expect(engine.call('imports.prune', {})).rejects.toMatchObject({ code: 'cancelled' });
    stop();
    const [job] = (await engine.call('jobs.list', {})).jobs;
    const removed = job?.kind === 'prune' ? (job.result?.removed ?? 0) : 0;
    expect(job).toMatchObject({ kind: 'prune', state: 'cancelled' });
    expect(removed).toBeGreaterThan(0);
    const left = productCount - removed;
    expect(left).toBeGreaterThan(0);
    expect(await verify()).toMatchObject({ ok: true, products: left, embeddings: left, indexed: left });
    expect(await engine.call('imports.prune', {})).toEqual({ removed: left, notes: [] });
  });
});
