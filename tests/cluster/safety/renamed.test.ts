/** An import into a shared catalog renames products: what the team said of them follows, and all have it. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { drawPicture, runImport } from '../../engine/workplace.ts';
import { makeDataFolder } from '../../runFolder.ts';
import { type GateRequest, openGate } from '../fixtures/gate.ts';
import {
  addressOf,
  closeSample,
  openSharedAs,
  openSharedEngine,
  type SampleCatalog,
  shareSample,
} from '../fixtures/sampleCatalog.ts';
import { decide, decided, expectDecided } from './decisions.ts';
import { killAt, type Point } from './killAt.ts';

const name = 'renamed';

let place: string;
let sample: SampleCatalog;
let local: Engine;
let anna: Engine;
let ben: Engine;
let published: string;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-renamed-'));
  let ids: readonly string[];
  ({ sample, local, anna, ben, ids } = await shareSample(20, name));
  published = ids[0] ?? '';
});

afterAll(async () => {
  await closeSample({ anna, ben, local, sample });
  rmSync(place, { recursive: true, force: true });
});

/** A folder with a picture per product. */
async function draw(who: string, products: Readonly<Record<string, number>>): Promise<string> {
  const folder = join(place, who);
  mkdirSync(folder, { recursive: true });
  for (const [id, seed] of Object.entries(products))
    writeFileSync(join(folder, `${id}.jpg`), await drawPicture(seed));
  return folder;
}

/** All at the same time, so that two may change their names. */
function rename(folder: string, names: Readonly<Record<string, string>>): void {
  for (const from of Object.keys(names))
    renameSync(join(folder, `${from}.jpg`), join(folder, `${from}.away`));
  for (const [from, to] of Object.entries(names))
    renameSync(join(folder, `${from}.away`), join(folder, `${to}.jpg`));
}

/** Decisions on products that are gone. */
async function resting(engine: Engine): Promise<number | undefined> {
  return (await engine.call('lists.history', {})).resting;
}

async function allIds(engine: Engine): Promise<readonly string[]> {
  return (await engine.call('products.ids', { view: {} })).ids;
}

