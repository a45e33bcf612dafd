/** What curation is answered from: the store that keeps it, and rows of the products that it is about. */
import type { CurationStore } from '../../../core/lists/ports.ts';
import type { ListSource, MutableProductRows } from '../../../core/products/productRows.ts';
import type { ExposureCounts } from '../exposureCounts.ts';
import type { ListSummaries } from './listSummaries.ts';

export interface StoredCatalog {
  readonly curation: CurationStore;
  /** All of the catalog, or those that a call names. */
  readonly rows: MutableProductRows;
  /** How far the lists of each type are, and what they lack. */
  readonly listStates: ListSource;
  readonly listSummaries: ListSummaries;
  readonly exposure: ExposureCounts;
  /** These products are other than before: their attributes are. */
  refresh(productIds: readonly string[]): void;
  /** Decisions on products that are gone. */
  countResting(): number;
}
