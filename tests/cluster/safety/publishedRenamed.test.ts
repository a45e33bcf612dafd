/** A local catalog renames products and is published again: what the team said of them follows, and whatever ends it is gone on from. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Publication } from '../../../src/contract/cluster.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { runJson } from '../../cli/runCli.ts';
import { drawPicture, runImport } from '../../engine/workplace.ts';
import { makeDataFolder } from '../../runFolder.ts';
import { type Gate, type GateRequest, openGate } from '../fixtures/gate.ts';
import {
  addressOf,
  makeSampleCatalog,
  openSharedAs,
  publish,
  type SampleCatalog,
} from '../fixtures/sampleCatalog.ts';
import { decide, decided, expectDecided } from './decisions.ts';
import { killAt, type Point } from './killAt.ts';

const name = 'published-renamed';

let place: string;
let folder: string;
let sample: SampleCatalog;
let gate: Gate;
let anna: Engine;
let ben: Engine;
/** Of a product that keeps its id. */
let fixed: string;
let field: string;
let words: string[];

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-published-renamed-'));
  folder = join(place, 'pictures');
  mkdirSync(folder);
  sample = await makeSampleCatalog(12);
  gate = await openGate(addressOf(name));
  words = ['cluster', 'publish', '--catalog', sample.folder, '--to', gate.address];
  const ids = ['one', 'left', 'right', 'early', 'first', 'second', 'plain'];
  for (const [seed, id] of ids.entries())
    writeFileSync(join(folder, `${id}.jpg`), await drawPicture(50 + seed));
  await withLocal(async (local) => {
    const { ids: known } = await local.call('products.ids', { view: {} });
    fixed = known[0] ?? '';
    await runImport(local, { folder });
    const { catalog } = await local.call('catalogs.current', {});
    field = catalog?.fields[0] ?? '';
    await local.call('lists.decide', { id: 'one', lookAlikeId: fixed, state: 'accepted' });
    expect(await publish(local, { address: gate.address })).toMatchObject({ followed: 0, resting: 0 });
  });
  anna = await openSharedAs('Anna', sample.sharedDataFolder, name);
  ben = await openSharedAs('Ben', sample.thirdDataFolder, name);
});

afterAll(async () => {
  await Promise.all([anna, ben].map((engine) => engine.close()));
  await gate.close();
  sample.remove();
  rmSync(place, { recursive: true, force: true });
});

/** With the local catalog, which is closed again: other programs are to open it. */
async function withLocal<T>(work: (local: Engine) => Promise<T>): Promise<T> {
  const local = await sample.openEngine();
  try {
    return await work(local);
  } finally {
    await local.close();
  }
}

/** All at the same time, and imported so. */
async function rename(names: Readonly<Record<string, string>>): Promise<void> {
  for (const from of Object.keys(names))
    renameSync(join(folder, `${from}.jpg`), join(folder, `${from}.away`));
  for (const [from, to] of Object.entries(names))
    renameSync(join(folder, `${from}.away`), join(folder, `${to}.jpg`));
  await withLocal((local) => runImport(local, { folder }));
}

const publishAgain = (): Promise<Publication> =>
  withLocal((local) => publish(local, { address: gate.address }));

const isUnlock = ({ method, path }: GateRequest): boolean =>
  method === 'DELETE' && path.includes('-curation/_doc/publication');
const isBulkWith =
  (words: string) =>
  ({ path, body }: GateRequest): boolean =>
    path.startsWith('/_bulk') && body.includes(words);

/** In the middle of following. */
const points: readonly Point[] = [
  { name: 'who follows is noted', is: isBulkWith('"followed-'), arrives: true },
  { name: 'decisions, which do not arrive', is: isBulkWith('"moved"'), arrives: false },
  { name: 'decisions, which arrive', is: isBulkWith('"moved"'), arrives: true },
];