describe('what was decided on products that an import into a shared catalog renames', () => {
  it('stands under their new ids, whoever said it, and all have it', async () => {
    const folder = await draw('anna', { one: 1, left: 2, right: 3, same: 4 });
    await runImport(anna, { folder });
    const { catalog } = await anna.call('catalogs.current', {});
    const field = catalog?.fields[0] ?? '';
    await decide(anna, 'one', 'same', 'accepted');
    await decide(anna, published, 'one', 'pinned');
    await anna.call('products.correct', { id: 'one', field, value: 'Corrected' });
    await decide(ben, 'left', 'one', 'rejected');
    await decide(ben, 'right', 'same', 'pinned');
    await expectDecided({ left: 'one rejected', right: 'same pinned' }, anna);
    rename(folder, { one: 'new', left: 'right', right: 'left' });
    const { notes } = await runImport(anna, { folder });
    expect(notes).toContain('5 decisions moved along with products that have another id now.');
    await expectDecided(
      {
        new: 'same accepted',
        [published]: 'new pinned',
        right: 'new rejected',
        left: 'same pinned',
        one: '',
      },
      ...[anna, ben],
    );
    for (const engine of [anna, ben]) {
      expect(await allIds(engine)).toEqual(expect.arrayContaining(['new', 'left', 'right', 'same']));
      await expect
        .poll(async () => (await engine.call('products.get', { id: 'new' })).attributes[field])
        .toBe('Corrected');
      expect(await resting(engine)).toBe(0);
    }
    expect((await anna.call('team.conflicts', {})).conflicts).toEqual([]);
  });

  it('stays where others brought the product as well', async () => {
    const own = await draw('both', { common: 11, mine: 12 });
    await runImport(anna, { folder: own });
    await runImport(ben, { folder: await draw('both too', { common: 13 }) });
    await decide(ben, 'common', published, 'accepted');
    await decide(ben, 'mine', published, 'pinned');
    await expectDecided({ common: `${published} accepted`, mine: `${published} pinned` }, anna);
    rename(own, { common: 'other', mine: 'common' });
    await runImport(anna, { folder: own });
    // What was said of the one meets what was said of the other.
    await expectDecided({ common: `${published} pinned`, other: '' }, anna, ben);
    expect(await resting(anna)).toBe(0);
  });

  it('is taken back, and said again, by who said it on another machine', async () => {
    const folder = await draw('undone', { base: 61 });
    await runImport(anna, { folder });
    await decide(ben, 'base', published, 'pinned');
    await expectDecided({ base: `${published} pinned` }, anna);
    rename(folder, { base: 'top' });
    await runImport(anna, { folder });
    await expectDecided({ top: `${published} pinned` }, anna, ben);
    const { undone } = await ben.call('lists.undo', { count: 1 });
    expect(undone).toMatchObject([{ id: 'top', lookAlike: published }]);
    await expectDecided({ top: '' }, ben, anna);
    await ben.call('lists.redo', { count: 1 });
    await expectDecided({ top: `${published} pinned` }, ben, anna);
    expect([await resting(anna), await resting(ben)]).toEqual([0, 0]);
    expect((await ben.call('team.conflicts', {})).conflicts).toEqual([]);
  });

  it('is taken back by who said it, who heard of none of two renamings while they were made', async () => {
    const folder = await draw('twice', { t1: 81 });
    await runImport(anna, { folder });
    await decide(ben, 't1', published, 'pinned');
    await expectDecided({ t1: `${published} pinned` }, anna);
    await ben.close();
    rename(folder, { t1: 't2' });
    await runImport(anna, { folder });
    rename(folder, { t2: 't3' });
    await runImport(anna, { folder });
    await expectDecided({ t3: `${published} pinned` }, anna);
    await expect.poll(async () => (await anna.call('team.state', {})).team).toMatchObject({ waiting: 0 });
    ben = await openSharedAs('Ben', sample.thirdDataFolder, name);
    await expectDecided({ t3: `${published} pinned` }, ben);
    const { undone } = await ben.call('lists.undo', { count: 1 });
    expect(undone).toMatchObject([{ id: 't3', lookAlike: published }]);
    await expectDecided({ t3: '' }, ben, anna);
    await ben.call('lists.redo', { count: 1 });
    await expectDecided({ t3: `${published} pinned` }, ben, anna);
  });

  it('stands in the same generated lists on every machine', async () => {
    const folder = await draw('listed', { l1: 71, l2: 72, l3: 73 });
    await runImport(anna, { folder });
    const shown = async (engine: Engine, id: string): Promise<string> =>
      (await engine.call('lists.show', { id, type: 'set', top: 10 })).entries.map((one) => one.id).join(' ');
    const { jobId } = await ben.call('lists.generate', {
      what: { kind: 'products', ids: ['l1', 'l2', 'l3', published] },
      order: { type: 'set', length: 2, rules: [{}] },
    });
    expect((await ben.call('jobs.wait', { id: jobId })).state).toBe('done');
    const lists = async (engine: Engine, ids: readonly string[]): Promise<string[]> =>
      Promise.all(ids.map((id) => shown(engine, id)));
    const before = await lists(ben, ['l1', 'l2', 'l3', published]);
    await expect.poll(() => lists(anna, ['l1', 'l2', 'l3', published])).toEqual(before);
    // Two change their names, so that whoever followed twice would have the old ones.
    rename(folder, { l1: 'l2', l2: 'l1', l3: 'l4' });
    await runImport(anna, { folder });
    const newIds: Readonly<Record<string, string>> = { l1: 'l2', l2: 'l1', l3: 'l4' };
    const after = before.map((list) =>
      list
        .split(' ')
        .map((id) => newIds[id] ?? id)
        .join(' '),
    );
    expect(after).not.toEqual(before);
    for (const engine of [anna, ben])
      await expect.poll(() => lists(engine, ['l2', 'l1', 'l4', published])).toEqual(after);
    const latecomer = await openSharedEngine({ sharedDataFolder: makeDataFolder(join(place, 'late')) }, name);
    try {
      await expect.poll(() => lists(latecomer, ['l2', 'l1', 'l4', published])).toEqual(after);
    } finally {
      await latecomer.close();
    }
  });

  it('stands where the program was killed before it followed, once the catalog is opened', async () => {
    const gate = await openGate(addressOf(name));
    let far = await openSharedEngine(sample, name, gate.address);
    try {
      const folder = await draw('killed', { before: 21, other: 22 });
      await runImport(far, { folder });
      await decide(ben, 'before', published, 'pinned');
      await expectDecided({ before: `${published} pinned` }, far);
      rename(folder, { before: 'after' });
      await far.close();
      let isSent = false;
      const asking: Point = {
        name: 'it is asked which of them others brought',
        is({ method, path }) {
          isSent ||= method === 'DELETE' && path.includes('-curation/_doc/publication');
          return isSent && path.includes('-products-') && path.includes('point_in_time');
        },
        arrives: true,
      };
      await killAt(gate, asking, ['import', folder, '--catalog', gate.address], sample.sharedDataFolder);
      expect(await allIds(ben)).toContain('after');
      expect([await decided(ben, 'before'), await decided(ben, 'after')]).toEqual([
        `${published} pinned`,
        '',
      ]);
      far = await openSharedEngine(sample, name, gate.address);
      await expectDecided({ after: `${published} pinned` }, far, ben);
      expect(await resting(far)).toBe(0);
      // The next import finds nothing that is to follow.
      expect((await runImport(far, { folder })).notes.join()).not.toContain('moved along');
      await expectDecided({ after: `${published} pinned` }, far, ben);
    } finally {
      await far.close();
      await gate.close();
    }
  });

  const isUnlock = ({ method, path }: GateRequest): boolean =>
    method === 'DELETE' && path.includes('-curation/_doc/publication');
  const isSecondOfProducts = ({ method, path, body }: GateRequest): boolean =>
    method === 'POST' &&
    path.startsWith('/_bulk') &&
    body.includes('-products-') &&
    body.includes('"delete"');

  it('stands where the program was killed before it knew that all is sent, once the catalog is opened', async () => {
    const gate = await openGate(addressOf(name));
    let far = await openSharedEngine(sample, name, gate.address);
    try {
      const folder = await draw('unanswered', { first: 31, second: 32, third: 33 });
      await runImport(far, { folder });
      await decide(ben, 'first', published, 'pinned');
      await decide(ben, 'second', published, 'accepted');
      await expectDecided({ first: `${published} pinned`, second: `${published} accepted` }, far);
      rename(folder, { first: 'second', second: 'first', third: 'fourth' });
      await far.close();
      const words = ['import', folder, '--catalog', gate.address];
      const half: Point = { name: 'what is gone is removed', is: isSecondOfProducts, arrives: false };
      await killAt(gate, half, words, sample.sharedDataFolder);
      // Not all of it is there: nothing follows before it is.
      far = await openSharedEngine(sample, name, gate.address);
      await decide(ben, 'third', published, 'rejected');
      await expectDecided({ third: `${published} rejected`, first: `${published} pinned` }, far);
      await far.close();
      const last: Point = { name: 'the turn is given back', is: isUnlock, arrives: true };
      await killAt(gate, last, words, sample.sharedDataFolder);
      // Said while nobody knows yet that it has another name.
      await decide(ben, 'third', 'first', 'accepted');
      // Both decisions on it.
      await expect.poll(() => resting(anna)).toBe(2);
      far = await openSharedEngine(sample, name, gate.address);
      await expectDecided(
        {
          first: `${published} accepted`,
          second: `${published} pinned`,
          fourth: `${published} rejected, second accepted`,
        },
        ...[far, ben],
      );
      expect(await resting(far)).toBe(0);
      expect((await runImport(far, { folder })).notes.join()).not.toContain('moved along');
      await expectDecided({ first: `${published} accepted`, second: `${published} pinned` }, far, ben);
    } finally {
      await far.close();
      await gate.close();
    }
  });

  it('stands where the cluster could not be asked when it was to follow, as soon as it can', async () => {
    const gate = await openGate(addressOf(name));
    const far = await openSharedEngine(sample, name, gate.address);
    try {
      const folder = await draw('unasked', { early: 41 });
      await runImport(far, { folder });
      await decide(ben, 'early', published, 'pinned');
      await expectDecided({ early: `${published} pinned` }, far);
      rename(folder, { early: 'late' });
      let isSent = false;
      gate.answer = (request) => {
        isSent ||= isUnlock(request);
        const { path } = request;
        return isSent && path.includes('-products-') && path.includes('point_in_time')
          ? { status: 503 }
          : null;
      };
      const { notes } = await runImport(far, { folder });
      expect(notes.join()).toContain('could not follow them yet');
      gate.answer = () => null;
      await expectDecided({ early: '', late: `${published} pinned` }, far, ben);
    } finally {
      await far.close();
      await gate.close();
    }
  });

  it('stands where it was not heard that all is sent, as soon as it can be looked at', async () => {
    const gate = await openGate(addressOf(name));
    const far = await openSharedEngine(sample, name, gate.address);
    try {
      const folder = await draw('unheard', { here: 51 });
      await runImport(far, { folder });
      await decide(ben, 'here', published, 'pinned');
      await expectDecided({ here: `${published} pinned` }, far);
      rename(folder, { here: 'there' });
      let isRemoved = false;
      gate.answer = (request) => {
        const isDescribed =
          isRemoved && request.path.includes('-products-') && request.path.endsWith('/_mapping');
        isRemoved ||= isSecondOfProducts(request);
        return isDescribed && request.method === 'PUT' ? { status: 503 } : null;
      };
      expect((await runImport(far, { folder })).outcome).toBe('stopped');
      gate.answer = () => null;
      await expectDecided({ here: '', there: `${published} pinned` }, far, ben);
    } finally {
      await far.close();
      await gate.close();
    }
  });
});
