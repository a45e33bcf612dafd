/** The lists of many products, one after the other, so that the engine can answer others in between. */
import { Failure } from '../../contract/failure.ts';
import type { ExportOptions } from '../../contract/lists.ts';
import type { View } from '../../contract/products.ts';
import type { Cancellation } from '../imports/ports.ts';
import type { ProductRows } from '../products/ports.ts';
import { type Candidates, type SearchCatalog, selectCandidates } from '../search/candidates.ts';
import type { NearestRequest } from '../search/ports.ts';
import { requireId } from '../search/queryVectors.ts';
import { requireField, sameFilters } from '../search/sameFilters.ts';
import type { DecisionStore } from './ports.ts';
import { buildRecommendationList, type ListEntry, nearestNeeded } from './recommendationList.ts';

/** What an export reads, and how it stays polite. */
export interface ExportSources {
  readonly catalog: SearchCatalog;
  readonly decisions: DecisionStore;
  readonly signal: Cancellation;
  /** Lets the engine answer others; called after every product. */
  pause(): Promise<void>;
  /** Told why, where products could not be compared at once and are compared one by one. */
  onFallback(reason: Failure): void;
}

export interface ProductList {
  readonly row: number;
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

/** One product's list, as it is asked of the index. */
interface ListRequest extends NearestRequest {
  /** Undefined for a product that is no longer there. */
  readonly row: number | undefined;
  readonly candidates: Candidates;
}

/**
 * Images asked for beyond what the products needed have on average: one that is farther than the last shows that none is missing.
 * More would only be read for nothing, except for the few products with rejected look-alikes, which are searched again.
 */
const headroom = 1;

function* requestLists(
  { rows, index }: SearchCatalog,
  ids: readonly string[],
  { top, where, same, diversity, onlyCurated }: ExportOptions,
): Generator<ListRequest> {
  for (const id of ids) {
    const row = rows.rowOf(id);
    const filters = row === undefined ? [] : [...where, ...sameFilters(rows, row, same)];
    const candidates = selectCandidates({ rows, index }, filters);
    const slots: number[] = [];
    // Where only what is decided is asked for, nothing is searched.
    for (const { imageId } of row === undefined || onlyCurated ? [] : rows.imagesAt(row)) {
      const slot = index.slotOf(imageId);
      if (slot !== undefined) slots.push(slot);
    }
    // Second images of one product take places of others; half as many again, since they come in groups.
    const secondImages = Math.max(0, index.count / Math.max(1, rows.productCount) - 1);
    const k = Math.ceil(nearestNeeded(top, diversity) * (1 + 1.5 * secondImages)) + slots.length + headroom;
    yield { row, candidates, slots, k, allowed: candidates.allowedSlots };
  }
}

/**
 * Yields a list per id, in order; a product without an embedded image has an empty one, and one that was removed
 * meanwhile is passed over (its place still counts).
 * @throws Failure `cancelled` once the signal is aborted; `bad-input` for an unknown field
 */
export async function* buildLists(
  { catalog, decisions, signal, pause, onFallback }: ExportSources,
  ids: readonly string[],
  options: ExportOptions,
): AsyncGenerator<ProductList | null> {
  checkExportOptions(catalog.rows, options);
  const requests = requestLists(catalog, ids, options);
  for await (const { request, neighbours } of catalog.index.nearestOfEach(
    requests,
    options.metric,
    onFallback,
  )) {
    if (signal.aborted) throw new Failure('cancelled', 'The export was cancelled; no file was written.');
    const { row, k, candidates } = request;
    if (row === undefined || !catalog.rows.isAlive(row)) {
      yield null;
    } else {
      const reaches = neighbours.map((ofImage) => ({ asked: k, neighbours: ofImage }));
      yield { row, entries: buildRecommendationList(catalog, decisions, row, candidates, options, reaches) };
    }
    await pause();
  }
}
