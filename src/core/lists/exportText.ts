/** The text of an export, piece by piece, with the numbers so far; and its preview. */
import type { ExportOptions } from '../../contract/lists.ts';
import { buildLists, checkExportOptions, type ExportSources } from './exportLists.ts';
import { type ExportCell, exportHeader, toExportedList, toExportRows } from './exportRows.ts';

/** Formats rows as CSV text; the first call also writes the header. */
export type CsvStringifier = (rows: ExportCell[][]) => string;

/** Text to append to the file, with the products and rows that the file then covers. */
export interface ExportPiece {
  readonly text: string;
  readonly products: number;
  readonly rows: number;
}

/**
 * The whole file in pieces, one per product and one at each end. CSV: the stringifier's text. JSON: one array with an
 * object per product whose list is not empty. Works in bounded memory whatever the catalog's size.
 * @throws Failure `cancelled` once the signal is aborted; `bad-input` for an unknown field
 */
export async function* writeExport(
  sources: ExportSources,
  ids: readonly string[],
  options: ExportOptions,
  stringify: CsvStringifier,
): AsyncGenerator<ExportPiece> {
  const isCsv = options.format === 'csv';
  let products = 0;
  let rowCount = 0;
  let lists = 0;
  yield { text: isCsv ? stringify([]) : '[', products, rows: rowCount };
  for await (const list of buildLists(sources, ids, options)) {
    products++;
    let text = '';
    if (list !== null && list.entries.length > 0) {
      rowCount += list.entries.length;
      text = isCsv
        ? stringify(toExportRows(list, options))
        : `${lists === 0 ? '' : ','}\n${JSON.stringify(toExportedList(list))}`;
      lists++;
    }
    yield { text, products, rows: rowCount };
  }
  yield { text: isCsv ? '' : '\n]\n', products, rows: rowCount };
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
