/** Mistakes in the metadata are found in a shared catalog as in the one that was published, and what is made of them is the team's. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { openWorkplace, type Workplace } from '../../engine/workplace.ts';
import { writeLabelledPictures, wrongLabels } from '../../fixtures/labelledPictures.ts';
import { makeDataFolder } from '../../runFolder.ts';
import { addressOf, openSharedAs, publish } from '../fixtures/sampleCatalog.ts';

const name = 'mistakes';

let place: Workplace;
let anna: Engine;
let ben: Engine;

beforeAll(async () => {
  place = await openWorkplace();
  await writeLabelledPictures(place.write);
  await place.import({ metadata: join(place.images, 'styles.csv') });
  await publish(place.engine, { address: addressOf(name) });
  anna = await openSharedAs('Anna', makeDataFolder(join(place.folder, 'anna')), name);
  ben = await openSharedAs('Ben', makeDataFolder(join(place.folder, 'ben')), name);
});

afterAll(async () => {
  await Promise.all([anna, ben].map((engine) => engine.close()));
  await place.close();
});

async function find(engine: Engine) {
  const { jobId } = await engine.call('repair.find', {});
  const job = await engine.call('jobs.wait', { id: jobId });
  expect([job.state, job.message]).toEqual(['done', null]);
  return list(engine);
}

const list = (engine: Engine) => engine.call('repair.list', { offset: 0, limit: 100 });
const typeOf = async (engine: Engine, id: string) =>
  (await engine.call('products.get', { id })).attributes['type'];

describe('a look at the metadata of a shared catalog', () => {
  it('finds what the same look at the published one finds, with the same neighbours', async () => {
    const [there, here] = [await find(anna), await find(place.engine)];
    expect(there.suggestions.length).toBeGreaterThan(wrongLabels.length);
    expect(there.suggestions).toEqual(here.suggestions);
    expect({ ...there.found, seconds: 0 }).toEqual({ ...here.found, seconds: 0 });
    const asked = { id: wrongLabels[0].id, field: 'type' };
    expect(await anna.call('repair.evidence', asked)).toEqual(
      await place.engine.call('repair.evidence', asked),
    );
  });

  it('lets the team correct and confirm: nobody is asked twice', async () => {
    await find(ben);
    const [{ id, is, says }, confirmed] = wrongLabels;
    const made = await anna.call('repair.accept', { values: [{ id, field: 'type', value: is }] });
    expect(made.changed).toBe(1);
    await anna.call('repair.confirm', { id: confirmed.id, field: 'type', value: confirmed.says });
    await expect.poll(() => typeOf(ben, id)).toBe(is);
    for (const engine of [anna, ben]) {
      const isOpen = async () =>
        (await list(engine)).suggestions.filter((one) => one.id === id || one.id === confirmed.id);
      await expect.poll(isOpen).toEqual([]);
      // A new look leaves them out as well.
      expect((await find(engine)).suggestions.map((one) => one.id)).not.toContain(id);
    }
    expect(await typeOf(place.engine, id)).toBe(says);
    await anna.call('lists.undo', { count: 2 });
    await expect.poll(() => typeOf(ben, id)).toBe(says);
  });
});
