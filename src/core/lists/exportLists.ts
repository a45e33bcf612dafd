/** The lists of many products, one after the other, so that the engine can answer others in between. */
import type { ExportOptions } from '../../contract/exports.ts';
import { Failure } from '../../contract/failure.ts';
import type { Filter, View } from '../../contract/products.ts';
import type { Cancellation } from '../imports/ports.ts';
import type { ProductReader, ProductRecord, ProductRows } from '../products/ports.ts';
import type { ListsOptions, SearchPort, SeenPicture } from '../search/ports.ts';
import { requireId } from '../search/queryVectors.ts';
import type { DecisionStore } from './ports.ts';
import {
  askForList,
  buildRecommendationList,
  type CuratedQuery,
  type ListEntry,
  today,
} from './recommendationList.ts';

/** What an export reads, and how it stays polite. */
export interface ExportSources {
  readonly products: ProductReader;
  readonly search: SearchPort;
  readonly decisions: DecisionStore;
  /** The products that alone may leave, hard pins too. */
  readonly among?: readonly Filter[];
  /** Of the one product whose list it is: the part of its picture that is asked for. */
  readonly part?: SeenPicture;
  /** As in `ListsOptions`. */
  readonly ranking?: ListsOptions['ranking'];
  readonly signal: Cancellation;
  /** Lets the engine answer others; called after every product. */
  pause(): Promise<void>;
  /** Told why, where products could not be compared at once and are compared one by one. */
  onFallback(reason: Failure): void;
}

/** With the attributes that the export shows. */
export interface DescribedEntry extends ListEntry {
  readonly product: ProductRecord;
}

/** Of a product, and with entries, that are still there. */
export interface ProductList {
  readonly product: ProductRecord;
  readonly entries: readonly DescribedEntry[];
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
      for (const [row, passes] of rows.mask([]).entries()) if (passes === 1) ids.push(rows.idAt(row));
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

/** @throws Failure `bad-input` naming an unknown field in the filters, the same-fields or the columns; as `check` */
export function checkExportOptions(
  products: Pick<ProductReader, 'check'>,
  { where, same, columns }: Pick<ExportOptions, 'where' | 'same' | 'columns'>,
): Promise<void> {
  return products.check(where, [...same, ...columns]);
}

/**
 * Yields a list per id, in order; a product without an embedded image has an empty one, and one that was removed
 * meanwhile is passed over (its place still counts).
 * @throws Failure `cancelled` once the signal is aborted; `bad-input` for an unknown field
 */
export async function* buildLists(
  { products, search, decisions, among = [], part, ranking, signal, pause, onFallback }: ExportSources,
  ids: readonly string[],
  options: ExportOptions,
): AsyncGenerator<ProductList | null> {
  await checkExportOptions(products, options);
  const { where, columns, format } = options;
  // An object of the JSON has all attributes unless some are asked for.
  const fields = format === 'json' && columns.length === 0 ? null : columns;
  function* queries(): Generator<CuratedQuery> {
    const day = today();
    for (const id of ids) {
      const asked = askForList(id, decisions.decisionsOf(id), decisions.generatedOf(id), options, day);
      yield { ...asked, ...(part !== undefined && { part }) };
    }
  }
  const how = { ...options, among, ranking, onFallback };
  for await (const { query, found } of search.listsOf(queries(), where, how)) {
    if (signal.aborted) throw new Failure('cancelled', 'The export was cancelled; no file was written.');
    yield found === null ? null : await describe(query.id, buildRecommendationList(query, found, options));
    await pause();
  }

  async function describe(id: string, entries: readonly ListEntry[]): Promise<ProductList | null> {
    const ids = [id, ...entries.map(({ match }) => match.id)];
    const [product = null, ...others] = await products.recordsOf(ids, fields);
    if (product === null) return null;
    const described = entries.flatMap((entry, i): DescribedEntry[] => {
      const other = others[i] ?? null;
      return other === null ? [] : [{ ...entry, product: other }];
    });
    return { product, entries: described };
  }
}
