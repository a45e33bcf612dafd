/** Two curators of one shared catalog on a real cluster, each with a whole replica of what is decided. */
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { addressOf } from '../fixtures/sampleCatalog.ts';
import { areEqual, areTogether, makeTeamCatalog, openTeammate, type Teammate } from '../fixtures/teammate.ts';

let address: string;
let ann: Teammate;
let ben: Teammate;
let count = 0;

beforeEach(async () => {
  address = addressOf(`team${count++}`);
  await makeTeamCatalog(address);
  ann = openTeammate('Ann', address);
  ben = openTeammate('Ben', address);
  await areTogether(ann, ben);
});

afterEach(async () => {
  await Promise.all([ann.close(), ben.close()]);
});

const becomeEqual = (): Promise<void> => areEqual(ann, ben);

async function search(index: string, query: object): Promise<Record<string, unknown>[]> {
  const host = `http://${inject('clusterHosts').split(',')[0]}`;
  const name = address.slice(address.lastIndexOf('/') + 1);
  await fetch(`${host}/${name}-${index}/_refresh`, { method: 'POST' });
  const answer = await fetch(`${host}/${name}-${index}/_search?size=100`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, sort: [{ _seq_no: 'asc' }] }),
  });
  const { hits } = (await answer.json()) as { hits: { hits: { _source: Record<string, unknown> }[] } };
  return hits.hits.map(({ _source }) => _source);
}

describe('two who decide in turns', () => {
  it('see each other’s decisions within two seconds', async () => {
    const waits: number[] = [];
    for (let turn = 0; turn < 10; turn++) {
      const [one, other] = turn % 2 === 0 ? [ann, ben] : [ben, ann];
      const startedAtMs = performance.now();
      one.decide('p', `l${turn}`, turn % 3 === 0 ? 'rejected' : 'accepted');
      await expect.poll(() => other.list('p'), { interval: 20 }).toContain(`l${turn} `);
      waits.push(performance.now() - startedAtMs);
    }
    await becomeEqual();
    expect(ann.list('p').split(', ')).toHaveLength(10);
    expect(ben.applied[0]).toMatchObject({ productIds: ['p'], subjects: new Set(['decision']) });
    expect(waits.toSorted((a, b) => a - b)[5]).toBeLessThan(2000);
  });

  it('share corrections, lists that are done, types, boards and what is sold out', async () => {
    ann.store.corrections.correct([{ productId: 'p', field: 'colour', value: 'Red' }], () => 'Pink');
    ann.store.setDone('substitute', [{ productId: 'p', seen: ['a', 'b'] }]);
    ann.store.saveType({ type: 'outfit', title: 'Outfits', length: 5, fold: 3 });
    ben.store.boards.mark({ name: 'Summer', ids: ['a', 'b'], opinion: 'liked' });
    ben.store.nameSoldOut({ field: 'stock', values: ['0'] });
    await becomeEqual();
    await expect.poll(() => ben.store.corrections.of('p')?.get('colour')?.value).toBe('Red');
    expect(ben.store.seenIn('p', 'substitute')).toEqual(['a', 'b']);
    expect(ben.store.types().map(({ type }) => type)).toContain('outfit');
    await expect.poll(() => ann.store.boards.get('Summer')?.liked).toEqual(['a', 'b']);
    expect(ann.store.soldOut()).toEqual({ field: 'stock', values: ['0'] });
  });

  it('keep who did what in a journal of their own', async () => {
    ann.decide('p', 'a', 'pinned');
    await becomeEqual();
    ben.decide('p', 'b', 'pinned', { position: 1 });
    await becomeEqual();
    await expect.poll(() => search('journal', { term: { author: 'Ben' } })).toHaveLength(2);
    const lines = await search('journal', { term: { author: 'Ben' } });
    expect(lines.map(({ operation }) => operation)).toEqual(['pin', 'pin']);
    expect(new Set(lines.map(({ step }) => step)).size).toBe(1);
    expect(lines[0]).toMatchObject({ product: 'p', after: { item: 'b', said: { position: 1 } } });
    expect(lines[1]).toMatchObject({
      before: { item: 'a', said: { position: 1 } },
      after: { said: { position: 2 } },
    });
  });

  it('undo their own steps and leave the other’s', async () => {
    ann.decide('p', 'a', 'accepted');
    await becomeEqual();
    ben.decide('p', 'b', 'accepted');
    await becomeEqual();
    expect(ann.store.undo(1).steps).toHaveLength(1);
    await becomeEqual();
    expect(ben.list('p')).toBe('b accepted');
    expect(ann.store.undo(1).steps).toHaveLength(0);
    ann.store.redo(1);
    await becomeEqual();
    // Ben says the same of it, with a reason of his own: it is his now.
    ben.decide('p', 'a', 'accepted', { reason: 'same last' });
    await becomeEqual();
    ann.store.undo(1);
    await becomeEqual();
    expect(ann.list('p')).toContain('a accepted');
  });
});

