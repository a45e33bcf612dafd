/** Look-alikes of a shared catalog come from its copy on this machine, and are the cluster's own answers. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCopySource } from '../../../src/adapters/cluster/cluster.ts';
import type { EngineMethod, Input, Output } from '../../../src/contract/contract.ts';
import { catalogFiles } from '../../../src/engine/catalogs/catalogFiles.ts';
import { createExposureCounts } from '../../../src/engine/catalogs/exposureCounts.ts';
import { type CopyTools, createCatalogCopy } from '../../../src/engine/catalogs/shared/copy/catalogCopy.ts';
import { openReplica } from '../../../src/engine/catalogs/shared/replica.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { sharedVision } from '../../engine/sharedVision.ts';
import { drawPicture, resourcesFolder, runImport } from '../../engine/workplace.ts';
import { makeDataFolder } from '../../runFolder.ts';
import { type Gate, openGate } from '../fixtures/gate.ts';
import { type Line, openLine } from '../fixtures/line.ts';
import {
  addressOf,
  makeSampleCatalog,
  openShared,
  openSharedEngine,
  publish,
  type SampleCatalog,
} from '../fixtures/sampleCatalog.ts';

const name = 'copied-search';

let place: string;
let sample: SampleCatalog;
let gate: Gate;
let line: Line;
/** Her questions go through the gate. */
let anna: Engine;
/** Has no copy: the cluster answers. */
let ben: Engine;
/** Over the line. */
let carla: Engine;
let ids: readonly string[];
let asked: string[] = [];

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-copied-search-'));
  sample = await makeSampleCatalog(240);
  const local = await sample.openEngine();
  ({ ids } = await local.call('products.ids', { view: {} }));
  await publish(local, { address: addressOf(name) });
  await local.close();
  gate = await openGate(addressOf(name));
  gate.answer = ({ body }) => {
    asked.push(body);
    return null;
  };
  line = await openLine(addressOf(name));
  anna = await openSharedEngine(sample, name, gate.address);
  carla = await openSharedEngine(
    { sharedDataFolder: makeDataFolder(join(place, 'carla')) },
    name,
    line.address,
  );
  const vision = sharedVision(resourcesFolder);
  ben = await createEngine(
    { dataFolder: sample.thirdDataFolder, resourcesFolder, isBrief: true },
    { vision },
  );
  await ben.call('catalogs.open', { folder: addressOf(name) });
});

afterAll(async () => {
  await anna.close();
  await ben.close();
  await carla.close();
  await gate.close();
  await line.close();
  sample.remove();
  rmSync(place, { recursive: true, force: true });
});

type View = Input<'products.ids'>['view'];
type Asked = Partial<Input<'search.similar'>>;
type Answer = Omit<Output<'search.similar'>, 'milliseconds'>;

async function similar(engine: Engine, id: string, more: Asked = {}): Promise<Answer> {
  const query = { kind: 'product', id } as const;
  const { milliseconds: _, ...answer } = await engine.call('search.similar', {
    query,
    ...{ k: 12, order: 'distance', ...more },
  });
  return answer;
}

const idAt = (at: number): string => ids[at] ?? '';

/** Whether the cluster compared embeddings for it. */
async function asksCluster(question: () => Promise<unknown>): Promise<boolean> {
  asked = [];
  await question();
  return asked.some((body) => body.includes('knn_score'));
}

/**
 * Whether it asks the cluster for products to show or to count. What she corrected earlier may be written there at any
 * time meanwhile, which first asks for those products with their sequence numbers: that is none of the question's.
 */
const readsProducts = (body: string): boolean =>
  body.includes('"leads"') && !body.includes('"seq_no_primary_term"');

async function untilCopied(engine: Engine): Promise<void> {
  expect(engine).toBe(anna);
  await expect.poll(() => asksCluster(() => similar(engine, idAt(0)))).toBe(false);
}

/** Both say the same, and the cluster compared nothing for her. */
async function expectSame(id: string, more: Asked): Promise<void> {
  const expected = await similar(ben, id, more);
  asked = [];
  expect(await similar(anna, id, more)).toEqual(expected);
  expect(asked.some((body) => body.includes('knn_score'))).toBe(false);
}

/** As soon as she hears of it. */
async function untilSame(id: string, more: Asked = {}): Promise<Answer> {
  await expect
    .poll(
      async () =>
        JSON.stringify(await similar(anna, id, more)) === JSON.stringify(await similar(ben, id, more)),
    )
    .toBe(true);
  await expectSame(id, more);
  return similar(anna, id, more);
}

