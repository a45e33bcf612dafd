/** Machines whose clocks are off: the doctor says so, and what came first stands by the order of the cluster and by no clock. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { drawPicture, runImport } from '../../engine/workplace.ts';
import { makeDataFolder } from '../../runFolder.ts';
import { addressOf, makeSampleCatalog, publish, type SampleCatalog } from '../fixtures/sampleCatalog.ts';
import { startWithClock } from './offClock.ts';

const name = 'clocks';
const hoursMs = 3_600_000;

let place: string;
let sample: SampleCatalog;
let ids: readonly string[];

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-clocks-'));
  sample = await makeSampleCatalog(20);
  const local = await sample.openEngine();
  ({ ids } = await local.call('products.ids', { view: {} }));
  await publish(local, { address: addressOf(name) });
  await local.close();
});

afterAll(() => {
  sample.remove();
  rmSync(place, { recursive: true, force: true });
});

const idAt = (at: number): string => ids[at] ?? '';

describe('a machine whose clock is off', () => {
  it.each([
    { off: '3 hours fast', ms: 3 * hoursMs, state: 'bad', ok: false },
    { off: '3 hours slow', ms: -3 * hoursMs, state: 'bad', ok: false },
    { off: '10 seconds slow', ms: -10_000, state: 'attention', ok: true },
  ])('is told so by the doctor: $off', async ({ ms, state, ok }) => {
    const engine = await startWithClock(ms, makeDataFolder(join(place, `doctor ${ms}`)));
    try {
      const report = await engine.call('cluster.doctor', { address: addressOf(name) });
      expect(report.ok).toBe(ok);
      const clock = report.checks.find((check) => check.name === 'clock');
      expect(clock).toMatchObject({ state, advice: expect.stringContaining('one place') });
      const [, seconds] = /and this machine are ([\d.]+) s apart/.exec(clock?.found ?? '') ?? [];
      expect(Math.round(Number(seconds) / 10)).toBe(Math.abs(ms) / 10_000);
    } finally {
      await engine.close();
    }
  });
});

describe('two curators whose clocks are six hours apart', () => {
  let fast: Engine;
  let slow: Engine;

  beforeAll(async () => {
    const open = async (author: string, ms: number): Promise<Engine> => {
      const engine = await startWithClock(ms, makeDataFolder(join(place, author)));
      await engine.call('settings.set', { author });
      await engine.call('catalogs.open', { folder: addressOf(name) });
      return engine;
    };
    fast = await open('Fast', 3 * hoursMs);
    slow = await open('Slow', -3 * hoursMs);
  });

  afterAll(() => Promise.all([fast.close(), slow.close()]));

  async function expectDecided(state: string): Promise<void> {
    for (const engine of [fast, slow])
      await expect
        .poll(async () => (await engine.call('lists.get', { id: idAt(0) })).decisions)
        .toMatchObject([{ id: idAt(1), state }]);
  }

  it('have what was said last, whatever their clocks say', async () => {
    const decide = (engine: Engine, state: 'accepted' | 'rejected' | 'pinned') =>
      engine.call('lists.decide', { id: idAt(0), lookAlikeId: idAt(1), state });
    await decide(fast, 'accepted');
    await expectDecided('accepted');
    await decide(slow, 'rejected');
    await expectDecided('rejected');
    await decide(fast, 'pinned');
    await expectDecided('pinned');
    const field = (await fast.call('catalogs.current', {})).catalog?.fields[0] ?? '';
    const correct = async (engine: Engine, value: string): Promise<void> => {
      await engine.call('products.correct', { id: idAt(2), field, value });
      for (const each of [fast, slow]) {
        await expect
          .poll(async () => (await each.call('products.get', { id: idAt(2) })).attributes[field])
          .toBe(value);
        // Products say it before everybody has heard of it.
        await expect
          .poll(async () => (await each.call('repair.list', { offset: 0, limit: 1 })).corrections)
          .toBe(1);
      }
    };
    await correct(fast, 'First');
    await correct(slow, 'Second');
    for (const engine of [fast, slow])
      expect((await engine.call('team.conflicts', {})).conflicts).toEqual([]);
  });

  it('see who works on a list', async () => {
    const list = { id: idAt(3), type: 'substitute' };
    await fast.call('team.look', { window: 'w', list });
    await expect
      .poll(async () => {
        await fast.call('team.look', { window: 'w', list });
        return (await slow.call('team.people', {})).present;
      })
      .toMatchObject([{ author: 'Fast' }]);
  });

  it('import at the same time, and take no turn from each other', async () => {
    const order = async (who: string, seed: number) => {
      const folder = join(place, `pictures of ${who}`);
      mkdirSync(folder);
      for (const at of [0, 1, 2])
        writeFileSync(join(folder, `${who}-${at}.jpg`), await drawPicture(seed + at));
      return { folder };
    };
    const orders = [await order('fast', 10), await order('slow', 20)] as const;
    const reports = await Promise.all([runImport(fast, orders[0]), runImport(slow, orders[1])]);
    expect(reports.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    for (const engine of [fast, slow])
      await expect
        .poll(async () => (await engine.call('catalogs.current', {})).catalog?.products)
        .toBe(ids.length + 6);
  });
});
