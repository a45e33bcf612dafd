/** The kinds of file that lists leave in: how each writes a list, and how that text becomes the file. */
import { createCsvStringifier } from '../../adapters/csv/csvRows.ts';
import type { WritePiece } from '../../adapters/files/writeAside.ts';
import { packWorkbook } from '../../adapters/xlsx/packWorkbook.ts';
import { createSheetText } from '../../adapters/xlsx/sheetText.ts';
import type { ExportOptions } from '../../contract/exports.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { exportHeader } from '../../core/lists/exportRows.ts';
import { type ExportForm, jsonForm, tableForm } from '../../core/lists/exportText.ts';
import { openContactSheet } from './contactSheet.ts';

/** Appends what the text is in the file. */
export type WriteText = (append: WritePiece, texts: AsyncIterable<string>) => Promise<void>;

export interface ExportFile {
  readonly form: ExportForm;
  readonly writeText: WriteText;
}

export async function openExportFile(
  catalog: CatalogSession,
  resourcesFolder: string,
  options: ExportOptions,
): Promise<ExportFile> {
  switch (options.format) {
    case 'csv': {
      const stringify = createCsvStringifier(exportHeader(options));
      const table = { head: stringify([]), rows: stringify, foot: '' };
      return { form: tableForm(table, options), writeText: appendAll };
    }
    case 'xlsx':
      return { form: tableForm(createSheetText(exportHeader(options)), options), writeText: packWorkbook };
    case 'html':
      return { form: await openContactSheet(catalog, resourcesFolder, options), writeText: appendAll };
    case 'json':
      return { form: jsonForm(), writeText: appendAll };
  }
}

export async function appendAll(append: WritePiece, texts: AsyncIterable<string>): Promise<void> {
  for await (const text of texts) await append(text);
}