/** As a disk does that gives back something else: seen by whoever has it open, the next time something is asked of it. */
function damage(file: string): void {
  const database = new Database(file).unsafeMode();
  database.pragma('writable_schema = ON');
  database.exec("UPDATE sqlite_master SET rootpage = 1000000 WHERE name = 'copied_documents'");
  const version = Number(database.pragma('schema_version', { simple: true }));
  database.pragma(`schema_version = ${version + 1}`);
  database.close();
}

function isSound(file: string): boolean {
  if (!existsSync(file)) return false;
  const database = new Database(file, { readonly: true });
  try {
    database.prepare('SELECT count(*) FROM copied_documents').get();
    return true;
  } catch {
    return false;
  } finally {
    database.close();
  }
}

const metrics = ['cosine', 'euclidean', 'manhattan'] as const;

describe('look-alikes of a copy', () => {
  it('take the place of the cluster’s once it is fetched', () => untilCopied(anna));

  const filters: readonly (readonly [string, Asked])[] = [
    ['nothing', {}],
    ['a value', { where: [{ field: 'gender', values: ['Women'] }] }],
    [
      'values of two fields',
      {
        where: [
          { field: 'baseColour', values: ['Black', 'White', 'Red'] },
          { field: 'gender', values: ['Men', 'Women', ''] },
        ],
      },
    ],
    ['a range', { where: [{ kind: 'range', field: 'year', min: 2012, max: 2016 }] }],
    ['words', { where: [{ kind: 'text', text: 'bl' }] }],
    ['no value', { where: [{ kind: 'lacks', field: 'usage' }] }],
    ['the same colour', { same: ['baseColour'] }],
    ['variety', { diversity: 0.5, k: 6 }],
    ['variants as one', { variants: 'grouped', k: 8 }],
    ['a least score', { minScore: 0.9, k: 30 }],
    ['all there are', { k: 200 }],
  ];
  it.each(filters)('filtered by %s are the cluster’s own by every metric', async (_, more) => {
    for (const metric of metrics)
      for (const at of [0, 17, 101, 239]) await expectSame(idAt(at), { metric, ...more });
  });

  it('like one and unlike another, and of chosen ones, are the cluster’s own', async () => {
    await expectSame(idAt(3), { like: [idAt(4)], unlike: [idAt(5)] });
    await expectSame(idAt(3), { where: [{ kind: 'ids', ids: ids.slice(0, 30) }] });
    const { id } = await anna.call('selections.hold', { ids: ids.slice(0, 30) });
    const there = await similar(ben, idAt(3), { where: [{ kind: 'ids', ids: ids.slice(0, 30) }] });
    expect(await similar(anna, idAt(3), { where: [{ kind: 'selection', id }] })).toEqual(there);
  });

  it('refuse what is not there in the cluster’s own words', async () => {
    const told = async (engine: Engine) =>
      similar(engine, 'nobody').catch((thrown: unknown) => (thrown instanceof Error ? thrown.message : ''));
    expect(await told(anna)).toMatch(/no product nobody/);
    expect(await told(anna)).toBe(await told(ben));
  });

  it('leave out what is hidden, and what is sold out', async () => {
    const { results } = await similar(anna, idAt(0));
    const [keep = '', hide = ''] = results.map(({ id }) => id);
    await ben.call('duplicates.keep', { keep, hide: [hide] });
    const { results: after } = await untilSame(idAt(0));
    expect(after.map(({ id }) => id)).not.toContain(hide);
    await ben.call('duplicates.show', { ids: [hide] });
    await untilSame(idAt(0));
    await ben.call('catalogs.nameSoldOut', { soldOut: { field: 'gender', values: ['Women'] } });
    const { results: left } = await untilSame(idAt(0), { k: 200 });
    expect(left.filter(({ attributes }) => attributes['gender'] === 'Women')).toEqual([]);
    await ben.call('catalogs.nameSoldOut', { soldOut: null });
    await untilSame(idAt(0));
  });

  it('have what others import, and no longer what they remove', async () => {
    const folder = join(place, 'autumn');
    mkdirSync(folder);
    for (const seed of [1, 2, 3]) writeFileSync(join(folder, `autumn-${seed}.jpg`), await drawPicture(seed));
    await runImport(ben, { folder });
    const autumn = { where: [{ kind: 'text' as const, text: 'autumn' }] };
    const { results } = await untilSame('autumn-1', autumn);
    expect(results.map(({ id }) => id)).toEqual(expect.arrayContaining(['autumn-2', 'autumn-3']));
    rmSync(join(folder, 'autumn-2.jpg'));
    writeFileSync(join(folder, 'autumn-4.jpg'), await drawPicture(4));
    await runImport(ben, { folder, prune: true });
    const { results: after } = await untilSame('autumn-1', autumn);
    expect(after.map(({ id }) => id)).toContain('autumn-4');
    expect(after.map(({ id }) => id)).not.toContain('autumn-2');
  });

  it('have what others and she herself correct, and take back', async () => {
    const octarine = { where: [{ field: 'season', values: ['Octarine'] }] };
    const idsOf = ({ results }: Answer) => results.map(({ id }) => id);
    await ben.call('products.correct', { id: idAt(7), field: 'season', value: 'Octarine' });
    await expect.poll(async () => idsOf(await similar(anna, idAt(0), octarine))).toEqual([idAt(7)]);
    await untilSame(idAt(0), octarine);
    await anna.call('products.correct', { id: idAt(8), field: 'season', value: 'Octarine' });
    expect(idsOf(await similar(anna, idAt(0), octarine)).toSorted()).toEqual([idAt(7), idAt(8)].toSorted());
    await untilSame(idAt(0), octarine);
    await ben.call('products.correct', { id: idAt(7), field: 'season', value: null });
    await anna.call('products.correct', { id: idAt(8), field: 'season', value: null });
    await expect.poll(async () => idsOf(await similar(anna, idAt(0), octarine))).toEqual([]);
    await untilSame(idAt(0), octarine);
  });

  it('know how far lists are', async () => {
    await ben.call('lists.decide', { id: idAt(0), lookAlikeId: idAt(1), state: 'accepted' });
    await ben.call('queue.setDone', { id: idAt(0), isDone: true });
    const done = { where: [{ kind: 'list' as const, type: 'substitute', states: ['done' as const] }] };
    await expect
      .poll(async () => (await similar(anna, idAt(5), done)).results.map(({ id }) => id))
      .toEqual([idAt(0)]);
    await untilSame(idAt(5), done);
  });

  it('stand in lists as the cluster’s own, whose products are not asked for there', async () => {
    for (const at of [0, 5, 17]) {
      const expected = await ben.call('lists.show', { id: idAt(at) });
      asked = [];
      expect(await anna.call('lists.show', { id: idAt(at) })).toEqual(expected);
      expect(asked.filter((body) => body.includes('looseId'))).toEqual([]);
    }
  });

  it('are seen, counted and queued as the cluster’s own, which is asked for none of them', async () => {
    const { id: selection } = await anna.call('selections.hold', { ids: ids.slice(0, 30) });
    const views: readonly View[] = [
      {},
      { where: [{ field: 'gender', values: ['Women'] }], sort: { field: 'name', descending: true } },
      { text: 'bl', sort: { field: 'year', descending: false } },
      { where: [{ kind: 'ids', ids: ids.slice(0, 30) }] },
    ];
    for (const view of views) {
      const asHeld = { where: [{ kind: 'selection' as const, id: selection }] };
      const hers = view === views.at(-1) ? asHeld : view;
      const same = async <M extends EngineMethod>(
        method: M,
        input: (view: View) => Input<M>,
      ): Promise<void> => {
        const expected = await ben.call(method, input(view));
        asked = [];
        expect(await anna.call(method, input(hers))).toEqual(expected);
        expect(asked.filter(readsProducts)).toEqual([]);
      };
      await same('products.list', (seen) => ({ view: seen, offset: 20, limit: 40 }));
      await same('products.ids', (seen) => ({ view: seen }));
      await same('products.position', (seen) => ({ view: seen, id: idAt(11) }));
      await same('products.facets', (seen) => ({ view: seen }));
      await same('charts.fields', (seen) => ({ view: seen }));
      await same('charts.cross', (seen) => ({ view: seen, field: 'gender', by: 'season' }));
      await same('queue.progress', (seen) => ({ view: seen }));
      await same('queue.next', (seen) => ({ view: seen, after: null }));
    }
  });

  it('are the same in a matrix', async () => {
    for (const metric of metrics) {
      const chosen = { ids: ids.slice(0, 20), metric };
      expect(await anna.call('matrix.compare', chosen)).toEqual(await ben.call('matrix.compare', chosen));
    }
  });
});

