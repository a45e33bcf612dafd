import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql as firstSchema } from '../../../../src/adapters/sqlite/curation/migrations/0001-curation.ts';
import { openCuration } from '../../../../src/adapters/sqlite/curation/openCuration.ts';
import { openSqlite } from '../../../../src/adapters/sqlite/openSqlite.ts';
import { type CurationFolder, openCurationFolder } from './curationFolder.ts';

let place: CurationFolder;

beforeEach(() => {
  place = openCurationFolder();
});

afterEach(() => place.remove());

const related = { type: 'related', title: 'Goes with it', length: 8, fold: 3 };

describe('types of lists', () => {
  it('are added, changed and removed, each a step that undo takes back, also after a restart', async () => {
    const { store } = place.opened;
    expect(store.saveType(related)).toBe(true);
    expect(store.saveType({ ...related, title: 'Related' })).toBe(false);
    expect(store.removeType('related')).toBe(0);
    expect(store.removeType('related')).toBeNull();
    await place.reopen();
    const titles = () => place.opened.store.types().map(({ title }) => title);
    expect(titles()).toEqual(['Look-alikes']);
    const undone = () =>
      place.opened.store.undo(1).steps.map(({ operation, type }) => `${operation} ${type}`);
    expect([undone(), titles()]).toEqual([['remove-type related'], ['Look-alikes', 'Related']]);
    expect([undone(), titles()]).toEqual([['change-type related'], ['Look-alikes', 'Goes with it']]);
    expect([undone(), titles()]).toEqual([['add-type related'], ['Look-alikes']]);
    expect(place.opened.store.redo(3).steps).toHaveLength(3);
    expect(titles()).toEqual(['Look-alikes']);
  });

  it('change nothing where they are saved as they are', () => {
    const { store } = place.opened;
    store.saveType(related);
    const { version } = store;
    store.saveType(related);
    expect(store.version).toBe(version);
  });
});

describe('a list that is done', () => {
  it('follows its product to another id, and undo finds it there', () => {
    const { store } = place.opened;
    place.decide('a', 'b', 'accepted');
    store.setDone('substitute', [{ productId: 'a', seen: ['b', 'c'] }]);
    expect(store.follow([{ from: 'a', to: 'z' }])).toMatchObject({ moved: 1 });
    expect([...store.listStates('substitute').done]).toEqual(['z']);
    expect(store.seenIn('z', 'substitute')).toEqual(['b', 'c']);
    expect(store.undo(1)).toMatchObject({ steps: [{ operation: 'finish', id: 'z' }], productIds: ['z'] });
    expect(store.listStates('substitute')).toEqual({ begun: new Set(['z']), done: new Set() });
  });
});

describe('reasons of rejections', () => {
  it('are told by how often they were said, whatever list it was for; an empty one takes back what was said', () => {
    const { store } = place.opened;
    place.decide('a', 'b', 'rejected', { reason: 'wrong colour' });
    place.decide('a', 'c', 'rejected', { reason: 'blurred' });
    place.decide('b', 'c', 'rejected', { reason: 'blurred', type: 'related' });
    place.decide('a', 'd', 'accepted', { reason: 'lovely' });
    place.decide('a', 'e', 'rejected');
    expect(store.reasons()).toEqual(['blurred', 'wrong colour']);
    place.decide('a', 'b', 'rejected', { reason: '' });
    expect(store.decisionsOf('a').find(({ id }) => id === 'b')).toMatchObject({
      state: 'rejected',
      reason: null,
    });
    expect(store.reasons()).toEqual(['blurred']);
    store.undo(1);
    expect(store.reasons()).toEqual(['blurred', 'wrong colour']);
  });
});

describe('lists that are done at once', () => {
  it('are one step: it tells which were not done yet, and one undo takes all of them back', () => {
    const { store } = place.opened;
    store.setDone('related', [{ productId: 'a', seen: ['b'] }]);
    const three = ['a', 'b', 'c'].map((productId) => ({ productId, seen: ['b'] }));
    expect(store.setDone('related', three)).toEqual(['b', 'c']);
    expect([...store.listStates('related').done]).toEqual(['a', 'b', 'c']);
    expect(store.undo(1).productIds.toSorted()).toEqual(['b', 'c']);
    expect([...store.listStates('related').done]).toEqual(['a']);
  });
});

describe('the schema of before there were types', () => {
  it('has its pins at places without gaps, hard and undated, and what it did can be undone', async () => {
    const file = join(place.folder, 'old.db');
    const old = openSqlite(file, {
      applicationId: 0x54574355,
      migrations: [{ sql: firstSchema }],
      wayOut: '',
    });
    const value = (position: number) =>
      JSON.stringify({ state: 'pinned', position, reason: null, decidedAt: '2026-01-01' });
    for (const [id, position] of [
      ['b', 2],
      ['c', 5],
    ] as const) {
      old.exec(
        `INSERT INTO decisions VALUES ('substitute', 'a', '${id}', 'pinned', ${position}, NULL, '2026-01-01')`,
      );
      old.exec(`INSERT INTO journal VALUES (${position}, ${position}, 'pin', 'decision', 'substitute', 'a', '${id}',
        NULL, '${value(position)}', '2026-01-01', 'done')`);
    }
    old.close();
    const opened = openCuration(file, join(place.folder, 'old backups'), (problem) =>
      place.problems.push(problem),
    );
    const told = () =>
      opened.store.decisionsOf('a').map(({ id, pin, position, from }) => `${id} ${pin} ${position} ${from}`);
    expect(told()).toEqual(['b hard 1 null', 'c hard 2 null']);
    expect(opened.store.undo(1).steps).toMatchObject([{ operation: 'pin', lookAlike: 'c' }]);
    expect(told()).toEqual(['b hard 1 null']);
    opened.store.redo(1);
    expect(told()).toEqual(['b hard 1 null', 'c hard 5 null']);
    await opened.close();
  });
});
