import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CurationFolder, openCurationFolder } from './curationFolder.ts';

let place: CurationFolder;

beforeEach(() => {
  place = openCurationFolder();
});

afterEach(() => place.remove());

/** Keeps lists as a job does. */
function generate(lists: Readonly<Record<string, string[]>>, type = 'substitute'): void {
  const { store } = place.opened;
  const generation = store.beginGeneration(type, '{}');
  const kept = Object.entries(lists).map(([productId, entries]) => ({ productId, rule: 0, entries }));
  store.addGenerated(generation, type, kept);
  store.applyGeneration(generation, type);
}

const listOf = (productId: string, type = 'substitute') =>
  place.opened.store.generatedOf(productId, type)?.entries.join(' ') ?? null;

/** Numbers of rows in the file. */
function count(what: string): unknown {
  const database = new Database(place.file, { readonly: true });
  try {
    return database.prepare(`SELECT count(*) FROM ${what}`).pluck().get();
  } finally {
    database.close();
  }
}

describe('a generation', () => {
  it('is one step of one line, however many its lists are, taken back and done again, also after a restart', async () => {
    generate({ a: ['b', 'c'], b: ['a'] });
    generate({ a: ['c'] });
    expect([listOf('a'), listOf('b')]).toEqual(['c', 'a']);
    expect(count('journal')).toBe(2);
    await place.reopen();
    expect(place.opened.store.undo(1)).toMatchObject({
      steps: [{ operation: 'generate', id: '', lookAlike: null }],
      productIds: ['a'],
    });
    expect([listOf('a'), listOf('b')]).toEqual(['b c', 'a']);
    place.opened.store.undo(1);
    expect([listOf('a'), listOf('b')]).toEqual([null, null]);
    await place.reopen();
    place.opened.store.redo(2);
    expect([listOf('a'), listOf('b')]).toEqual(['c', 'a']);
  });

  it('changes nothing before it is applied, and is cleared away where it never was', () => {
    const { store } = place.opened;
    const cut = store.beginGeneration('substitute', '{}');
    store.addGenerated(cut, 'substitute', [{ productId: 'a', rule: null, entries: ['z'] }]);
    expect(listOf('a')).toBeNull();
    generate({ b: ['c'] });
    expect([listOf('a'), count('generated_lists')]).toEqual([null, 1]);
  });

  it('is cleared away once it cannot be done again', () => {
    generate({ a: ['b'] });
    place.opened.store.undo(1);
    place.decide('a', 'c', 'accepted');
    generate({ a: ['d'] });
    expect([listOf('a'), count('generations')]).toEqual(['d', 1]);
  });

  it('leaves other types and decisions alone', () => {
    place.decide('a', 'b', 'pinned');
    generate({ a: ['c'] }, 'cross-sell');
    expect([listOf('a'), listOf('a', 'cross-sell'), place.list('a')]).toEqual([null, 'c', 'b pinned']);
    expect(place.opened.store.allGenerated('cross-sell')).toEqual([
      { productId: 'a', rule: 0, entries: ['c'] },
    ]);
  });
});

describe('a generated list', () => {
  it('follows products to their new ids, also where they swap them', () => {
    generate({ a: ['b', 'c'], b: ['a'], d: ['a', 'b'] });
    place.opened.store.follow([
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
      { from: 'c', to: 'c2' },
    ]);
    expect([listOf('b'), listOf('a'), listOf('d')]).toEqual(['a c2', 'b', 'b a']);
  });

  it('names a product once where two become one, and never its own', () => {
    generate({ a: ['b', 'c', 'd'], b: ['x'] });
    place.opened.store.follow([{ from: 'b', to: 'c' }]);
    expect([listOf('a'), listOf('c')]).toEqual(['c d', 'x']);
    place.opened.store.follow([{ from: 'c', to: 'a' }]);
    expect(listOf('a')).toBe('d');
  });

  it('keeps what named a product that ended under an id that no product has', () => {
    generate({ a: ['b', 'c'] });
    place.opened.store.follow([{ from: 'c', to: 'b', displaces: true }]);
    expect(listOf('a')).toMatch(/^b \(until .*\) b$/);
  });
});