describe('a copy', () => {
  it('is made anew where it cannot be read', async () => {
    const folder = (await anna.call('catalogs.current', {})).catalog?.folder ?? '';
    await anna.call('catalogs.close', {});
    writeFileSync(join(folder, 'copy', 'twinset.db'), 'no database');
    await anna.call('catalogs.open', { folder: gate.address });
    await untilCopied(anna);
    await untilSame(idAt(17));
  });

  it('is fetched anew where it is found damaged while it is open, and once', async () => {
    const folder = (await anna.call('catalogs.current', {})).catalog?.folder ?? '';
    const file = join(folder, 'copy', 'twinset.db');
    await untilCopied(anna);
    damage(file);
    await ben.call('products.correct', { id: idAt(9), field: 'season', value: 'Octarine' });
    // Nobody is told: the cluster answers meanwhile.
    expect(await similar(anna, idAt(17))).toEqual(await similar(ben, idAt(17)));
    await expect.poll(() => isSound(file)).toBe(true);
    await untilCopied(anna);
    await untilSame(idAt(9));
    damage(file);
    await ben.call('products.correct', { id: idAt(9), field: 'season', value: null });
    await expect.poll(() => asksCluster(() => similar(anna, idAt(17)))).toBe(true);
    expect(await similar(anna, idAt(9))).toEqual(await similar(ben, idAt(9)));
    expect(isSound(file)).toBe(false);
    await anna.call('catalogs.close', {});
    await anna.call('catalogs.open', { folder: gate.address });
    await untilCopied(anna);
    await untilSame(idAt(9));
  });

  it('is not fetched again when it is opened again', async () => {
    await anna.call('catalogs.close', {});
    asked = [];
    await anna.call('catalogs.open', { folder: gate.address });
    expect(await asksCluster(() => untilCopied(anna))).toBe(false);
    await expectSame(idAt(17), {});
  });

  it('answers as it is while the cluster is away, and goes on afterwards', async () => {
    const expected = await similar(ben, idAt(17));
    const { jobId } = await carla.call('duplicates.find', { mode: 'file' });
    expect((await carla.call('jobs.wait', { id: jobId })).state).toBe('done');
    line.cut();
    await expect.poll(async () => (await carla.call('team.state', {})).team?.kind).toBe('away');
    expect(await similar(carla, idAt(17))).toEqual(expected);
    await ben.call('products.correct', { id: idAt(18), field: 'season', value: 'Octarine' });
    line.mend();
    const octarine = { where: [{ field: 'season', values: ['Octarine'] }] };
    const found = async () => (await similar(carla, idAt(17), octarine)).results.map(({ id }) => id);
    await expect.poll(found).toEqual([idAt(18)]);
  });

  it('is not fetched for one command', async () => {
    const folder = (await ben.call('catalogs.current', {})).catalog?.folder ?? '';
    await similar(ben, idAt(0));
    expect(existsSync(join(folder, 'imported'))).toBe(true);
    expect(existsSync(join(folder, 'copy'))).toBe(false);
  });

  it('is not fetched of a catalog with more pictures than are copied', async () => {
    const { copy, folder, close } = await openBareCopy('too large', { mostPictures: 239 });
    copy.begin();
    expect(await copy.inTime(60_000)).toBeNull();
    expect(existsSync(join(folder, 'copy'))).toBe(false);
    await close();
  });

  it('tells how much of it is fetched, until all of it is', async () => {
    const told: (number | null)[] = [];
    const { copy, close } = await openBareCopy('told', { onFetched: () => told.push(copy.fetched()) });
    expect(copy.fetched()).toBeNull();
    await copy.current({ aborted: false });
    expect(told[0]).toBeGreaterThan(0);
    expect(told[0]).toBeLessThan(1);
    expect(told.at(-1)).toBeNull();
    told.length = 0;
    copy.renew();
    await copy.current({ aborted: false });
    expect(told).toEqual([]);
    await close();
  });
});

/** Without the rest of a session. */
async function openBareCopy(called: string, more: Partial<CopyTools>) {
  const shared = await openShared(name);
  const folder = join(place, called);
  const onProblem = (reason: unknown): never => expect.unreachable(String(reason));
  const files = catalogFiles(folder);
  mkdirSync(folder);
  const { store: curation, close } = openReplica(files, onProblem);
  const copy = createCatalogCopy(folder, {
    ...{ shared, mostPictures: 65_536, axesOf: async () => null, onProblem },
    followed: () => ({
      source: createCopySource(shared),
      runtime: shared.published.runtime,
      fields: shared.fields,
    }),
    copiedFrom: {
      ...{ curation, exposure: createExposureCounts(files.exposure), thumbnails: files.thumbnails },
      fetchThumbnails: async () => undefined,
    },
    ...{ isAway: () => false, onFetched: () => undefined, ...more },
  });
  return {
    ...{ copy, folder },
    async close() {
      await copy.close();
      await close();
      await shared.cluster.close();
    },
  };
}
