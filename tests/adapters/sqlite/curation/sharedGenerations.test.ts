/** Generations in a replica of a shared catalog: what is sent of them in which order, and what is shown of others'. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GeneratedList } from '../../../../src/core/lists/ports.ts';
import type { ListBundle } from '../../../../src/core/team/bundles.ts';
import type { ReplicaStore, SharedThing, UnsentThing } from '../../../../src/core/team/ports.ts';
import { type CurationFolder, openCurationFolder } from './curationFolder.ts';

let ann: CurationFolder;
let ben: CurationFolder;
let nextSeqNo: number;

beforeEach(() => {
  ann = openCurationFolder();
  ben = openCurationFolder();
  for (const { opened } of [ann, ben]) opened.store.replica.begin();
  nextSeqNo = 1;
});

afterEach(async () => {
  await ann.remove();
  await ben.remove();
});

const replicaOf = ({ opened }: CurationFolder): ReplicaStore => opened.store.replica;

function generate({ opened: { store } }: CurationFolder, lists: readonly GeneratedList[]): void {
  const generation = store.beginGeneration('substitute', '{}');
  store.addGenerated(generation, 'substitute', lists);
  store.applyGeneration(generation, 'substitute');
}

const few = (lists: Readonly<Record<string, string>>): GeneratedList[] =>
  Object.entries(lists).map(([productId, entries]) => ({ productId, rule: 0, entries: entries.split(' ') }));

const many = (first: string): GeneratedList[] =>
  Array.from({ length: 1200 }, (_, at) => ({ productId: `p${at}`, rule: null, entries: [first, `q${at}`] }));

const shown = ({ opened }: CurationFolder, productId: string): string | null =>
  opened.store.generatedOf(productId, 'substitute')?.entries.join(' ') ?? null;

/** All bundles that are to be sent. */
function sendBundles(from: CurationFolder): ListBundle[] {
  const sent: ListBundle[] = [];
  for (;;) {
    const some = replicaOf(from).unsentBundles();
    if (some.length === 0) return sent;
    sent.push(...some);
    replicaOf(from).forgetBundles(some);
  }
}

/** @returns what the cluster has of it */
function sendThings(from: CurationFolder): SharedThing[] {
  const replica = replicaOf(from);
  const accepted = replica
    .unsent()
    .map((thing: UnsentThing) => ({ ...thing, revision: { seqNo: nextSeqNo++, primaryTerm: 1 } }));
  replica.acknowledge(accepted, 'somebody');
  replica.forget(replica.finished());
  const own = replica.begin();
  return accepted.map(({ name, value, at, revision }) => ({
    ...{ name, value, at, replica: own, author: 'somebody' },
    ...revision,
  }));
}

const receive = (to: CurationFolder, things: readonly SharedThing[]) =>
  replicaOf(to).receive(things, nextSeqNo);

/** The other one's bundles as they are asked for. */
function fetchAll(to: CurationFolder, bundles: readonly ListBundle[]): void {
  const missing = replicaOf(to).missingBundles(new Set());
  const isMissing = (one: ListBundle) =>
    missing.some(({ set, place }) => set === one.set && place === one.place);
  replicaOf(to).takeBundles(bundles.filter(isMissing));
}

/** From one to the other, wholly. */
function pass(from: CurationFolder, to: CurationFolder): void {
  const bundles = sendBundles(from);
  receive(to, sendThings(from));
  fetchAll(to, bundles);
}

/** Two products that changed their names. */
const swapped = {
  id: '1',
  successions: [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'a' },
  ],
};