describe('one thing that both decide at once', () => {
  /** Each decides before hearing of the other; Ben's cluster hears of it last. */
  async function disagree(): Promise<void> {
    ann.decide('p', 'a', 'accepted');
    ben.decide('p', 'a', 'rejected');
    await expect.poll(() => ann.together.state().conflicts + ben.together.state().conflicts).toBe(1);
    await becomeEqual();
  }
  const loser = (): Teammate => (ann.together.state().conflicts === 1 ? ann : ben);
  const winner = (): Teammate => (loser() === ann ? ben : ann);

  it('stands as the first said; the second is told, and can leave it so', async () => {
    await disagree();
    const [conflict] = loser().together.conflicts();
    const stands = winner() === ann ? 'accepted' : 'rejected';
    expect(loser().list('p')).toBe(`a ${stands}`);
    expect(conflict?.things).toHaveLength(1);
    expect(conflict?.things[0]).toMatchObject({
      name: { productId: 'p', item: 'a' },
      author: winner().author,
    });
    expect(conflict?.things[0]?.theirs).toContain(stands);
    expect(conflict?.things[0]?.mine).not.toContain(stands);
    // What was not to be is no step that undo could take back.
    expect(loser().store.history().undo).toBeNull();
    loser().together.settle(conflict?.id ?? 0, 'theirs');
    expect(loser().together.state().conflicts).toBe(0);
    expect(() => loser().together.settle(conflict?.id ?? 0, 'mine')).toThrow('settled already');
    await becomeEqual();
    expect(ann.list('p')).toBe(`a ${stands}`);
  });

  it('becomes the second’s where that one says so again, and can be undone', async () => {
    await disagree();
    const [one, other] = [loser(), winner()];
    const theirs = other.list('p');
    const [conflict] = one.together.conflicts();
    one.together.settle(conflict?.id ?? 0, 'mine');
    expect(one.list('p')).not.toBe(theirs);
    await becomeEqual();
    expect(other.together.state().conflicts).toBe(0);
    one.store.undo(1);
    expect(one.list('p')).toBe(theirs);
    await becomeEqual();
  });

  it('is no conflict where both say the same', async () => {
    ann.decide('p', 'a', 'accepted');
    ben.decide('p', 'a', 'accepted');
    ann.decide('p', 'b', 'pinned');
    ben.decide('p', 'b', 'pinned');
    await becomeEqual();
    expect(ann.together.state().conflicts + ben.together.state().conflicts).toBe(0);
    expect(ann.list('p')).toBe('b pinned, a accepted');
  });

  it('is as before with all that was made along with it', async () => {
    ann.decide('p', 'a', 'pinned');
    ann.decide('p', 'b', 'pinned');
    await becomeEqual();
    // Ann's pin moves both; Ben takes one of them off.
    ann.decide('p', 'c', 'pinned', { position: 1 });
    ben.decide('p', 'b', null);
    await expect.poll(() => ann.together.state().conflicts + ben.together.state().conflicts).toBe(1);
    await becomeEqual();
    const [conflict] = loser().together.conflicts();
    if (loser() === ann) {
      expect(ann.list('p')).toBe('a pinned');
      expect(conflict?.things.map(({ name }) => name.item)).toEqual(['c', 'a', 'b']);
      ann.together.settle(conflict?.id ?? 0, 'mine');
      await becomeEqual();
      expect(ben.list('p')).toBe('c pinned, a pinned, b pinned');
    } else {
      expect(ben.list('p')).toBe('c pinned, a pinned, b pinned');
      expect(conflict?.things.map(({ name }) => name.item)).toEqual(['b']);
      ben.together.settle(conflict?.id ?? 0, 'mine');
      await becomeEqual();
      expect(ann.list('p')).toBe('c pinned, a pinned');
    }
  });
});

describe('somebody who comes later, or anew', () => {
  it('has all of it', async () => {
    for (let at = 0; at < 30; at++) ann.decide('p', `l${at}`, 'accepted');
    ann.decide('p', 'l3', null);
    await becomeEqual();
    const cleo = openTeammate('Cleo', address);
    try {
      await expect.poll(() => cleo.everything()).toBe(ann.everything());
      expect(cleo.store.history().undo).toBeNull();
    } finally {
      await cleo.close();
    }
  });

  it('goes on where it was closed', async () => {
    ann.decide('p', 'a', 'accepted');
    await ann.together.close();
    ann.decide('p', 'b', 'accepted');
    ben.decide('p', 'c', 'rejected');
    await areTogether(ben);
    await ann.restart();
    await becomeEqual();
    expect(ben.list('p')).toBe('a accepted, b accepted, c rejected');
    ann.store.undo(1);
    await becomeEqual();
    expect(ben.list('p')).toBe('a accepted, c rejected');
  });
});

describe('people', () => {
  it('see who works on a list, take it and give it back', async () => {
    const list = { type: 'substitute', productId: 'p' };
    ann.together.look('window 1', list);
    await expect.poll(() => ben.together.people().present).toEqual([{ author: 'Ann', lists: [list] }]);
    expect(ann.together.people().present).toEqual([]);
    await ann.together.takeList(list, null);
    await expect
      .poll(() => ben.together.people().taken)
      .toMatchObject([{ ...list, author: 'Ann', isOwn: false }]);
    await expect.poll(() => ann.together.people().taken).toMatchObject([{ ...list, isOwn: true }]);
    await expect(ben.together.takeList(list, null)).rejects.toThrow('Ann took the list of p at');
    await ben.together.giveBackList(list);
    await ben.together.takeList(list, 'Ann');
    await expect.poll(() => ann.together.people().taken).toMatchObject([{ author: 'Ben', isOwn: false }]);
    await ben.together.giveBackList(list);
    await expect.poll(() => ann.together.people().taken).toEqual([]);
    ann.together.look('window 1', null);
    await expect.poll(() => ben.together.people().present).toEqual([]);
    ann.together.look('window 2', list);
    await expect.poll(() => ben.together.people().present).toHaveLength(1);
    await ann.restart();
    await expect.poll(() => ben.together.people().present).toEqual([]);
  });
});
