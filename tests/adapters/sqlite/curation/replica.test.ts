/** What a replica of a shared catalog's curation keeps to be sent, and how it takes over what others said. */
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Renaming } from '../../../../src/core/imports/storePort.ts';
import type { ReplicaStore, SharedThing, ThingName, UnsentThing } from '../../../../src/core/team/ports.ts';
import { type CurationFolder, openCurationFolder } from './curationFolder.ts';

let curation: CurationFolder;
let replica: ReplicaStore;
let own: string;
let nextSeqNo: number;

beforeEach(() => {
  curation = openCurationFolder();
  begin();
  nextSeqNo = 1;
});

afterEach(() => curation.remove());

function begin(): void {
  replica = curation.opened.store.replica;
  own = replica.begin();
}

const decisionOn = (productId: string, item: string): ThingName => ({
  subject: 'decision',
  listType: 'substitute',
  productId,
  item,
});

const said = (state: string, position: number | null = null): string =>
  JSON.stringify({
    ...{ state, position, reason: null, decidedAt: '2026-01-01T00:00:00.000Z' },
    ...{ pin: 'hard', from: null, until: null },
  });

function byBen(name: ThingName, value: string | null, more: Partial<SharedThing> = {}): SharedThing {
  const at = '2026-01-01T00:00:00.000Z';
  return { name, value, author: 'Ben', at, replica: 'ben', seqNo: nextSeqNo++, primaryTerm: 1, ...more };
}

/** As the cluster would write it. */
const written = (thing: UnsentThing): SharedThing =>
  byBen(thing.name, thing.value, { author: 'Ann', replica: own });

function receive(...things: SharedThing[]) {
  return replica.receive(things, nextSeqNo);
}

/** Everything that is to be sent arrives. */
function send(): string[] {
  const unsent = replica.unsent();
  const accepted = unsent.map((thing) => ({ ...thing, revision: { seqNo: nextSeqNo++, primaryTerm: 1 } }));
  replica.acknowledge(accepted, 'Ann');
  const lines = replica.finished();
  replica.forget(lines);
  return lines.map(({ operation, name: { item } }) => `${operation} ${item}`);
}

const items = (things: readonly UnsentThing[]): string[] => things.map(({ name: { item } }) => item);

it('a catalog of this machine keeps nothing to be sent', async () => {
  const local = openCurationFolder();
  try {
    local.decide('p', 'a', 'accepted');
    local.opened.store.undo(1);
    const database = new Database(local.file, { readonly: true });
    for (const table of ['replica', 'outbox', 'shared_things', 'conflicts'])
      expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
    database.close();
    expect(local.opened.store.replica.waiting()).toBe(0);
  } finally {
    await local.remove();
  }
});

describe('what is changed here', () => {
  it('waits on disk, and is sent once with all that belongs to it', async () => {
    curation.decide('p', 'a', 'pinned');
    curation.decide('p', 'b', 'pinned', { position: 1 });
    await curation.reopen();
    begin();
    expect(replica.waiting()).toBe(2);
    expect(items(replica.unsent())).toEqual(['a', 'b']);
    expect(send()).toEqual(['pin a', 'pin b', 'pin a']);
    expect(replica.waiting()).toBe(0);
    expect(replica.unsent()).toEqual([]);
  });

  it('is made upon what the cluster has', () => {
    receive(byBen(decisionOn('p', 'a'), said('accepted'), { seqNo: 7, primaryTerm: 3 }));
    curation.decide('p', 'a', 'rejected');
    curation.decide('p', 'b', 'rejected');
    expect(replica.unsent().map(({ base }) => base)).toEqual([{ seqNo: 7, primaryTerm: 3 }, null]);
  });

  it('is not sent where it was taken back before', () => {
    curation.decide('p', 'a', 'accepted');
    curation.opened.store.undo(1);
    expect(replica.unsent()).toEqual([]);
    expect(send()).toEqual(['accept a', 'undo a']);
  });

  it('while it is being sent is sent the next time', () => {
    curation.decide('p', 'a', 'accepted');
    const [first] = replica.unsent();
    curation.decide('p', 'a', 'rejected');
    replica.acknowledge([{ ...(first as UnsentThing), revision: { seqNo: 4, primaryTerm: 1 } }], 'Ann');
    expect(replica.unsent()).toMatchObject([{ base: { seqNo: 4 }, name: { item: 'a' } }]);
    expect(replica.unsent()[0]?.value).toContain('rejected');
  });

  it('tells who listens, and only of what is to be sent', () => {
    let told = 0;
    const stop = replica.onUnsent(() => told++);
    curation.decide('p', 'a', 'accepted');
    receive(byBen(decisionOn('p', 'b'), said('accepted')));
    expect(told).toBe(1);
    stop();
    curation.decide('p', 'c', 'accepted');
    expect(told).toBe(1);
  });
});

