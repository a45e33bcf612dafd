/** The lists of many products, one after the other, so that the engine can answer others in between. */
import { Failure } from '../../contract/failure.ts';
import type { ExportOptions } from '../../contract/lists.ts';
import type { View } from '../../contract/products.ts';
import type { Cancellation } from '../imports/ports.ts';
import type { ProductRows } from '../products/ports.ts';
import { type SearchCatalog, selectCandidates } from '../search/candidates.ts';
import { requireField, sameFilters } from '../search/sameFilters.ts';
import type { DecisionStore } from './ports.ts';
import { buildRecommendationList, type ListEntry } from './recommendationList.ts';

/** What an export reads, and how it stays polite. */
export interface ExportSources {
  readonly catalog: SearchCatalog;
  readonly decisions: DecisionStore;
  readonly signal: Cancellation;
  /** Lets the engine answer others; called after every product. */
  pause(): Promise<void>;
}

export interface ProductList {
  readonly row: number;
  readonly entries: readonly ListEntry[];
}

/**
 * The ids of the products whose lists are exported, in order.
 * @param idsOfView the ids of a view, in its order
 * @throws Failure `not-found` naming the first unknown product
 */
export function chooseProducts(
  rows: ProductRows,
  what: ExportOptions['what'],
  idsOfView: (view: View) => readonly string[],
): readonly string[] {
  switch (what.kind) {
    case 'all': {
      const ids: string[] = [];
      for (let row = 0; row < rows.rowCount; row++) if (rows.isAlive(row)) ids.push(rows.idAt(row));
      return ids;
    }
    case 'view':
      return idsOfView(what.view);
    case 'products': {
      const unknown = what.ids.find((id) => rows.rowOf(id) === undefined);
      if (unknown === undefined) return [...new Set(what.ids)];
      throw new Failure('not-found', `There is no product ${unknown} in this catalog. Check the selection.`);
    }
  }
}

/** @throws Failure `bad-input` naming an unknown field in the filters, the same-fields or the columns */
export function checkExportOptions(
  rows: ProductRows,
  { where, same, columns }: Pick<ExportOptions, 'where' | 'same' | 'columns'>,
): void {
  for (const field of [...where.map((filter) => filter.field), ...same, ...columns])
    requireField(rows, field);
}

/**
 * Yields a list per id, in order; a product without an embedded image has an empty one, and one that was removed
 * meanwhile is passed over (its place still counts).
 * @throws Failure `cancelled` once the signal is aborted; `bad-input` for an unknown field
 */
export async function* buildLists(
  { catalog, decisions, signal, pause }: ExportSources,
  ids: readonly string[],
  options: ExportOptions,
): AsyncGenerator<ProductList | null> {
  checkExportOptions(catalog.rows, options);
  for (const id of ids) {
    if (signal.aborted) throw new Failure('cancelled', 'The export was cancelled; no file was written.');
    const row = catalog.rows.rowOf(id);
    if (row === undefined) {
      yield null;
    } else {
      const filters = [...options.where, ...sameFilters(catalog.rows, row, options.same)];
      const candidates = selectCandidates(catalog, filters);
      yield { row, entries: buildRecommendationList(catalog, decisions, row, candidates, options) };
    }
    await pause();
  }
}
