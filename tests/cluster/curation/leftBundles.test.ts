/** Bundles of generated lists that nobody needs any more, on a real cluster: they are removed, and nothing is lost by it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TeamCluster } from '../../../src/core/team/ports.ts';
import { type AnnAndBen, openAnnAndBen } from '../fixtures/annAndBen.ts';
import type { Line } from '../fixtures/line.ts';
import { addressOf } from '../fixtures/sampleCatalog.ts';
import { areEqual, areTogether, openTeammate, type Teammate } from '../fixtures/teammate.ts';
import { countDocuments, manyLists } from './generatedLists.ts';

let name: string;
let both: AnnAndBen;
let line: Line;
let ann: Teammate;
let ben: Teammate;
let fetchingByAnn: () => void;
/** Around the removal of bundles by Ann. */
let removalByAnn: (remove: () => Promise<void>) => Promise<void>;
let count = 0;

beforeEach(async () => {
  name = `left${count++}`;
  fetchingByAnn = () => undefined;
  removalByAnn = (remove) => remove();
  both = await openAnnAndBen(name, hearing);
  ({ ann, ben, line } = both);
});

afterEach(() => both.close());

function hearing(cluster: TeamCluster): TeamCluster {
  return {
    ...cluster,
    async fetchBundles(names) {
      fetchingByAnn();
      return cluster.fetchBundles(names);
    },
    removeBundles: (sets) => removalByAnn(() => cluster.removeBundles(sets)),
  };
}

const bundlesThere = () => countDocuments(name, { term: { kind: 'bundle' } });
const newest = ({ together }: Teammate): string => together.generations()[0]?.name ?? '';

describe('bundles of what was taken back', () => {
  it('are removed, and sent anew where it is done again', async () => {
    ann.generate(manyLists('x'));
    await expect.poll(() => ben.generated('p11999')).toBe('x p12000 p12001');
    expect(await bundlesThere()).toBe(24);
    ann.store.undo(1);
    await expect.poll(bundlesThere).toBe(0);
    await expect.poll(() => ben.generated('p7')).toBeNull();
    ann.store.redo(1);
    await expect.poll(() => ben.generated('p7')).toBe('x p8 p9');
    const cleo = openTeammate('Cleo', addressOf(name));
    try {
      await expect.poll(() => cleo.generated('p11999')).toBe('x p12000 p12001');
      await areEqual(ann, cleo);
    } finally {
      await cleo.close();
    }
    expect(await bundlesThere()).toBe(24);
  });

  it('stay while what another generated lies over them, and are there when that is taken back', async () => {
    ann.generate(manyLists('x', 1500));
    await expect.poll(() => ben.generated('p7')).toBe('x p8 p9');
    ben.generate(manyLists('y', 1500));
    await expect.poll(() => ann.generated('p7')).toBe('y p8 p9');
    ben.store.undo(1);
    await expect.poll(bundlesThere).toBe(3);
    const cleo = openTeammate('Cleo', addressOf(name));
    try {
      await expect.poll(() => cleo.generated('p7')).toBe('x p8 p9');
      await areEqual(ann, cleo);
    } finally {
      await cleo.close();
    }
  });

  it('are not missed by a machine that had some of them and was away meanwhile', async () => {
    let fetches = 0;
    fetchingByAnn = () => {
      fetches++;
      if (fetches > 1) line.cut();
    };
    ben.generate(manyLists('x'));
    await expect.poll(() => ann.together.state()).toMatchObject({ kind: 'away' });
    expect(ann.together.generations()).toMatchObject([{ lists: 10_000, state: 'coming' }]);
    ben.store.undo(1);
    await expect.poll(bundlesThere).toBe(0);
    fetchingByAnn = () => undefined;
    line.mend();
    await areEqual(ann, ben);
    expect(ann.together.generations()).toEqual([]);
    expect(ann.together.state()).toMatchObject({ missingLists: 0 });
    expect(ann.problems).toEqual([]);
    ben.store.redo(1);
    await expect.poll(() => ann.generated('p11999')).toBe('x p12000 p12001');
    await areEqual(ann, ben);
  });

  it('are removed where two take the same back at once, without a conflict', async () => {
    ann.generate(manyLists('x', 1500));
    ben.generate(manyLists('y', 1500));
    await areEqual(ann, ben);
    await expect.poll(() => ann.together.generations().length).toBe(2);
    await expect.poll(() => ben.together.generations().map(({ state }) => state)).toEqual(['here', 'here']);
    const both = ben.together.generations().map((one) => one.name);
    for (const one of both) {
      ann.together.takeBackGeneration(one);
      ben.together.takeBackGeneration(one);
    }
    await areEqual(ann, ben);
    await expect.poll(bundlesThere).toBe(0);
    expect([ann.generated('p7'), ben.generated('p7')]).toEqual([null, null]);
    expect([ann.together.conflicts(), ben.together.conflicts()]).toEqual([[], []]);
    // Of the last one whoever was first can bring it back, and then all have it.
    for (const { store } of [ann, ben]) store.undo(1);
    await areEqual(ann, ben);
    expect(ann.together.generations().map((one) => one.name)).toEqual(both.slice(1));
    await expect.poll(bundlesThere).toBe(3);
  });

  it('are removed by one while another, who was away, brings them back', async () => {
    ann.generate(manyLists('x', 1500));
    await expect.poll(() => ben.generated('p7')).toBe('x p8 p9');
    line.cut();
    await expect.poll(() => ann.together.state()).toMatchObject({ kind: 'away' });
    ann.store.undo(1);
    ann.store.redo(1);
    ben.together.takeBackGeneration(newest(ben));
    await expect.poll(bundlesThere).toBe(0);
    line.mend();
    await areTogether(ann, ben);
    await expect.poll(() => ann.together.conflicts().length).toBe(1);
    expect(ann.generated('p7')).toBeNull();
    ann.together.settle(ann.together.conflicts()[0]?.id ?? 0, 'mine');
    await expect.poll(() => ben.generated('p1499')).toBe('x p1500 p1501');
    await areEqual(ann, ben);
    await expect.poll(bundlesThere).toBe(3);
  });

  it.each([
    { when: 'before they are gone', arrives: false },
    { when: 'after they are gone', arrives: true },
  ])('are removed after the next start of a program that ended $when', async ({ arrives }) => {
    ann.generate(manyLists('x', 1500));
    await expect.poll(() => ben.generated('p7')).toBe('x p8 p9');
    let removals = 0;
    removalByAnn = async (remove) => {
      removals++;
      if (arrives) await remove();
      throw new Error('The program is to be ended now.');
    };
    ann.store.undo(1);
    await expect.poll(() => removals).toBeGreaterThan(0);
    expect(await bundlesThere()).toBe(arrives ? 0 : 3);
    await ann.restart();
    removalByAnn = (remove) => {
      removals = -1;
      return remove();
    };
    ann.store.redo(1);
    await expect.poll(() => ben.generated('p7')).toBe('x p8 p9');
    await expect.poll(() => removals).toBe(-1);
    await expect.poll(bundlesThere).toBe(3);
    await areEqual(ann, ben);
    expect(ben.problems).toEqual([]);
  });
});