describe('what a team decided on products that a publication renames', () => {
  it('stands under their new ids, whoever said it, and is told in the report', async () => {
    await decide(anna, fixed, 'one', 'pinned');
    await decide(ben, 'left', 'one', 'rejected');
    await decide(anna, 'right', fixed, 'pinned');
    await ben.call('products.correct', { id: 'one', field, value: 'Corrected' });
    await expectDecided({ left: 'one rejected', [fixed]: 'one pinned', right: `${fixed} pinned` }, anna, ben);
    await expect
      .poll(async () => (await anna.call('products.get', { id: 'one' })).attributes[field])
      .toBe('Corrected');
    await rename({ one: 'new', left: 'right', right: 'left' });
    await withLocal((local) =>
      local.call('products.correct', { id: 'new', field, value: 'Of the publisher' }),
    );
    expect(await publishAgain()).toMatchObject({ followed: 5, resting: 0 });
    await expectDecided(
      {
        new: `${fixed} accepted`,
        [fixed]: 'new pinned',
        right: 'new rejected',
        left: `${fixed} pinned`,
      },
      ...[anna, ben],
    );
    for (const engine of [anna, ben])
      await expect
        .poll(async () => (await engine.call('products.get', { id: 'new' })).attributes[field])
        .toBe('Corrected');
    expect((await anna.call('team.conflicts', {})).conflicts).toEqual([]);
    expect(await publishAgain()).toMatchObject({ followed: 0, resting: 0, written: 0, curated: 0 });
  });

  it('goes on where the program was killed before it followed, and leaves what others said meanwhile', async () => {
    await decide(ben, 'early', fixed, 'accepted');
    await decide(ben, 'early', 'plain', 'pinned');
    await expectDecided({ early: `plain pinned, ${fixed} accepted` }, anna);
    await rename({ early: 'late' });
    const sent: Point = { name: 'all products are there', is: isUnlock, arrives: true };
    await killAt(gate, sent, words, sample.dataFolder);
    await expect.poll(() => decided(anna, 'late')).toBe('');
    await decide(anna, 'late', fixed, 'rejected');
    await expectDecided({ late: `${fixed} rejected` }, ben);
    expect(await runJson(words, sample.dataFolder)).toMatchObject({ followed: 1, resting: 1, written: 0 });
    await expectDecided({ late: `plain pinned, ${fixed} rejected`, early: `${fixed} accepted` }, anna, ben);
    expect(await runJson(words, sample.dataFolder)).toMatchObject({ followed: 0, resting: 0 });
  });

  it('is not exchanged twice where the program was killed in the middle of it', async () => {
    await decide(ben, 'first', fixed, 'pinned');
    await decide(ben, 'second', 'plain', 'rejected');
    await expectDecided({ first: `${fixed} pinned`, second: 'plain rejected' }, anna);
    await rename({ first: 'second', second: 'first' });
    for (const point of points) await killAt(gate, point, words, sample.dataFolder);
    expect(await runJson(words, sample.dataFolder)).toMatchObject({ written: 0, resting: 0 });
    await expectDecided({ second: `${fixed} pinned`, first: 'plain rejected' }, anna, ben);
    expect(await runJson(words, sample.dataFolder)).toMatchObject({ followed: 0, resting: 0, written: 0 });
    await expectDecided({ second: `${fixed} pinned`, first: 'plain rejected' }, anna, ben);
  });

  it('stays where others brought the product as well', async () => {
    const own = join(place, 'of Ben');
    mkdirSync(own);
    writeFileSync(join(own, 'plain.jpg'), await drawPicture(90));
    await runImport(ben, { folder: own });
    await decide(anna, 'plain', fixed, 'accepted');
    await expectDecided({ plain: `${fixed} accepted` }, ben);
    await rename({ plain: 'other' });
    expect(await publishAgain()).toMatchObject({ followed: 0, resting: 0 });
    await expectDecided({ plain: `${fixed} accepted`, other: '' }, anna, ben);
  });

  it('is not exchanged twice where the catalog is published by another address as well', async () => {
    const other = addressOf(name);
    await withLocal((local) => publish(local, { address: other }));
    await rename({ left: 'right', right: 'left' });
    expect(await publishAgain()).toMatchObject({ followed: 2, resting: 0 });
    const lists = { left: 'new rejected', right: `${fixed} pinned` };
    await expectDecided(lists, anna, ben);
    expect(await withLocal((local) => publish(local, { address: other }))).toMatchObject({
      followed: 0,
      written: 0,
    });
    await expectDecided(lists, anna, ben);
  });

  it('is all that somebody finds who opens the catalog anew', async () => {
    const cora = await openSharedAs('Cora', makeDataFolder(join(place, 'cora')), name);
    try {
      // What Ben said of the product that Anna said otherwise of.
      await expect.poll(async () => (await cora.call('lists.history', {})).resting).toBe(1);
      await expectDecided(
        {
          new: `${fixed} accepted`,
          [fixed]: 'new pinned',
          left: 'new rejected',
          right: `${fixed} pinned`,
          late: `plain pinned, ${fixed} rejected`,
          first: 'plain rejected',
          second: `${fixed} pinned`,
          plain: `${fixed} accepted`,
        },
        cora,
      );
    } finally {
      await cora.close();
    }
  });
});
