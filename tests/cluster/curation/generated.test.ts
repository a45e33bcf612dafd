/** Generated lists of a shared catalog on a real cluster: what one applies, all have. */
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { GeneratedList } from '../../../src/core/lists/ports.ts';
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
/** What becomes of bundles on their way to and from Ann. */
let bundlesOfAnn: (bundles: number) => void;
let count = 0;

beforeEach(async () => {
  name = `generated${count++}`;
  bundlesOfAnn = () => undefined;
  both = await openAnnAndBen(name, hearingBundles);
  ({ ann, ben, line } = both);
});

afterEach(() => both.close());

function hearingBundles(cluster: TeamCluster): TeamCluster {
  return {
    ...cluster,
    async sendBundles(bundles, sender) {
      bundlesOfAnn(bundles.length);
      await cluster.sendBundles(bundles, sender);
    },
    async fetchBundles(names) {
      bundlesOfAnn(names.length);
      return cluster.fetchBundles(names);
    },
  };
}

/** The first bundles pass, and then none. @returns how many batches came */
function stopBundlesAfter(batches: number): () => number {
  let come = 0;
  bundlesOfAnn = () => {
    come++;
    if (come > batches) throw new Error('The program is to be ended now.');
  };
  return () => come;
}

const few = (lists: Readonly<Record<string, string>>): GeneratedList[] =>
  Object.entries(lists).map(([productId, entries]) => ({ productId, rule: 0, entries: entries.split(' ') }));

describe('lists that one generates', () => {
  it('all have, in few documents, and no longer once that is taken back by who did it', async () => {
    ann.generate(manyLists('x'));
    await areEqual(ann, ben);
    await expect.poll(() => ben.generated('p11999')).toBe('x p12000 p12001');
    expect(ben.store.allGenerated('substitute')).toHaveLength(12_000);
    expect(ben.store.allGenerated('substitute')).toEqual(ann.store.allGenerated('substitute'));
    // 24 bundles, that they are not to be given up, and that they stand.
    expect(await countDocuments(name, { match_all: {} })).toBe(26);
    expect(ben.store.history().undo).toBeNull();
    ben.store.undo(1);
    expect(ben.generated('p7')).toBe('x p8 p9');
    ann.store.undo(1);
    await expect.poll(() => ben.generated('p7')).toBeNull();
    expect(ben.applied.at(-1)?.productIds).toHaveLength(12_000);
    ann.store.redo(1);
    await expect.poll(() => ben.generated('p7')).toBe('x p8 p9');
    await areEqual(ann, ben);
  });

  it('lie over those that were generated before, whoever did it', async () => {
    ann.generate(few({ p: 'a', q: 'a' }));
    await expect.poll(() => ben.generated('p')).toBe('a');
    ben.generate(few({ p: 'b' }));
    await expect.poll(() => ann.generated('p')).toBe('b');
    expect(ann.generated('q')).toBe('a');
    ann.generate(few({ p: 'c' }), 'outfit');
    await expect.poll(() => ben.generated('p', 'outfit')).toBe('c');
    expect(ben.generated('p')).toBe('b');
    ann.store.undo(2);
    await expect.poll(() => ben.generated('q')).toBeNull();
    expect([ann.generated('p'), ben.generated('p')]).toEqual(['b', 'b']);
  });

  it('at the same time are the same ones for all: those that came last', async () => {
    line.cut();
    ann.generate(few({ p: 'a' }));
    ben.generate(few({ p: 'b' }));
    await areTogether(ben);
    expect([ann.generated('p'), ben.generated('p')]).toEqual(['a', 'b']);
    line.mend();
    await areEqual(ann, ben);
    await expect.poll(() => ben.generated('p')).toBe('a');
    expect(ann.generated('p')).toBe('a');
    await ann.restart();
    await areEqual(ann, ben);
    expect(ann.generated('p')).toBe('a');
  });

  it('wait on disk while the cluster is away, and are sent later', async () => {
    line.cut();
    await expect.poll(() => ann.together.state()).toMatchObject({ kind: 'away' });
    ann.generate(manyLists('x', 1500));
    await ann.restart();
    expect(ann.generated('p7')).toBe('x p8 p9');
    expect(ann.together.state()).toMatchObject({ waiting: 1 });
    line.mend();
    await expect.poll(() => ben.generated('p1499')).toBe('x p1500 p1501');
    await areEqual(ann, ben);
  });

  it('and somebody who comes later has as well', async () => {
    ann.generate(few({ p: 'a', q: 'a' }));
    ann.generate(few({ p: 'b' }));
    ann.generate(few({ p: 'c' }));
    ann.store.undo(1);
    await areTogether(ann);
    const cleo = openTeammate('Cleo', addressOf(name));
    try {
      await expect.poll(() => cleo.generated('p')).toBe('b');
      await expect.poll(() => cleo.generated('q')).toBe('a');
      await areEqual(ann, cleo);
    } finally {
      await cleo.close();
    }
  });
});