describe('a generation that is to be sent', () => {
  it('is one thing, and is said to stand after its bundles are there', () => {
    generate(ann, many('x'));
    expect(replicaOf(ann).waiting()).toBe(1);
    expect(replicaOf(ann).unsent()).toEqual([]);
    expect(sendBundles(ann).map(({ place, lists }) => [place, lists.length])).toEqual([
      [0, 500],
      [1, 500],
      [2, 200],
    ]);
    expect(replicaOf(ann).unsent()).toMatchObject([{ name: { subject: 'generation' } }]);
    expect(sendThings(ann)).toHaveLength(1);
    expect(replicaOf(ann).waiting()).toBe(0);
  });

  it('is not sent where it was taken back before, and is where that is done again', () => {
    generate(ann, many('x'));
    ann.opened.store.undo(1);
    expect([replicaOf(ann).unsentBundles(), sendThings(ann)]).toEqual([[], []]);
    ann.opened.store.redo(1);
    pass(ann, ben);
    expect(shown(ben, 'p7')).toBe('x q7');
  });

  it('is sent as it was where a product is renamed before, which is said as well', () => {
    generate(ann, few({ a: 'b c', b: 'a' }));
    replicaOf(ann).keepRenamings([swapped]);
    ann.opened.store.followRenamings(replicaOf(ann).renamings());
    expect([shown(ann, 'a'), shown(ann, 'b')]).toEqual(['b', 'a c']);
    const bundles = sendBundles(ann);
    expect(bundles[0]?.lists).toEqual(few({ a: 'b c', b: 'a' }));
    const things = sendThings(ann);
    expect(things.map(({ name }) => name.subject)).toEqual(['generation', 'renaming']);
    receive(ben, things);
    fetchAll(ben, bundles);
    expect([shown(ben, 'a'), shown(ben, 'b')]).toEqual(['b', 'a c']);
  });
});

describe('what others generated', () => {
  it('is shown once all of it is here, whatever is asked for twice', () => {
    generate(ann, many('x'));
    const bundles = sendBundles(ann);
    const things = sendThings(ann);
    expect(receive(ben, things).productIds).toEqual([]);
    expect(replicaOf(ben).missingBundles(new Set())).toHaveLength(3);
    expect(replicaOf(ben).missingBundles(new Set([bundles[0]?.set ?? '']))).toEqual([]);
    const version = ben.opened.store.version;
    replicaOf(ben).takeBundles(bundles.slice(1));
    replicaOf(ben).takeBundles(bundles.slice(1));
    expect([shown(ben, 'p700'), ben.opened.store.version]).toEqual([null, version]);
    expect(
      replicaOf(ben)
        .missingBundles(new Set())
        .map(({ place }) => place),
    ).toEqual([0]);
    expect([...ben.opened.store.everyThing()]).toEqual([]);
    expect(replicaOf(ben).takeBundles(bundles.slice(0, 1)).productIds).toHaveLength(1200);
    expect([shown(ben, 'p7'), shown(ben, 'p700')]).toEqual(['x q7', 'x q700']);
    expect(ben.opened.store.allGenerated('substitute')).toHaveLength(1200);
    expect(ben.opened.store.history().undo).toBeNull();
  });

  it('and took back is shown no longer, nor fetched to its end', () => {
    generate(ann, many('x'));
    const bundles = sendBundles(ann);
    receive(ben, sendThings(ann));
    replicaOf(ben).takeBundles(bundles.slice(0, 1));
    ann.opened.store.undo(1);
    receive(ben, sendThings(ann));
    expect(replicaOf(ben).missingBundles(new Set())).toEqual([]);
    ann.opened.store.redo(1);
    pass(ann, ben);
    expect(shown(ben, 'p700')).toBe('x q700');
    ann.opened.store.undo(1);
    expect(receive(ben, sendThings(ann)).productIds).toHaveLength(1200);
    expect(shown(ben, 'p7')).toBeNull();
  });

  it('lies over one’s own or under it as the cluster wrote them; what is not sent yet is the newest', () => {
    generate(ann, few({ p: 'a' }));
    const bundles = sendBundles(ann);
    const [first] = sendThings(ann);
    generate(ben, few({ p: 'b' }));
    receive(ben, [{ ...(first as SharedThing), seqNo: 100 }]);
    fetchAll(ben, bundles);
    expect(shown(ben, 'p')).toBe('b');
    sendBundles(ben);
    sendThings(ben);
    // It was written before, and heard of later.
    expect(shown(ben, 'p')).toBe('a');
  });

  it('follows renamings that it does not know, in whatever order they come, and none twice', () => {
    generate(ann, few({ a: 'b', c: 'a' }));
    pass(ann, ben);
    replicaOf(ben).keepRenamings([swapped]);
    ben.opened.store.followRenamings(replicaOf(ben).renamings());
    const renaming = sendThings(ben);
    expect(receive(ann, renaming).productIds.toSorted()).toEqual(['b', 'c']);
    receive(ann, renaming);
    expect([shown(ann, 'b'), shown(ann, 'c'), shown(ann, 'a')]).toEqual(['a', 'b', null]);
    // Generated since, it knows that.
    generate(ann, few({ a: 'b', b: 'a c' }));
    pass(ann, ben);
    const cleo = openCurationFolder();
    replicaOf(cleo).begin();
    generate(ben, few({ b: 'a' }));
    const bundles = sendBundles(ben);
    receive(cleo, [...sendThings(ben), ...renaming]);
    fetchAll(cleo, bundles);
    for (const each of [ann, ben]) expect(shown(each, 'a')).toBe('b');
    expect(shown(cleo, 'b')).toBe('a');
    return cleo.remove();
  });
});

