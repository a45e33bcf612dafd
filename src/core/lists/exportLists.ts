/** The lists of many products, one after the other, so that the engine can answer others in between. */
import { Failure } from '../../contract/failure.ts';
import type { ExportOptions } from '../../contract/lists.ts';
import type { View } from '../../contract/products.ts';
import type { Cancellation } from '../imports/ports.ts';
import type { ProductRows } from '../products/ports.ts';
import type { SearchPort } from '../search/ports.ts';
import { requireId } from '../search/queryVectors.ts';
import { requireField } from '../search/sameFilters.ts';
import type { DecisionStore } from './ports.ts';
import {
  askForList,
  buildRecommendationList,
  type CuratedQuery,
  type ListEntry,
} from './recommendationList.ts';

/** What an export reads, and how it stays polite. */
export interface ExportSources {
  readonly rows: ProductRows;
  readonly search: SearchPort;
  readonly decisions: DecisionStore;
  readonly signal: Cancellation;
  /** Lets the engine answer others; called after every product. */
  pause(): Promise<void>;
  /** Told why, where products could not be compared at once and are compared one by one. */
  onFallback(reason: Failure): void;
}

/** Of a product, and with entries, that are still there. */
export interface ProductList {
  readonly id: string;
  readonly entries: readonly ListEntry[];
}

/**
 * The ids of the products whose lists are exported, in order; a held selection's that the catalog has no more are passed over.
 * @param idsOfView the ids of a view, in its order
 * @throws Failure `not-found` naming the first unknown product, or for a selection that is no longer held
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
    case 'products':
      return [...new Set(what.ids.map((id) => requireId({ rows }, id)))];
    case 'selection': {
      const left = [...rows.selections.ids(what.id)].filter((id) => rows.rowOf(id) !== undefined);
      if (left.length > 0) return left;
      throw new Failure('not-found', 'No selected product is in this catalog any more. Select others.');
    }
  }
}

/** @throws Failure `bad-input` naming an unknown field in the filters, the same-fields or the columns; as `mask` */
export function checkExportOptions(
  rows: ProductRows,
  { where, same, columns }: Pick<ExportOptions, 'where' | 'same' | 'columns'>,
): void {
  rows.mask(where);
  for (const field of [...same, ...columns]) requireField(rows, field);
}

/**
 * Yields a list per id, in order; a product without an embedded image has an empty one, and one that was removed
 * meanwhile is passed over (its place still counts).
 * @throws Failure `cancelled` once the signal is aborted; `bad-input` for an unknown field
 */
export async function* buildLists(
  { rows, search, decisions, signal, pause, onFallback }: ExportSources,
  ids: readonly string[],
  options: ExportOptions,
): AsyncGenerator<ProductList | null> {
  checkExportOptions(rows, options);
  const { where } = options;
  function* queries(): Generator<CuratedQuery> {
    for (const id of ids) yield askForList(id, decisions.decisionsOf(id), options);
  }
  for await (const { query, found } of search.listsOf(queries(), where, { ...options, onFallback })) {
    if (signal.aborted) throw new Failure('cancelled', 'The export was cancelled; no file was written.');
    if (found === null || rows.rowOf(query.id) === undefined) {
      yield null;
    } else {
      const entries = buildRecommendationList(query, found, options);
      yield { id: query.id, entries: entries.filter(({ match }) => rows.rowOf(match.id) !== undefined) };
    }
    await pause();
  }
}
