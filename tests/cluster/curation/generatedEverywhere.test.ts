/** Generated lists of a shared catalog as they are shown, counted and exported: published ones, and those that the team makes. */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../src/contract/contract.ts';
import type { GenerationResult } from '../../../src/contract/generation.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { runJson } from '../../cli/runCli.ts';
import { drawPicture, runImport } from '../../engine/workplace.ts';
import { makeDataFolder } from '../../runFolder.ts';
import { type GateRequest, openGate } from '../fixtures/gate.ts';
import {
  addressOf,
  closeSample,
  exportLists,
  openSharedEngine,
  publish,
  type SampleCatalog,
  shareSample,
} from '../fixtures/sampleCatalog.ts';
import { killAt, type Point } from '../safety/killAt.ts';

const name = 'generatedlists';
const type = 'outfit';

let place: string;
let sample: SampleCatalog;
let local: Engine;
let anna: Engine;
let ben: Engine;
let ids: readonly string[];

async function generate(engine: Engine, order: Input<'lists.generate'>): Promise<GenerationResult> {
  const { jobId } = await engine.call('lists.generate', order);
  const job = await engine.call('jobs.wait', { id: jobId });
  if (job.kind !== 'generate' || job.result === null) throw new Error(`It failed: ${job.message}`);
  return job.result;
}

const rulesOf = (length: number) => ({
  order: { type, length, rules: [{}] },
});

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-generated-'));
  ({ sample, local, anna, ben, ids } = await shareSample(30, name, async (engine) => {
    await engine.call('listTypes.save', { type, title: 'Outfits', length: 4, fold: 2 });
    await generate(engine, rulesOf(3));
  }));
});

afterAll(async () => {
  await closeSample({ anna, ben, local, sample });
  rmSync(place, { recursive: true, force: true });
});

async function exported(engine: Engine): Promise<string> {
  const file = join(place, 'lists.csv');
  await exportLists(engine, { what: { kind: 'all' }, file, type });
  return readFileSync(file, 'utf8');
}

async function missing(engine: Engine): Promise<number[]> {
  const { lists } = await engine.call('queue.list', { type, view: {}, offset: 0, limit: 200 });
  return lists.map((one) => one.missing);
}