describe('what others say', () => {
  it('stands, and is no step of one’s own', () => {
    const applied = receive(byBen(decisionOn('p', 'a'), said('accepted')));
    expect(applied).toMatchObject({ productIds: ['p'], subjects: new Set(['decision']), conflicts: 0 });
    expect(curation.list('p')).toBe('a accepted');
    expect(curation.opened.store.history().undo).toBeNull();
    expect(replica.waiting()).toBe(0);
    expect(replica.mark().received).toBe(nextSeqNo);
  });

  it('is taken over once, and never by what is older', () => {
    const name = decisionOn('p', 'a');
    const older = byBen(name, said('rejected'));
    receive(byBen(name, said('accepted')));
    expect(receive(older).subjects.size).toBe(0);
    expect(curation.list('p')).toBe('a accepted');
    // The same number in another term is another write.
    receive(byBen(name, null, { seqNo: 2, primaryTerm: 2 }));
    expect(curation.list('p')).toBe('');
  });

  it('and is not understood is passed over and named', () => {
    const strange = byBen({ ...decisionOn('p', 'a'), subject: 'mood' }, '{}');
    const torn = byBen(decisionOn('p', 'b'), '{"state":"pinned","position":null}');
    const applied = receive(strange, torn, byBen(decisionOn('p', 'c'), said('accepted')));
    expect(applied.unknown).toEqual([strange.name, torn.name]);
    expect(curation.list('p')).toBe('c accepted');
  });

  it('is left alone by undo, whoever said the same before', () => {
    curation.decide('p', 'a', 'accepted');
    send();
    receive(byBen(decisionOn('p', 'a'), said('accepted')));
    curation.opened.store.undo(1);
    expect(curation.list('p')).toBe('a accepted');
  });

  it('is what corrections are read from', () => {
    expect(curation.opened.store.corrections.of('p')).toBeUndefined();
    const value = JSON.stringify({ value: 'Red', correctedAt: '2026', metadataThen: null });
    receive(byBen({ subject: 'correction', listType: '', productId: 'p', item: 'colour' }, value));
    expect(curation.opened.store.corrections.of('p')?.get('colour')?.value).toBe('Red');
  });
});

