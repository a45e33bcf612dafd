/** Settings of embedding are compared in a shared catalog as in the one that was published: by what the cluster has of them, else by originals. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QualitySetting } from '../../src/contract/insight/quality.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { drawPicture, runImport } from '../engine/workplace.ts';
import { closeSample, type SampleOfTwo, shareSample } from './fixtures/sampleCatalog.ts';

const count = 40;
const fields = ['articleType', 'baseColour'];

let place: string;
let team: SampleOfTwo;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-quality-'));
  team = await shareSample(count, 'compared');
});

afterAll(async () => {
  await closeSample(team);
  rmSync(place, { recursive: true, force: true });
});

type Embedding = Partial<NonNullable<QualitySetting['embedding']>>;

async function measure(engine: Engine, how: Embedding) {
  const { catalog } = await engine.call('catalogs.current', {});
  const embedding = { model: catalog?.runtime?.model ?? '', ...how };
  const { jobId } = await engine.call('quality.measure', {
    view: {},
    settings: [{}, { embedding }],
    fields,
    k: 5,
  });
  const job = await engine.call('jobs.wait', { id: jobId });
  if (job.state !== 'done') throw new Error(`It was not measured: ${job.message}`);
  const { measured } = await engine.call('quality.last', {});
  if (measured === null) throw new Error('Nothing was measured.');
  const values = measured.fields.map(({ field, precision }) => [field, ...precision.map((one) => one.value)]);
  return { sampled: measured.sampled, pool: measured.pool, values };
}

/** But for a twentieth: an embedding of what is decoded for a thumbnail as well is a little another. */
function expectAlike(
  there: Awaited<ReturnType<typeof measure>>,
  here: Awaited<ReturnType<typeof measure>>,
): void {
  expect([there.sampled, there.pool]).toEqual([here.sampled, here.pool]);
  for (const [at, [field, own = 0, other = 0]] of here.values.entries()) {
    expect(there.values[at]).toEqual([
      field,
      expect.closeTo(Number(own), 9),
      expect.closeTo(Number(other), 1),
    ]);
  }
}

const max: Embedding = { pooling: 'max' };

describe('the quality of a shared catalog', () => {
  it('is compared with another embedding of the originals that this machine has', async () => {
    const here = await measure(team.local, max);
    expect(here).toMatchObject({ sampled: count, pool: count });
    expectAlike(await measure(team.anna, max), here);
  });

  it('is compared with an embedding that is only being filled, also where no original can be reached', async () => {
    const { anna, ben, local } = team;
    const before = await measure(anna, max);
    const folder = join(place, 'of ben');
    mkdirSync(folder);
    writeFileSync(join(folder, 'b-1.jpg'), await drawPicture(61));
    await runImport(ben, { folder });
    await expect.poll(async () => (await anna.call('products.ids', { view: {} })).ids).toContain('b-1');
    rmSync(folder, { recursive: true });
    const { jobId } = await anna.call('cluster.embed', { embedding: { pooling: 'max' } });
    const job = await anna.call('jobs.wait', { id: jobId });
    expect(job.kind === 'embed' && job.result).toMatchObject({ isShown: false, embedded: count });
    const { catalog } = await local.call('catalogs.current', {});
    const originals = catalog?.sources[0]?.folder ?? '';
    renameSync(originals, `${originals} (away)`);
    try {
      // What nobody embedded so is in neither.
      const there = await measure(anna, max);
      expect(there.pool).toBe(count);
      expectAlike(there, before);
      await expect(measure(anna, { ...max, inputSize: 96 })).rejects.toThrow(
        'None of the pictures could be read',
      );
    } finally {
      renameSync(`${originals} (away)`, originals);
    }
  });
});
