/** Two people open the same shared catalog by its address, each on a machine of their own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import {
  addressOf,
  makeSampleCatalog,
  openSharedAs,
  openSharedEngine,
  publish,
  type SampleCatalog,
} from '../fixtures/sampleCatalog.ts';

let sample: SampleCatalog;
let anna: Engine;
let ben: Engine;
let ids: readonly string[];

beforeAll(async () => {
  sample = await makeSampleCatalog(60);
  const local = await sample.openEngine();
  ({ ids } = await local.call('products.ids', { view: {} }));
  await local.call('lists.decide', { id: idAt(0), lookAlikeId: idAt(1), state: 'accepted' });
  await publish(local, { address: addressOf('pair') });
  await local.close();
  anna = await openSharedAs('Anna', sample.sharedDataFolder, 'pair');
  ben = await openSharedAs('Ben', sample.thirdDataFolder, 'pair');
});

afterAll(async () => {
  await anna.close();
  await ben.close();
  sample.remove();
});

const idAt = (at: number): string => ids[at] ?? '';

async function decided(engine: Engine, at: number): Promise<string[]> {
  const { decisions } = await engine.call('lists.get', { id: idAt(at) });
  return decisions.map(({ id, state }) => `${ids.indexOf(id)} ${state}`);
}

const stateOf = async (engine: Engine) => (await engine.call('team.state', {})).team;

describe('two who have a shared catalog open', () => {
  it('see what was decided before it was published, and what the other decides', async () => {
    for (const engine of [anna, ben]) await expect.poll(() => decided(engine, 0)).toEqual(['1 accepted']);
    const heard: string[] = [];
    ben.on('lists.changed', ({ ids: changed }) => void heard.push(...(changed ?? [])));
    await anna.call('lists.decide', { id: idAt(2), lookAlikeId: idAt(3), state: 'pinned' });
    await expect.poll(() => decided(ben, 2)).toEqual(['3 pinned']);
    expect(heard).toContain(idAt(2));
    await anna.call('lists.undo', {});
    await expect.poll(() => decided(ben, 2)).toEqual([]);
    await expect.poll(async () => (await stateOf(ben))?.kind).toBe('together');
    expect(await stateOf(anna)).toMatchObject({ author: 'Anna', waiting: 0, conflicts: 0 });
  });

  it('take nothing back that the other said', async () => {
    await ben.call('lists.decide', {
      id: idAt(4),
      lookAlikeId: idAt(5),
      state: 'rejected',
      reason: 'too dark',
    });
    await expect.poll(() => decided(anna, 4)).toEqual(['5 rejected']);
    await anna.call('lists.undo', {});
    expect(await decided(anna, 4)).toEqual(['5 rejected']);
    await ben.call('lists.undo', {});
    await expect.poll(() => decided(anna, 4)).toEqual([]);
  });

  it('see who works on which list, and whose it is', async () => {
    const list = { id: idAt(6), type: 'substitute' };
    await anna.call('team.look', { window: 'w', list });
    const seen = async () => (await ben.call('team.people', {})).present;
    await expect.poll(seen).toEqual([{ author: 'Anna', lists: [list] }]);
    await ben.call('team.take', list);
    const taken = async () => (await anna.call('team.people', {})).taken;
    await expect.poll(taken).toMatchObject([{ ...list, author: 'Ben', isOwn: false }]);
    await ben.call('team.giveBack', list);
    await expect.poll(taken).toEqual([]);
  });

  it('have what they decided after they closed it and opened it again', async () => {
    await ben.call('lists.decide', { id: idAt(8), lookAlikeId: idAt(9), state: 'accepted' });
    await ben.close();
    await expect.poll(() => decided(anna, 8)).toEqual(['9 accepted']);
    await anna.call('lists.decide', { id: idAt(8), lookAlikeId: idAt(10), state: 'accepted' });
    ben = await openSharedEngine({ sharedDataFolder: sample.thirdDataFolder }, 'pair');
    await expect.poll(() => decided(ben, 8)).toEqual(['9 accepted', '10 accepted']);
    expect(await stateOf(ben)).toMatchObject({ author: 'Ben' });
  });
});