/** Once all have the same in their files, in their queues and in the list of the first product. */
async function expectSame(one: Engine, ...others: Engine[]): Promise<void> {
  const [file, lacking] = [await exported(one), await missing(one)];
  const show = (engine: Engine) => engine.call('lists.show', { id: ids[0] ?? '', type, top: 10 });
  const { entries } = await show(one);
  for (const other of others) {
    await expect.poll(() => exported(other)).toBe(file);
    expect(await missing(other)).toEqual(lacking);
    expect((await show(other)).entries.map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
  }
}

const rows = async (engine: Engine): Promise<number> => (await exported(engine)).trim().split('\n').length;

describe('generated lists of a shared catalog', () => {
  it('are those that were published', async () => {
    expect(await rows(local)).toBeGreaterThan(30);
    await expectSame(local, anna, ben);
    expect(await missing(ben)).toEqual(ids.map(() => 1));
  });

  it('that were published are taken back by anybody of the team, and brought back by who did so', async () => {
    const { generations } = await anna.call('team.generations', {});
    expect(generations).toMatchObject([
      { type, title: 'Outfits', lists: 30, state: 'here', isCovered: false },
    ]);
    await ben.call('team.takeBack', { name: generations[0]?.name ?? '' });
    await expect.poll(() => missing(anna)).toEqual(ids.map(() => 4));
    expect((await anna.call('team.generations', {})).generations).toEqual([]);
    await expect(ben.call('team.takeBack', { name: generations[0]?.name ?? '' })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await anna.call('lists.history', {})).undo).toBeNull();
    // Published again it stays as the team left it.
    expect(await publish(local, { address: addressOf(name) })).toMatchObject({ curated: 0 });
    expect(await missing(ben)).toEqual(ids.map(() => 4));
    const { undone } = await ben.call('lists.undo', {});
    expect(undone).toMatchObject([{ operation: 'take-back-lists', type }]);
    await expectSame(local, anna, ben);
  });

  it('are those that one of the team generates since, and again the published ones where that is taken back', async () => {
    const published = await exported(anna);
    await generate(anna, rulesOf(2));
    await expectSame(anna, ben);
    expect(await exported(anna)).not.toBe(published);
    expect(await missing(ben)).toEqual(ids.map(() => 2));
    await ben.call('lists.undo', {});
    expect(await exported(ben)).not.toBe(published);
    const { undone } = await anna.call('lists.undo', {});
    expect(undone).toMatchObject([{ operation: 'generate' }]);
    await expectSame(local, anna, ben);
    await anna.call('lists.redo', {});
    await expect.poll(() => missing(ben)).toEqual(ids.map(() => 2));
  });

  it('are left by a publication that has none that are new, and lie under those that it brings', async () => {
    const before = await exported(anna);
    expect(await publish(local, { address: addressOf(name) })).toMatchObject({ curated: 0 });
    await expectSame(anna, ben);
    expect(await exported(anna)).toBe(before);
    await generate(local, rulesOf(1));
    expect(await publish(local, { address: addressOf(name) })).toMatchObject({ curated: 1 });
    await expectSame(local, anna, ben);
    expect(await missing(ben)).toEqual(ids.map(() => 3));
    await generate(ben, rulesOf(4));
    await expect.poll(() => missing(anna)).toEqual(ids.map(() => 0));
    await expectSame(ben, anna);
  });

  it('follow products that a publication renames: those of before, and none twice that know it', async () => {
    const folder = join(place, 'pictures');
    mkdirSync(folder);
    const before = ['l1', 'l2', 'l3'];
    for (const [seed, id] of before.entries())
      writeFileSync(join(folder, `${id}.jpg`), await drawPicture(300 + seed));
    await runImport(local, { folder });
    const listed = [...before, ids[0] ?? ''];
    const make = (engine: Engine, of: string, chosen: readonly string[]) =>
      generate(engine, {
        what: { kind: 'products', ids: [...chosen] },
        order: { type: of, length: 3, rules: [{}] },
      });
    const lists = (engine: Engine, of: string, chosen: readonly string[]): Promise<string[]> =>
      Promise.all(
        chosen.map(async (id) =>
          (await engine.call('lists.show', { id, type: of, top: 10 })).entries.map((one) => one.id).join(' '),
        ),
      );
    await make(local, 'local', listed);
    await publish(local, { address: addressOf(name) });
    await expect.poll(async () => (await anna.call('products.ids', { view: {} })).ids).toContain('l3');
    await make(anna, 'team', listed);
    const made = await lists(anna, 'team', listed);
    await expect.poll(() => lists(ben, 'team', listed)).toEqual(made);
    const newIds: Readonly<Record<string, string>> = { l1: 'l2', l2: 'l1', l3: 'l4' };
    for (const id of before) renameSync(join(folder, `${id}.jpg`), join(folder, `${id}.away`));
    for (const id of before) renameSync(join(folder, `${id}.away`), join(folder, `${newIds[id] ?? id}.jpg`));
    await runImport(local, { folder });
    const renamed = listed.map((id) => newIds[id] ?? id);
    await make(local, 'since', renamed);
    await publish(local, { address: addressOf(name) });
    const ofTeam = made.map((list) =>
      list
        .split(' ')
        .map((id) => newIds[id] ?? id)
        .join(' '),
    );
    expect(ofTeam).not.toEqual(made);
    for (const engine of [anna, ben]) {
      await expect.poll(() => lists(engine, 'team', renamed)).toEqual(ofTeam);
      for (const of of ['local', 'since'])
        await expect.poll(() => lists(engine, of, renamed)).toEqual(await lists(local, of, renamed));
    }
  });

  it('of a program that was killed while it sent them are there once it is started again, and not before', async () => {
    const gate = await openGate(addressOf(name));
    const dataFolder = makeDataFolder(join(place, 'killed'));
    const isBulkWith = (words: string) => (request: GateRequest) =>
      request.path.startsWith('/_bulk') && request.body.includes(words);
    const points: readonly Point[] = [
      { name: 'lists', is: isBulkWith('"kind":"bundle"'), arrives: true },
      {
        name: 'that they stand, which does not arrive',
        is: isBulkWith('"state":"generation"'),
        arrives: false,
      },
      { name: 'that they stand, which arrives', is: isBulkWith('"state":"generation"'), arrives: true },
    ];
    const shown = async (of: string) =>
      (await ben.call('lists.show', { id: ids[0] ?? '', type: of, top: 10 })).entries.length;
    const generateWords = (of: string) => [
      ...['lists', 'generate', '--type', of, '--top', '2', '--catalog', gate.address],
    ];
    try {
      for (const [at, point] of points.entries()) {
        const of = `killed-${at}`;
        await killAt(gate, point, generateWords(of), dataFolder);
        if (!point.name.endsWith('which arrives')) expect(await shown(of)).toBe(0);
        const again = await openSharedEngine({ sharedDataFolder: dataFolder }, name, gate.address);
        await expect.poll(() => shown(of)).toBe(2);
        await again.close();
      }
      // A command that comes to its end has sent them, and one on another machine has them at once.
      await runJson(generateWords('ended'), dataFolder);
      const showWords = ['lists', 'show', ids[0] ?? '', '--type', 'ended', '--catalog', gate.address];
      const late = await runJson(showWords, makeDataFolder(join(place, 'late')));
      expect(late['entries']).toHaveLength(2);
      await expect.poll(() => shown('ended')).toBe(2);
    } finally {
      await gate.close();
    }
  });
});
