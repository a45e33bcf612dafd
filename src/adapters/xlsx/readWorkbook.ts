/** Reads the table of an Excel workbook (.xlsx) as it stands in a sheet: cells as a person sees them, within limits. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import readSheets from 'read-excel-file/universal';
import { Failure } from '../../contract/failure.ts';
import { guessColumns } from '../../core/imports/metadata/guessColumns.ts';
import { createTableRows, type TableRows } from '../../core/imports/metadata/tableRows.ts';
import type { MetadataFile } from '../../core/imports/ports.ts';
import { asUnreadable, openRegularFile } from '../files/openRegularFile.ts';
import { checkWorkbook, damaged } from './checkWorkbook.ts';

const mebibyte = 1024 * 1024;
const maxFileBytes = 64 * mebibyte;
/** Rows that are looked at to tell the sheet that is about products. */
const rowsLookedAt = 50;

type Cell = string | number | boolean | Date | null;

/**
 * Reads the first sheet that has a column with a product id; without one, the first that is not empty. Text keeps its
 * leading zeros, numbers have no exponent, dates are written year first, formulas count as their last result.
 * @throws Failure `file-unreadable`; `metadata-unusable` for what is no workbook, is damaged, empty or too large
 */
export async function readWorkbook(
  file: string,
  { limitRows }: { readonly limitRows?: number } = {},
): Promise<MetadataFile> {
  const name = basename(file);
  const bytes = await readBytes(file, name);
  checkWorkbook(bytes, name);
  const sheets = await readSheets(new Blob([bytes]), { parseNumber: plainNumber, trim: false }).catch(
    (thrown: unknown) => {
      throw damaged(name, thrown instanceof Error ? thrown.message : String(thrown));
    },
  );
  const tables = sheets.map(({ sheet, data }) => ({
    sheet,
    table: toTable(name, data as unknown as Cell[][]),
  }));
  const filled = tables.filter(({ table }) => table.columns !== null);
  const chosen = filled.find(({ table }) => hasId(table)) ?? filled[0];
  if (chosen === undefined || chosen.table.columns === null) {
    throw new Failure('metadata-unusable', `${name} is empty. Choose a workbook with a header and rows.`);
  }
  const { sheet, table } = chosen;
  return {
    path: file,
    encoding: 'xlsx',
    delimiter: '',
    columns: chosen.table.columns,
    header: table.header,
    rows: table.rows.slice(0, limitRows),
    lines: table.lines.slice(0, limitRows),
    malformedLines: table.malformedLines,
    notes: [
      ...(filled.length > 1
        ? [
            `${name} has ${filled.length} sheets with something in them; the sheet "${sheet}" was read. To read another, save it as CSV.`,
          ]
        : []),
      ...table.notes,
    ],
  };
}

async function readBytes(file: string, name: string) {
  const { handle, sizeBytes } = await openRegularFile(file);
  await handle.close();
  if (sizeBytes > maxFileBytes) {
    throw new Failure(
      'metadata-unusable',
      `${name} has ${Math.ceil(sizeBytes / mebibyte).toLocaleString('en')} MiB; ${maxFileBytes / mebibyte} MiB are the most that can be read of a workbook. Save the sheet as CSV.`,
    );
  }
  return readFile(file).catch((thrown: unknown) => {
    throw asUnreadable(file, thrown);
  });
}

function toTable(name: string, data: readonly (readonly Cell[])[]): TableRows {
  const rows = createTableRows({ name, delimiter: ',' });
  for (const [at, cells] of data.entries()) {
    const texts = cells.map(toText);
    if (texts.every((text) => text.trim() === '')) continue;
    rows.add({ cells: texts, raw: '', line: at + 1 });
  }
  rows.finish();
  return rows;
}

function hasId(table: TableRows): boolean {
  return (
    table.columns !== null && guessColumns(table.columns, table.rows.slice(0, rowsLookedAt)).idColumn !== null
  );
}

function toText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (!(cell instanceof Date)) return String(cell);
  if (Number.isNaN(cell.getTime())) return '';
  const [day = '', time = ''] = cell.toISOString().split('T');
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 8)}`;
}

/** Fifteen digits are what a spreadsheet has and shows: 19.99, not 19.989999999999998. */
function plainNumber(text: string): string {
  const number = Number(Number(text).toPrecision(15));
  if (!Number.isFinite(number)) return text;
  return Number.isInteger(number) ? BigInt(number).toString() : String(number);
}
