import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CatalogDatabase, openDatabase } from '../../../../src/adapters/sqlite/catalog/openDatabase.ts';
import { createTuningStore } from '../../../../src/adapters/sqlite/catalog/tuningStore.ts';
import { embeddingLength } from '../../../../src/core/models/ports.ts';
import type { KeptTuning, TuningStore } from '../../../../src/core/tuning/ports.ts';

let folder: string;
let database: CatalogDatabase;
let store: TuningStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-tunings-'));
  const file = join(folder, 'twinset.db');
  database = openDatabase(file, null);
  store = createTuningStore(database, file);
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const tuning: KeptTuning = {
  space: 'a',
  madeAt: '2026-11-26T11:00:00.000Z',
  weights: [{ field: 'kind', weight: 0.7 }],
  result: {
    accepted: true,
    reason: 'Better.',
    isKept: true,
    seconds: 12.5,
    products: 300,
    gain: { mean: 0.1, low: 0.05, high: 0.15 },
    fields: [{ field: 'kind', plain: 0.5, tuned: 0.6, low: 0.05, high: 0.15 }],
  },
  map: {
    length: 4,
    rows: new Float32Array(4 * embeddingLength).map((_, i) => i / 7),
    offset: Float32Array.of(1, -2, 3, -4),
  },
};

describe('learned distances', () => {
  it('come back as they were kept, one of each space', () => {
    const other = { ...tuning, space: 'b', madeAt: '2026-11-27T11:00:00.000Z' };
    store.keep(tuning);
    store.keep(other);
    expect(store.of('a')).toEqual(tuning);
    expect(store.of('b')).toEqual(other);
    expect(store.of('c')).toBeNull();
  });

  it('take the place of the one before', () => {
    store.keep(tuning);
    const later = { ...tuning, weights: [], map: { ...tuning.map, offset: Float32Array.of(5, 6, 7, 8) } };
    store.keep(later);
    expect(store.of('a')).toEqual(later);
  });

  it('are gone once dropped, which says whether there was one', () => {
    store.keep(tuning);
    expect(store.drop('a')).toBe(true);
    expect(store.of('a')).toBeNull();
    expect(store.drop('a')).toBe(false);
  });

  it.each([["result = '{}'"], ["weights = '{}'"], ['length = 8']])(
    'that another version left (%s) are none',
    (change) => {
      store.keep(tuning);
      database.exec(`UPDATE tunings SET ${change}`);
      expect(store.of('a')).toBeNull();
    },
  );
});