it('another index is sent all that stand, in their order', () => {
  generate(ann, few({ p: 'a', q: 'a' }));
  pass(ann, ben);
  generate(ben, few({ p: 'b' }));
  pass(ben, ann);
  replicaOf(ben).startOver('another index');
  expect([shown(ben, 'p'), shown(ben, 'q')]).toEqual(['b', 'a']);
  const bundles = sendBundles(ben);
  expect(bundles).toHaveLength(2);
  const things = sendThings(ben);
  const cleo = openCurationFolder();
  replicaOf(cleo).begin();
  receive(cleo, things);
  fetchAll(cleo, bundles);
  replicaOf(ann).startOver('another index');
  receive(ann, things);
  sendBundles(ann);
  expect(sendThings(ann)).toEqual([]);
  for (const each of [ann, ben, cleo]) {
    expect([shown(each, 'p'), shown(each, 'q')]).toEqual(['b', 'a']);
    expect(replicaOf(each).conflicts()).toEqual([]);
  }
  const everything = ({ opened }: CurationFolder) => JSON.stringify([...opened.store.everyThing()]);
  expect(everything(ann)).toBe(everything(ben));
  return cleo.remove();
});

describe('bundles that nobody needs any more', () => {
  /** What is to be removed once everything so far is received. */
  const removable = (from: CurationFolder) => replicaOf(from).removableBundles(nextSeqNo);
  const setOf = (bundles: readonly ListBundle[]): string => bundles[0]?.set ?? '';

  it('are those of what was taken back, once that cannot be lost any more', () => {
    generate(ann, many('x'));
    const bundles = sendBundles(ann);
    sendThings(ann);
    expect(removable(ann)).toEqual([]);
    ann.opened.store.undo(1);
    expect(removable(ann)).toEqual([]);
    const [takenBack] = sendThings(ann);
    expect(replicaOf(ann).removableBundles((takenBack?.seqNo ?? 0) - 1)).toEqual([]);
    expect(removable(ann)).toEqual([{ set: setOf(bundles), bundles: 3 }]);
    replicaOf(ann).forgetRemoved(removable(ann));
    expect(removable(ann)).toEqual([]);
  });

  it('are others than those of what is said again, which has new ones', () => {
    generate(ann, many('x'));
    const first = sendBundles(ann);
    sendThings(ann);
    ann.opened.store.undo(1);
    ann.opened.store.redo(1);
    const second = sendBundles(ann);
    expect(setOf(second)).not.toBe(setOf(first));
    expect(removable(ann)).toEqual([]);
    sendThings(ann);
    expect(removable(ann)).toEqual([{ set: setOf(first), bundles: 3 }]);
  });

  it('are those that were sent in part of what is forgotten', () => {
    generate(ann, many('x'));
    const [first] = replicaOf(ann).unsentBundles();
    replicaOf(ann).forgetBundles(first === undefined ? [] : [first]);
    ann.opened.store.undo(1);
    expect(removable(ann)).toEqual([]);
    ann.opened.store.decide({
      ...{ type: 'substitute', productId: 'p', lookAlikeId: 'q', state: 'accepted' },
      ...{ position: null, reason: null },
    });
    generate(ann, few({ p: 'a' }));
    sendThings(ann);
    expect(removable(ann)).toEqual([{ set: first?.set, bundles: 3 }]);
  });

  it('are left to whoever takes something back', () => {
    generate(ann, many('x'));
    pass(ann, ben);
    const [{ name = '' } = {}] = replicaOf(ben).generations();
    expect(replicaOf(ben).takeBackGeneration(name)?.productIds).toHaveLength(1200);
    receive(ann, sendThings(ben));
    expect([shown(ann, 'p7'), shown(ben, 'p7')]).toEqual([null, null]);
    expect(removable(ann)).toEqual([]);
    expect(removable(ben)).toMatchObject([{ bundles: 3 }]);
    ben.opened.store.undo(1);
    pass(ben, ann);
    expect([shown(ann, 'p7'), shown(ben, 'p7')]).toEqual(['x q7', 'x q7']);
  });

  it('are kept where who takes them back has not got all: undo brings the same ones back', () => {
    generate(ann, many('x'));
    const bundles = sendBundles(ann);
    receive(ben, sendThings(ann));
    replicaOf(ben).takeBundles(bundles.slice(1));
    const [{ name = '', isWhole } = {}] = replicaOf(ben).generations();
    expect(isWhole).toBe(false);
    replicaOf(ben).takeBackGeneration(name);
    receive(ann, sendThings(ben));
    expect([removable(ann), removable(ben)]).toEqual([[], []]);
    ben.opened.store.undo(1);
    expect(replicaOf(ben).unsentBundles()).toEqual([]);
    receive(ann, sendThings(ben));
    expect([removable(ann), removable(ben)]).toEqual([[], []]);
    replicaOf(ben).takeBundles(bundles.slice(0, 1));
    expect([shown(ann, 'p7'), shown(ben, 'p7')]).toEqual(['x q7', 'x q7']);
  });
});

