/** The colours of an open catalog's pictures, beside whatever index searches them. */
import { type ColourStore, createColourStore } from '../../adapters/sqlite/catalog/colourStore.ts';
import type { CatalogDatabase } from '../../adapters/sqlite/catalog/openDatabase.ts';
import { createColourRows } from '../../core/colours/colourRows.ts';
import type { ColourRows, ColoursOver } from '../../core/colours/ports.ts';
import type { VectorIndex } from '../../core/search/ports.ts';

export interface CatalogColours {
  readonly store: ColourStore;
  /** Pictures that were asked for their colours and had no readable thumbnail. */
  readonly unreadable: Set<string>;
  /** Read when first asked for. */
  readonly over: ColoursOver;
}

export function createCatalogColours(database: CatalogDatabase, file: string): CatalogColours {
  const store = createColourStore(database, file);
  const unreadable = new Set<string>();
  const made = new WeakMap<VectorIndex, ColourRows>();
  return {
    store,
    unreadable,
    over(index) {
      const rows = made.get(index) ?? createColourRows(index, { after: store.after, unreadable });
      made.set(index, rows);
      return rows;
    },
  };
}
