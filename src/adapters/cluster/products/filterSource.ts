/** What filters of a shared catalog are answered with: the fields that it has, and what is known of its products beside the cluster. */
import type { Filter, View } from '../../../contract/products.ts';
import type { SoldOut } from '../../../contract/queue.ts';
import type { PictureFact } from '../../../core/charts/ports.ts';
import type { ListStates } from '../../../core/products/filterMask.ts';
import type { MutableProductRows } from '../../../core/products/productRows.ts';
import type { ProductQueries } from '../../../core/products/queryProducts.ts';
import { settleSelection } from '../../../core/products/settleSelection.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import type { SaidValues } from '../format/productDocument.ts';

/** What curators made of the products since they were published, as it is now. */
export interface CuratedProducts {
  /** Hidden as duplicates, beside those that were published so. */
  readonly hidden: ReadonlySet<string>;
  /** Null: as it was published. */
  readonly soldOut: SoldOut | null;
  /** By type of list. */
  readonly listStates: ReadonlyMap<string, ListStates>;
  /** Corrections that the cluster's products do not say yet. */
  readonly unshown: SaidValues;
  /** Fields of which values were corrected. */
  readonly correctedFields: ReadonlySet<string>;
}

export interface WholeCatalog {
  readonly rows: MutableProductRows;
  readonly queries: ProductQueries;
}

/** All products in memory. @throws Failure `bad-input` for a catalog too large for that */
export type ReadWhole = (source: FilterSource) => Promise<WholeCatalog>;

/** Every picture of a product that is not missing. @throws Failure as `ReadWhole` */
export type ReadPictures = (source: FilterSource) => Promise<readonly PictureFact[]>;

export interface BesideCluster {
  /** @throws Failure `not-found` where it is no longer held */
  idsOfSelection(selectionId: string): Iterable<string>;
  /** Left out: nothing was made of them. @param listTypes whose states are asked for */
  readonly curated?: (listTypes: readonly string[]) => Promise<CuratedProducts>;
  /** For views that are ordered by lists; left out: there are none. */
  readonly readWhole?: ReadWhole;
  /** For counts of pictures. */
  readonly readPictures?: ReadPictures;
}

export interface FilterSource extends Pick<BesideCluster, 'idsOfSelection'> {
  /** The catalog's. */
  readonly fields: readonly string[];
  readonly hidden: ReadonlySet<string>;
  readonly soldOut: SoldOut | null;
  readonly unshown: SaidValues;
  readonly correctedFields: ReadonlySet<string>;
  listStates(type: string): ListStates;
}

const nothingCurated: CuratedProducts = {
  hidden: new Set(),
  soldOut: null,
  listStates: new Map(),
  unshown: new Map(),
  correctedFields: new Set(),
};
const untouched: ListStates = { begun: new Set(), done: new Set() };

/** What is known now, for questions with these filters. */
export async function filterSource(
  { fields, published }: Pick<ClusterCatalog, 'fields' | 'published'>,
  { idsOfSelection, curated }: BesideCluster,
  where: readonly Filter[] = [],
): Promise<FilterSource> {
  const types = where.flatMap((filter) => (filter.kind === 'list' ? [filter.type] : []));
  const known = (await curated?.([...new Set(types)])) ?? nothingCurated;
  return {
    fields,
    idsOfSelection,
    hidden: known.hidden,
    soldOut: known.soldOut ?? published.soldOut,
    unshown: known.unshown,
    correctedFields: known.correctedFields,
    listStates: (type) => known.listStates.get(type) ?? untouched,
  };
}

/** The view as it is asked for among rows, which know no selections. */
export function settleView(view: View, idsOf: FilterSource['idsOfSelection']): View {
  return { ...view, where: view.where.map((filter) => settleSelection(filter, idsOf)) };
}
