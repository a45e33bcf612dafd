/** The learned distance of an open catalog: of its embedding space, and the index that searches by it. */
import { createTunedIndex, type KeptTunedIndex } from '../../adapters/tuning/tunedIndex.ts';
import type { VectorIndex } from '../../core/search/ports.ts';
import type { KeptTuning, TunedIndex, TuningStore } from '../../core/tuning/ports.ts';
import type { TunedRows } from './tunedRows.ts';

export interface CatalogTuning {
  /** Null where there is none of the space that the catalog is in. */
  kept(): KeptTuning | null;
  keep(tuning: KeptTuning): void;
  /** Whether there was one. */
  drop(): boolean;
  /** Gives the index of what is learned now, over an index of the space that the catalog is in now; made when first asked for. */
  over(index: VectorIndex): () => TunedIndex | null;
  /** Images came or went: where its index is in use, it follows in the background. */
  follow(): void;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

interface Made {
  readonly tuning: KeptTuning;
  readonly base: VectorIndex;
  readonly index: KeptTunedIndex;
}

/** @param spaceNow null before the first import */
export function createCatalogTuning(
  store: TuningStore,
  spaceNow: () => string | null,
  rows: TunedRows,
): CatalogTuning {
  let read: { readonly space: string; readonly tuning: KeptTuning | null } | null = null;
  /** The one that was made last: another learned distance, or another space, lets go of it. */
  let made: Made | null = null;

  function kept(): KeptTuning | null {
    const space = spaceNow();
    if (space === null) return null;
    if (read?.space !== space) read = { space, tuning: store.of(space) };
    return read.tuning;
  }

  function forget(): void {
    read = null;
    made = null;
    rows.drop();
  }

  function makeIndex(base: VectorIndex, tuning: KeptTuning): KeptTunedIndex {
    const index = createTunedIndex(base, tuning.map, {
      recall: () => rows.recall(tuning),
      onMade: () => {
        if (made?.index === index) rows.saveSoon(index, tuning);
      },
    });
    return index;
  }

  return {
    kept,
    keep(tuning) {
      store.keep(tuning);
      forget();
    },
    drop() {
      const space = spaceNow();
      const wasKept = space !== null && store.drop(space);
      if (wasKept) forget();
      return wasKept;
    },
    over(base) {
      const tuning = kept();
      return () => {
        if (tuning === null) return null;
        if (made?.tuning !== tuning || made.base !== base)
          made = { tuning, base, index: makeIndex(base, tuning) };
        return made.index;
      };
    },
    follow() {
      if (made === null) return;
      const { index, tuning } = made;
      const save = () => {
        if (made?.index === index) rows.saveSoon(index, tuning);
      };
      // What fails is told to whoever searches.
      index.prepare('tuned', 1).then(save, () => undefined);
    },
    close: rows.close,
  };
}
