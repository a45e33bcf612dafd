import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLayoutStore } from '../../../../src/adapters/sqlite/catalog/layoutStore.ts';
import { type CatalogDatabase, openDatabase } from '../../../../src/adapters/sqlite/catalog/openDatabase.ts';
import type { StoredLayout } from '../../../../src/core/map/ports.ts';

let folder: string;
let database: CatalogDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-layouts-'));
  database = openDatabase(join(folder, 'twinset.db'), null);
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const layout: StoredLayout = {
  space: 'a',
  method: 'umap',
  madeAt: '2026-11-26T07:00:00.000Z',
  trustworthiness: 0.97,
  laidOut: 1,
  imageIds: ['0f'.repeat(32), 'a1'.repeat(32)],
  places: Uint16Array.of(0, 65_535, 258, 1),
};

describe('layouts', () => {
  it('come back as they were kept, one of each space and method', () => {
    const store = createLayoutStore(database);
    const others = [
      { ...layout, method: 'tsne', trustworthiness: null },
      { ...layout, space: 'b', places: Uint16Array.of(9, 9, 9, 9) },
    ] as const;
    for (const each of [layout, ...others]) store.keep(each);
    expect(store.of('a', 'umap')).toEqual(layout);
    expect(store.of('a', 'tsne')).toEqual(others[0]);
    expect(store.of('b', 'umap')).toEqual(others[1]);
    expect(store.of('b', 'tsne')).toBeNull();
  });

  it('take the place of earlier ones', () => {
    const store = createLayoutStore(database);
    store.keep(layout);
    const later = { ...layout, laidOut: 2, madeAt: '2026-11-27T07:00:00.000Z', trustworthiness: null };
    store.keep(later);
    expect(store.of('a', 'umap')).toEqual(later);
  });
});
