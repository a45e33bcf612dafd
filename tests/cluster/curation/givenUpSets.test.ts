/** Bundles of generated lists that nobody comes back to, on a real cluster: they are removed after a while by its clock, and never what a machine still sends. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectCluster } from '../../../src/adapters/cluster/cluster.ts';
import { giveUpSets } from '../../../src/adapters/cluster/curation/setFates.ts';
import type { TeamCluster } from '../../../src/core/team/ports.ts';
import { type AnnAndBen, openAnnAndBen } from '../fixtures/annAndBen.ts';
import type { Line } from '../fixtures/line.ts';
import { addressOf } from '../fixtures/sampleCatalog.ts';
import { areEqual, openTeammate, type Teammate } from '../fixtures/teammate.ts';
import { countDocuments, manyLists } from './generatedLists.ts';

const day = 24 * 60 * 60 * 1000;

let name: string;
let both: AnnAndBen;
let line: Line;
let ann: Teammate;
let ben: Teammate;
/** Around what Ann sends. */
let bundlesOfAnn: () => void;
let thingsOfAnn: () => void;
/** What was named each time that Ann looked by herself. */
let looksOfAnn: ReadonlySet<string>[];
let count = 0;

beforeEach(async () => {
  name = `given-up${count++}`;
  bundlesOfAnn = () => undefined;
  thingsOfAnn = () => undefined;
  looksOfAnn = [];
  both = await openAnnAndBen(name, hearing);
  ({ ann, ben, line } = both);
});

afterEach(() => both.close());

function hearing(cluster: TeamCluster): TeamCluster {
  return {
    ...cluster,
    async sendBundles(bundles, sender) {
      bundlesOfAnn();
      await cluster.sendBundles(bundles, sender);
    },
    async send(things, sender) {
      thingsOfAnn();
      return cluster.send(things, sender);
    },
    async fetchBundles(names) {
      bundlesOfAnn();
      return cluster.fetchBundles(names);
    },
    async giveUpSets(named, sender) {
      looksOfAnn.push(named);
      await cluster.giveUpSets(named, sender);
    },
  };
}

/** The first batches pass, and then the line is cut. */
function cutAfter(batches: number): void {
  let come = 0;
  bundlesOfAnn = () => {
    if (++come > batches) line.cut();
  };
}

const isAway = ({ together }: Teammate) => together.state().kind === 'away';
const bundlesThere = () => countDocuments(name, { term: { kind: 'bundle' } });
const fatesThere = (state: string) =>
  countDocuments(name, { bool: { filter: [{ term: { kind: 'fate' } }, { term: { state } }] } });

/** As a machine of the team does a few times a day. @returns how many sets are removed */
async function look(by: Teammate, ageMs: number): Promise<number> {
  const cluster = connectCluster({ address: addressOf(name) });
  try {
    return await giveUpSets(cluster, by.store.replica.namedSets(), by, ageMs);
  } finally {
    await cluster.close();
  }
}

describe('bundles that nothing names', () => {
  it('are looked for by every machine once it is together with the others', async () => {
    ben.generate(manyLists('y', 1500));
    await expect.poll(() => ann.generated('p7')).toBe('y p8 p9');
    await expect.poll(() => looksOfAnn.length).toBe(1);
    expect(await bundlesThere()).toBe(3);
    expect(await fatesThere('doubted')).toBe(0);
    expect(ann.problems).toEqual([]);
  });

  it('are given up where nothing comes for so long, and what stands stays', async () => {
    ben.generate(manyLists('y', 1500), 'outfit');
    await areEqual(ann, ben);
    cutAfter(1);
    ann.generate(manyLists('x'));
    await expect.poll(() => isAway(ann)).toBe(true);
    expect(await bundlesThere()).toBe(23);
    expect(await look(ben, day)).toBe(0);
    expect(await fatesThere('doubted')).toBe(1);
    expect(await look(ben, day)).toBe(0);
    expect(await bundlesThere()).toBe(23);
    expect(await look(ben, 0)).toBe(1);
    expect(await bundlesThere()).toBe(3);
    expect(await look(ben, 0)).toBe(0);
    const cleo = openTeammate('Cleo', addressOf(name));
    try {
      await expect.poll(() => cleo.generated('p7', 'outfit')).toBe('y p8 p9');
      await areEqual(ben, cleo);
    } finally {
      await cleo.close();
    }
  });

  it('are sent anew by a machine that was away when they were given up', async () => {
    cutAfter(1);
    ann.generate(manyLists('x'));
    await expect.poll(() => isAway(ann)).toBe(true);
    await look(ben, 0);
    expect(await look(ben, 0)).toBe(1);
    bundlesOfAnn = () => undefined;
    line.mend();
    await expect.poll(() => ben.generated('p11999')).toBe('x p12000 p12001');
    await areEqual(ann, ben);
    // What it sent of the old set by then is removed by itself.
    await expect.poll(bundlesThere).toBe(24);
    expect(await fatesThere('given-up')).toBe(0);
    expect(ben.problems).toEqual([]);
  });

  it('are not given up while more of them comes, however slowly', async () => {
    let come = 0;
    const next = Promise.withResolvers<void>();
    bundlesOfAnn = () => {
      if (++come === 2) line.cut();
    };
    ann.generate(manyLists('x', 24_000));
    await expect.poll(() => isAway(ann)).toBe(true);
    await look(ben, 0);
    bundlesOfAnn = () => {
      if (++come < 4) return;
      line.cut();
      next.resolve();
    };
    line.mend();
    await next.promise;
    await expect.poll(() => isAway(ann)).toBe(true);
    expect(await bundlesThere()).toBe(40);
    expect(await look(ben, 0)).toBe(0);
    expect(await fatesThere('doubted')).toBe(1);
    bundlesOfAnn = () => undefined;
    line.mend();
    await expect.poll(() => ben.generated('p23999')).toBe('x p24000 p24001');
    expect(await look(ben, 0)).toBe(0);
    expect(await bundlesThere()).toBe(48);
  });

  it('are not given up once they are about to be named, though that does not arrive', async () => {
    thingsOfAnn = () => line.cut();
    ann.generate(manyLists('x', 1500));
    await expect.poll(() => isAway(ann)).toBe(true);
    expect(await fatesThere('claimed')).toBe(1);
    await look(ben, 0);
    expect(await look(ben, 0)).toBe(0);
    thingsOfAnn = () => undefined;
    line.mend();
    await expect.poll(() => ben.generated('p1499')).toBe('x p1500 p1501');
    expect(await bundlesThere()).toBe(3);
  });

  it('are not given up where one takes them back who has not got all of them, and can say again that they stand', async () => {
    cutAfter(1);
    ben.generate(manyLists('x'));
    await expect.poll(() => isAway(ann)).toBe(true);
    ann.together.takeBackGeneration(ann.together.generations()[0]?.name ?? '');
    bundlesOfAnn = () => undefined;
    line.mend();
    await expect.poll(() => ben.generated('p7')).toBeNull();
    await look(ben, 0);
    expect(await look(ben, 0)).toBe(0);
    ann.store.undo(1);
    await expect.poll(() => ann.generated('p11999')).toBe('x p12000 p12001');
    await areEqual(ann, ben);
    expect(ann.problems).toEqual([]);
  });
});
