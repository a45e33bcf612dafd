/** What curators said since a shared catalog was published, over the products of its copy: as it lies over the cluster's own answers. */
import type { SoldOut } from '../../../../contract/queue.ts';
import type { CurationStore } from '../../../../core/lists/ports.ts';
import type { ProductSources } from '../../storedProducts.ts';
import type { OpenedCopy } from './followCatalog.ts';

export interface CopyOverlay {
  /** Those that the cluster's products do not say yet. */
  readonly corrections: ProductSources['corrections'];
  /** As it is now. */
  layOver(copy: OpenedCopy): void;
  /** A correction was taken back, and what the metadata says in its place is known to the cluster alone. */
  lacksValues(): boolean;
}

type Laid = ReadonlyMap<string, ReadonlyMap<string, { readonly value: string }>>;

/** @param publishedSoldOut where curators said nothing of it */
export function createCopyOverlay(
  curation: CurationStore,
  publishedSoldOut: () => SoldOut | null,
): CopyOverlay {
  let laid: Laid = new Map();
  let settled = '';
  let over: OpenedCopy['catalog'] | null = null;

  function findUnshown(): Laid {
    const unshown = [...curation.replica.unshownCorrections()].map(([productId, values]) => {
      const known = [...values].flatMap(([field, value]) =>
        value === null ? [] : [[field, { value }] as const],
      );
      return [productId, new Map(known)] as const;
    });
    return new Map(unshown);
  }

  return {
    corrections: {
      of: (productId) => laid.get(productId),
      all: () => [...laid.keys()].map((productId) => ({ productId })),
    },
    layOver({ catalog, store }) {
      // One that was made anew has nothing laid over it yet.
      if (catalog !== over) settled = '';
      over = catalog;
      const before = laid;
      laid = findUnshown();
      const textOf = (one: Laid, id: string): string => JSON.stringify([...(one.get(id) ?? [])]);
      const other = [...new Set([...before.keys(), ...laid.keys()])].filter(
        (id) => textOf(before, id) !== textOf(laid, id),
      );
      if (other.length > 0) catalog.refresh(other);
      const { rows } = catalog;
      const soldOut = curation.soldOut() ?? publishedSoldOut();
      const stateNow = (): string => JSON.stringify([rows.version, curation.version, soldOut]);
      if (stateNow() === settled) return;
      const { hidden } = curation.duplicates.decided();
      // Which one was kept is not published.
      rows.setHidden(new Map([...store.hidden().map((id) => [id, id] as const), ...hidden]));
      rows.setSoldOut(soldOut);
      settled = stateNow();
    },
    lacksValues: () =>
      [...curation.replica.unshownCorrections().values()].some((values) =>
        [...values.values()].includes(null),
      ),
  };
}