describe('a program that ends between bundles', () => {
  it('sends the others at its next start, and says only then that they stand', async () => {
    const come = stopBundlesAfter(1);
    ann.generate(manyLists('x'));
    await expect.poll(come).toBeGreaterThan(1);
    expect(await countDocuments(name, { term: { kind: 'bundle' } })).toBe(20);
    expect(await countDocuments(name, { term: { state: 'generation' } })).toBe(0);
    ben.decide('p', 'a', 'accepted');
    await areTogether(ben);
    expect(ben.generated('p7')).toBeNull();
    await ann.restart();
    bundlesOfAnn = () => undefined;
    await areEqual(ann, ben);
    await expect.poll(() => ben.generated('p11999')).toBe('x p12000 p12001');
    expect(await countDocuments(name, { term: { kind: 'bundle' } })).toBe(24);
    expect(ben.store.allGenerated('substitute')).toEqual(ann.store.allGenerated('substitute'));
  });

  it('fetches the others at its next start, and shows none before', async () => {
    ann.generate(few({ p7: 'old' }));
    await areTogether(ann);
    const come = stopBundlesAfter(1);
    ben.generate(manyLists('x'));
    await expect.poll(come).toBeGreaterThan(1);
    expect([ann.generated('p7'), ann.generated('p8')]).toEqual(['old', null]);
    await ann.restart();
    expect(ann.generated('p7')).toBe('old');
    const fetched: number[] = [];
    bundlesOfAnn = (bundles) => fetched.push(bundles);
    await expect.poll(() => ann.generated('p7')).toBe('x p8 p9');
    expect(fetched).toEqual([4]);
    expect(ann.store.allGenerated('substitute')).toEqual(ben.store.allGenerated('substitute'));
  });
});

describe('bundles that are damaged or gone', () => {
  /** The one document, asked of the cluster itself. */
  async function ask(id: string, init: RequestInit): Promise<unknown> {
    const url = `http://${inject('clusterHosts').split(',')[0]}/${name}-curation/_doc/${id}`;
    const headers = { 'content-type': 'application/json' };
    return (await fetch(url, { ...init, headers })).json();
  }

  /** Of the many lists. */
  async function lastBundle(): Promise<{ id: string; source: { value: Record<string, unknown> } }> {
    const url = `http://${inject('clusterHosts').split(',')[0]}/${name}-curation`;
    await fetch(`${url}/_refresh`, { method: 'POST' });
    const answer = await fetch(`${url}/_search?q=kind:bundle`);
    const { hits } = (await answer.json()) as {
      hits: { hits: { _id: string; _source: { value: Record<string, unknown> } }[] };
    };
    const found = hits.hits.find(({ _source }) => _source.value['place'] === 2);
    if (found === undefined) throw new Error('There is no bundle.');
    return { id: found._id, source: found._source };
  }

  let cleo: Teammate;

  beforeEach(async () => {
    ann.generate(few({ p7: 'old' }));
    await areTogether(ann);
    await ben.close();
    ann.generate(manyLists('x', 1500));
    await areTogether(ann);
    ben = openTeammate('Ben', addressOf(name));
  });

  afterEach(() => cleo.close());

  const problems = (): string => cleo.problems.map(String).join('\n');

  it('are told, leave what was generated before, and are asked for again', async () => {
    const { id, source } = await lastBundle();
    await ask(id, { method: 'DELETE' });
    cleo = openTeammate('Cleo', addressOf(name));
    await expect.poll(problems).toContain('some of them are missing or damaged');
    await expect.poll(() => cleo.generated('p7')).toBe('old');
    await areTogether(cleo);
    expect(cleo.generated('p8')).toBeNull();
    expect(cleo.together.state()).toMatchObject({ kind: 'together', missingLists: 1 });
    expect(cleo.together.generations()).toMatchObject([
      { author: 'Ann', lists: 1000, state: 'missing' },
      { author: 'Ann', lists: 1, state: 'here' },
    ]);
    await ask(id, { method: 'PUT', body: JSON.stringify(source) });
    await expect.poll(() => cleo.generated('p7')).toBe('x p8 p9');
    expect(cleo.problems).toHaveLength(1);
    await expect.poll(() => cleo.together.state()).toMatchObject({ missingLists: 0 });
    expect(cleo.together.generations()).toMatchObject([
      { lists: 1500, state: 'here', isCovered: false },
      { lists: 1, state: 'here', isCovered: true },
    ]);
  });

  it('are sent anew where who generated takes that back and does it again', async () => {
    const { id, source } = await lastBundle();
    const value = { ...source.value, packed: String(source.value['packed']).toLowerCase() };
    await ask(id, { method: 'PUT', body: JSON.stringify({ ...source, value }) });
    cleo = openTeammate('Cleo', addressOf(name));
    await expect.poll(problems).toContain('some of them are missing or damaged');
    ann.store.undo(1);
    ann.store.redo(1);
    await expect.poll(() => cleo.generated('p7')).toBe('x p8 p9');
    await areEqual(ann, cleo);
  });

  it('are sent anew by anybody who has them and takes them back and undoes that', async () => {
    const { id } = await lastBundle();
    await expect.poll(() => ben.generated('p7')).toBe('x p8 p9');
    await ask(id, { method: 'DELETE' });
    cleo = openTeammate('Cleo', addressOf(name));
    await expect.poll(() => cleo.together.state()).toMatchObject({ missingLists: 1 });
    ben.together.takeBackGeneration(ben.together.generations()[0]?.name ?? '');
    await expect.poll(() => ann.generated('p7')).toBe('old');
    await expect.poll(() => cleo.together.state()).toMatchObject({ missingLists: 0 });
    ben.store.undo(1);
    await expect.poll(() => cleo.generated('p1499')).toBe('x p1500 p1501');
    await areEqual(ann, cleo);
    expect(ann.generated('p7')).toBe('x p8 p9');
  });
});
