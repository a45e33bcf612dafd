/** The text of an export, piece by piece, with the numbers so far; and its preview. */
import type { ExportOptions } from '../../contract/exports.ts';
import { buildLists, checkExportOptions, type ExportSources, type ProductList } from './exportLists.ts';
import { type ExportCell, exportHeader, toExportedList, toExportRows } from './exportRows.ts';

/** How a format writes lists: what stands first, then each list that is not empty, in order, and what stands last. */
export interface ExportForm {
  readonly head: string;
  list(list: ProductList): string | Promise<string>;
  readonly foot: string;
}

/** Rows as a kind of file has them; the head has the columns. */
export interface TableText {
  readonly head: string;
  rows(rows: ExportCell[][]): string;
  readonly foot: string;
}

/** A row per recommendation. */
export function tableForm(
  { head, rows, foot }: TableText,
  options: Pick<ExportOptions, 'columns'>,
): ExportForm {
  return { head, list: (list) => rows(toExportRows(list, options)), foot };
}

/** One array with an object per product whose list is not empty. */
export function jsonForm(): ExportForm {
  let separator = '';
  return {
    head: '[',
    list(list) {
      const text = `${separator}\n${JSON.stringify(toExportedList(list))}`;
      separator = ',';
      return text;
    },
    foot: '\n]\n',
  };
}

/** Text to append to the file, with the products and rows that the file then covers. */
export interface ExportPiece {
  readonly text: string;
  readonly products: number;
  readonly rows: number;
}

/**
 * The whole file in pieces, one per product and one at each end. Works in bounded memory whatever the catalog's size.
 * @throws Failure `cancelled` once the signal is aborted; `bad-input` for an unknown field
 */
export async function* writeExport(
  sources: ExportSources,
  ids: readonly string[],
  options: ExportOptions,
  form: ExportForm,
): AsyncGenerator<ExportPiece> {
  let products = 0;
  let rows = 0;
  yield { text: form.head, products, rows };
  for await (const list of buildLists(sources, ids, options)) {
    products++;
    rows += list?.entries.length ?? 0;
    yield { text: list === null || list.entries.length === 0 ? '' : await form.list(list), products, rows };
  }
  yield { text: form.foot, products, rows };
}

/** Rows of the preview. */
const previewLength = 10;

/**
 * The first ten rows of the export, cells as the file will have them before quoting.
 * @throws Failure `cancelled` once the signal is aborted; `bad-input` for an unknown field
 */
export async function previewExport(
  sources: ExportSources,
  ids: readonly string[],
  options: ExportOptions,
): Promise<{ columns: string[]; rows: string[][]; products: number }> {
  await checkExportOptions(sources.products, options);
  const preview: string[][] = [];
  // A few at a time: the index takes requests ahead.
  for (let start = 0; start < ids.length && preview.length < previewLength; start += previewLength) {
    for await (const list of buildLists(sources, ids.slice(start, start + previewLength), options)) {
      if (list === null) continue;
      for (const cells of toExportRows(list, options)) preview.push(cells.map(String));
      if (preview.length >= previewLength) break;
    }
  }
  return { columns: exportHeader(options), rows: preview.slice(0, previewLength), products: ids.length };
}