describe('what is said here and elsewhere', () => {
  it('stands as the other said it, and is kept to be settled', async () => {
    curation.decide('p', 'a', 'accepted');
    const applied = receive(byBen(decisionOn('p', 'a'), said('rejected')));
    expect(applied.conflicts).toBe(1);
    expect(curation.list('p')).toBe('a rejected');
    await curation.reopen();
    begin();
    const [conflict] = replica.conflicts();
    expect(conflict).toMatchObject({ operation: 'accept', things: [{ author: 'Ben' }] });
    expect(replica.waiting()).toBe(0);
    expect(curation.opened.store.history().undo).toBeNull();
    expect(replica.settle(conflict?.id ?? 0, 'mine')?.productIds).toEqual(['p']);
    expect(curation.list('p')).toBe('a accepted');
    expect(replica.unsent()).toMatchObject([{ base: { seqNo: 1 } }]);
    curation.opened.store.undo(1);
    expect(curation.list('p')).toBe('a rejected');
    expect(replica.settle(conflict?.id ?? 0, 'mine')).toBeNull();
  });

  it('shows what stands by now', () => {
    curation.decide('p', 'a', 'accepted');
    receive(byBen(decisionOn('p', 'a'), said('rejected')));
    receive(byBen(decisionOn('p', 'a'), null, { author: 'Cleo' }));
    expect(replica.conflicts()).toMatchObject([{ things: [{ author: 'Cleo', theirs: null }] }]);
  });

  it('is no conflict where it is the same', () => {
    curation.decide('p', 'a', 'accepted');
    const applied = receive(byBen(decisionOn('p', 'a'), said('accepted')));
    expect(applied.conflicts).toBe(0);
    expect(replica.waiting()).toBe(0);
    expect(replica.conflicts()).toEqual([]);
  });

  it('is one step with all that was made along with it', () => {
    receive(byBen(decisionOn('p', 'a'), said('pinned', 1)), byBen(decisionOn('p', 'b'), said('pinned', 2)));
    curation.decide('p', 'c', 'pinned', { position: 1 });
    curation.decide('q', 'x', 'accepted');
    receive(byBen(decisionOn('p', 'b'), said('rejected')));
    expect(curation.list('p')).toBe('a pinned, b rejected');
    const [conflict, ...others] = replica.conflicts();
    expect(others).toEqual([]);
    expect(conflict?.things.map(({ name, author }) => [name.item, author])).toEqual([
      ['c', null],
      ['a', null],
      ['b', 'Ben'],
    ]);
    expect(items(replica.unsent())).toEqual(['x']);
    replica.settle(conflict?.id ?? 0, 'mine');
    expect(curation.list('p')).toBe('c pinned, a pinned, b pinned');
  });

  it('is written back where a part of it may have arrived', () => {
    receive(byBen(decisionOn('p', 'a'), said('pinned', 1)), byBen(decisionOn('p', 'b'), said('pinned', 2)));
    curation.decide('p', 'c', 'pinned', { position: 1 });
    const tried = replica.unsent();
    receive(byBen(decisionOn('p', 'b'), said('rejected')));
    expect(curation.list('p')).toBe('a pinned, b rejected');
    expect(items(replica.unsent())).toEqual(['c', 'a']);
    expect(replica.waiting()).toBe(0);
    // The own write of one of them comes late: it is still to be written over.
    const late = tried.find(({ name }) => name.item === 'c') as UnsentThing;
    const arrived = written(late);
    receive(arrived);
    expect(curation.list('p')).toBe('a pinned, b rejected');
    const unsent = replica.unsent();
    expect(unsent.find(({ name }) => name.item === 'c')).toMatchObject({
      value: null,
      base: { seqNo: arrived.seqNo },
    });
    expect(send()).toEqual(['take-back c', 'take-back a']);
    expect(replica.unsent()).toEqual([]);
  });

  it('counts as sent where the own write arrived and its answer did not', () => {
    curation.decide('p', 'a', 'accepted');
    const [thing] = replica.unsent();
    curation.decide('p', 'a', 'rejected');
    receive(written(thing as UnsentThing));
    expect(curation.list('p')).toBe('a rejected');
    expect(replica.conflicts()).toEqual([]);
    expect(replica.unsent()).toMatchObject([{ base: { seqNo: 1 } }]);
    expect(send()).toEqual(['accept a', 'reject a']);
  });
});