describe('lists that are done again', () => {
  /** Of six bundles, which are more than are made at once. */
  const all = (first: string): GeneratedList[] =>
    Array.from({ length: 2600 }, (_, at) => ({
      productId: `p${at}`,
      rule: null,
      entries: [first, 'a', 'b'],
    }));

  function doAgain(): void {
    generate(ann, all('x'));
    sendBundles(ann);
    receive(ben, sendThings(ann));
    ann.opened.store.undo(1);
    receive(ben, sendThings(ann));
    ann.opened.store.redo(1);
  }

  it('are bundled a few at a time, and said to stand after all of them', () => {
    doAgain();
    const some = replicaOf(ann).unsentBundles();
    expect(some).toHaveLength(5);
    replicaOf(ann).forgetBundles(some);
    expect(replicaOf(ann).unsent()).toEqual([]);
    const rest = sendBundles(ann);
    expect(rest.map(({ place, lists }) => [place, lists.length])).toEqual([[5, 100]]);
    receive(ben, sendThings(ann));
    fetchAll(ben, [...some, ...rest]);
    expect(ben.opened.store.allGenerated('substitute')).toEqual(ann.opened.store.allGenerated('substitute'));
  });

  it('are bundled anew where products are renamed in between', () => {
    doAgain();
    const some = replicaOf(ann).unsentBundles();
    replicaOf(ann).forgetBundles(some);
    replicaOf(ann).keepRenamings([swapped]);
    ann.opened.store.followRenamings(replicaOf(ann).renamings());
    const rest = sendBundles(ann);
    expect(rest.map(({ place }) => place)).toEqual([0, 1, 2, 3, 4, 5]);
    const things = sendThings(ann);
    receive(ben, things);
    fetchAll(ben, rest);
    expect(shown(ben, 'p7')).toBe('x b a');
    expect(ben.opened.store.allGenerated('substitute')).toEqual(ann.opened.store.allGenerated('substitute'));
    expect(
      replicaOf(ann)
        .removableBundles(nextSeqNo)
        .map(({ set }) => set),
    ).toContain(some[0]?.set);
  });

  it('go on being bundled after they were taken back and done again meanwhile', () => {
    doAgain();
    const some = replicaOf(ann).unsentBundles();
    replicaOf(ann).forgetBundles(some);
    ann.opened.store.undo(1);
    expect(replicaOf(ann).unsentBundles()).toEqual([]);
    ann.opened.store.redo(1);
    const rest = sendBundles(ann);
    expect(rest.map(({ set, place }) => [set, place])).toEqual([[some[0]?.set, 5]]);
  });
});