describe('another index than before', () => {
  it('is sent everything that it lacks', () => {
    curation.decide('p', 'a', 'accepted');
    send();
    receive(byBen(decisionOn('p', 'b'), said('rejected')));
    replica.startOver('an index');
    expect(replica.mark()).toMatchObject({ origin: 'an index', received: -1 });
    receive(byBen(decisionOn('p', 'b'), said('rejected')));
    expect(replica.unsent()).toMatchObject([{ name: { item: 'a' }, base: null }]);
    expect(replica.conflicts()).toEqual([]);
  });

  it('that lost what it had is sent it again', () => {
    curation.decide('p', 'a', 'accepted');
    send();
    curation.decide('p', 'a', 'rejected');
    replica.correct(decisionOn('p', 'a'), null);
    expect(replica.unsent()).toMatchObject([{ base: null }]);
  });
});

describe('products that an import renamed', () => {
  const renaming = (id: string, ...pairs: [from: string, to: string][]): Renaming => ({
    id,
    successions: pairs.map(([from, to]) => ({ from, to })),
  });

  function follow(): number[] {
    return curation.opened.store.followRenamings(replica.renamings()).map(({ moved }) => moved);
  }

  it('are kept until decisions have followed, others’ as well, and are followed once', async () => {
    curation.decide('p', 'a', 'accepted');
    receive(byBen(decisionOn('q', 'a'), said('pinned', 1)));
    send();
    const all = [renaming('1', ['p', 'p2'], ['q', 'p']), renaming('2', ['p2', 'p3'])];
    replica.keepRenamings(all);
    replica.keepRenamings(all);
    await curation.reopen();
    begin();
    expect(replica.renamings()).toEqual(all);
    expect(follow()).toEqual([2, 1]);
    expect([curation.list('p'), curation.list('p3')]).toEqual(['a pinned', 'a accepted']);
    expect(replica.renamings()).toEqual([]);
    // What was to be forgotten where it comes from comes again.
    replica.keepRenamings([...all, renaming('3', ['p', 'q'])]);
    expect(replica.renamings().map(({ id }) => id)).toEqual(['3']);
    expect(send()).toEqual(expect.arrayContaining(['follow a']));
    expect(replica.waiting()).toBe(0);
  });

  it('take each thing along by itself: another who says otherwise of one holds up no other', () => {
    receive(
      byBen(decisionOn('p', 'a'), said('accepted')),
      byBen(decisionOn('p', 'b'), said('accepted')),
      byBen(decisionOn('r', 'a'), said('accepted')),
    );
    replica.keepRenamings([renaming('1', ['p', 'r'], ['r', 'p'])]);
    expect(follow()).toEqual([3]);
    expect([curation.list('p'), curation.list('r')]).toEqual(['a accepted', 'a accepted, b accepted']);
    receive(byBen(decisionOn('p', 'b'), said('rejected')));
    expect(replica.conflicts().map(({ things }) => things.map(({ name }) => name.productId))).toEqual([
      ['p', 'r'],
    ]);
    expect([curation.list('p'), curation.list('r')]).toEqual(['a accepted, b rejected', 'a accepted']);
  });

  it('leave what others said under the new ids where that is to stand; what says otherwise rests', () => {
    receive(
      byBen(decisionOn('p', 'a'), said('pinned', 1)),
      byBen(decisionOn('p', 'b'), said('accepted')),
      byBen(decisionOn('p', 'c'), said('accepted')),
      byBen(decisionOn('p2', 'a'), said('rejected')),
      byBen(decisionOn('p2', 'b'), said('accepted')),
    );
    replica.keepRenamings([renaming('1', ['p', 'p2'])]);
    const followed = curation.opened.store.followRenamings(replica.renamings(), 'standing');
    expect(followed).toMatchObject([{ moved: 1, merged: 1, resting: 1 }]);
    expect([curation.list('p2'), curation.list('p')]).toEqual([
      'a rejected, b accepted, c accepted',
      'a pinned',
    ]);
    // What others said is not said again.
    expect(
      replica.unsent().map(({ name, value }) => `${name.productId} ${name.item} ${value === null}`),
    ).toEqual(['p b true', 'p c true', 'p2 c false']);
  });

  it('rest under ids of their own where another product has the old one now', () => {
    receive(
      byBen(decisionOn('p', 'a'), said('pinned', 1)),
      byBen(decisionOn('q', 'a'), said('accepted')),
      byBen(decisionOn('r', 'a'), said('rejected')),
    );
    replica.keepRenamings([renaming('1', ['q', 'p'], ['p', 'r'])]);
    const followed = curation.opened.store.followRenamings(replica.renamings(), 'standing');
    expect(followed).toMatchObject([{ moved: 1, resting: 1 }]);
    expect([curation.list('p'), curation.list('q'), curation.list('r')]).toEqual([
      'a accepted',
      '',
      'a rejected',
    ]);
    const kept = [...curation.opened.store.everyThing()].map(({ name }) => name.productId);
    expect(kept.filter((id) => id.startsWith('p (until'))).toHaveLength(1);
  });

  /** As another one's follow sends it. */
  const moved = (from: ThingName, by: string) => ({ moved: { from, by } });
  const standing = (name: ThingName): string | null =>
    [...curation.opened.store.everyThing()].find((one) => JSON.stringify(one.name) === JSON.stringify(name))
      ?.value ?? null;

  it('say where what they take along was said', () => {
    receive(byBen(decisionOn('p', 'a'), said('accepted')));
    replica.keepRenamings([renaming('1', ['p', 'p2'])]);
    follow();
    expect(replica.unsent().map(({ name, moved: of }) => [name.productId, of])).toEqual([
      ['p', undefined],
      ['p2', { from: decisionOn('p', 'a'), by: '1' }],
    ]);
    curation.decide('p2', 'a', 'rejected');
    expect(replica.unsent().map(({ moved: of }) => of)).toEqual([undefined, undefined]);
  });

  it('take steps along that were made on another machine: they are undone and done again there', () => {
    curation.decide('p', 'a', 'accepted');
    curation.decide('p', 'b', 'pinned');
    send();
    const [ofA, ofB] = [decisionOn('p', 'a'), decisionOn('p', 'b')];
    const [a, b] = [standing(ofA), standing(ofB)];
    receive(
      byBen(ofA, null),
      byBen(ofB, null),
      byBen(decisionOn('p2', 'a'), a, moved(ofA, '1')),
      byBen(decisionOn('p2', 'b'), b, moved(ofB, '1')),
    );
    expect(curation.opened.store.history().undo).toMatchObject({ id: 'p2', lookAlike: 'b' });
    expect(curation.opened.store.undo(2).productIds).toEqual(['p2']);
    expect([curation.list('p'), curation.list('p2')]).toEqual(['', '']);
    expect(send()).toEqual(['undo b', 'undo a']);
    curation.opened.store.redo(2);
    expect([curation.list('p'), curation.list('p2')]).toEqual(['', 'b pinned, a accepted']);
  });

  it('take steps along where two changed their names, in whatever pages that comes', () => {
    curation.decide('p', 'a', 'accepted');
    curation.decide('q', 'a', 'rejected');
    send();
    const [ofP, ofQ] = [decisionOn('p', 'a'), decisionOn('q', 'a')];
    const [p, q] = [standing(ofP), standing(ofQ)];
    receive(byBen(ofP, q, moved(ofQ, '1')));
    receive(byBen(ofQ, p, moved(ofP, '1')));
    expect(curation.opened.store.history().undo).toMatchObject({ id: 'p', operation: 'reject' });
    curation.opened.store.undo(1);
    expect([curation.list('p'), curation.list('q')]).toEqual(['', 'a accepted']);
    curation.opened.store.undo(1);
    expect([curation.list('p'), curation.list('q')]).toEqual(['', '']);
  });

  it('take what was said along through several renamings, sent or not, seen in between or not', () => {
    const places = [
      { from: decisionOn('p', 'a'), by: '1' },
      { from: decisionOn('p2', 'a'), by: '2' },
      { from: decisionOn('p3', 'a'), by: '3' },
    ] as const;
    receive(byBen(decisionOn('p', 'a'), said('accepted')));
    replica.keepRenamings([renaming('1', ['p', 'p2']), renaming('2', ['p2', 'p3'])]);
    follow();
    const twice = { ...places[1], earlier: [places[0]] };
    expect(replica.unsent().filter(({ value }) => value !== null)).toMatchObject([{ moved: twice }]);
    send();
    replica.keepRenamings([renaming('3', ['p3', 'p4'])]);
    follow();
    const thrice = { ...places[2], earlier: places.slice(0, 2) };
    expect(replica.unsent().filter(({ value }) => value !== null)).toMatchObject([{ moved: thrice }]);
    // What is said anew is said under that name.
    curation.decide('p4', 'a', 'rejected');
    replica.keepRenamings([renaming('4', ['p4', 'p5'])]);
    follow();
    const [last] = replica.unsent().filter(({ value }) => value !== null);
    expect(last?.moved).toEqual({ from: decisionOn('p4', 'a'), by: '4' });
  });

  it('leave a step to its author, whichever of several renamings were seen in between', () => {
    const ofP = decisionOn('p', 'a');
    const first = { from: ofP, by: '1' };
    const twice = { moved: { from: decisionOn('p2', 'a'), by: '2', earlier: [first] } };
    curation.decide('p', 'a', 'accepted');
    send();
    const text = standing(ofP);
    receive(byBen(ofP, null), byBen(decisionOn('p3', 'a'), text, twice));
    expect(curation.opened.store.undo(1).productIds).toEqual(['p3']);
    curation.decide('q', 'a', 'accepted');
    send();
    const ofQ = standing(decisionOn('q', 'a'));
    const toQ2 = moved(decisionOn('q', 'a'), '1');
    const toQ3 = { moved: { from: decisionOn('q2', 'a'), by: '2', earlier: [toQ2.moved] } };
    receive(byBen(decisionOn('q', 'a'), null), byBen(decisionOn('q2', 'a'), ofQ, toQ2));
    receive(byBen(decisionOn('q2', 'a'), null), byBen(decisionOn('q3', 'a'), ofQ, toQ3));
    expect(curation.opened.store.undo(1).productIds).toEqual(['q3']);
    expect([curation.list('p3'), curation.list('q3')]).toEqual(['', '']);
  });

  it('take nothing along of a product that has one of these names by now', () => {
    curation.decide('p', 'a', 'accepted');
    curation.decide('q', 'a', 'rejected');
    send();
    const [ofP, ofQ] = [decisionOn('p', 'a'), decisionOn('q', 'a')];
    const [p, q] = [standing(ofP), standing(ofQ)];
    // They change their names, and then the one that is q by now becomes r.
    receive(byBen(ofP, q, moved(ofQ, '1')));
    receive(byBen(ofQ, null));
    const earlier = [{ from: ofP, by: '1' }];
    receive(byBen(decisionOn('r', 'a'), p, { moved: { from: ofQ, by: '2', earlier } }));
    curation.opened.store.undo(1);
    expect([curation.list('p'), curation.list('r')]).toEqual(['', 'a accepted']);
    curation.opened.store.undo(1);
    expect([curation.list('p'), curation.list('r')]).toEqual(['', '']);
  });

  it('leave what others said since to them', () => {
    curation.decide('p', 'a', 'accepted');
    send();
    receive(byBen(decisionOn('p', 'a'), said('pinned', 1)));
    receive(
      byBen(decisionOn('p', 'a'), null),
      byBen(decisionOn('p2', 'a'), said('pinned', 1), moved(decisionOn('p', 'a'), '1')),
    );
    curation.opened.store.undo(1);
    expect(curation.list('p2')).toBe('a pinned');
  });
});
