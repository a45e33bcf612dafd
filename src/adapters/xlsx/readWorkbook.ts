/** Reads the table of an Excel workbook (.xlsx) as it stands in a sheet: cells as a person sees them, within limits. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../../contract/failure.ts';
import { guessColumns } from '../../core/imports/metadata/guessColumns.ts';
import { createTableRows, type TableRows } from '../../core/imports/metadata/tableRows.ts';
import type { MetadataFile } from '../../core/imports/ports.ts';
import { asUnreadable, openRegularFile } from '../files/openRegularFile.ts';
import { checkWorkbook, createReachCheck, damaged } from './checkWorkbook.ts';
import { type ArchiveEntry, readArchive } from './readArchive.ts';
import { readSheet, type SheetContext, type SheetRow } from './readSheet.ts';
import { readSharedTexts } from './richText.ts';
import { readOutline } from './workbookOutline.ts';

const mebibyte = 1024 * 1024;
const maxFileBytes = 64 * mebibyte;
/** Rows that are looked at to tell the sheet that is about products. */
const rowsLookedAt = 50;

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
  const { chosen, filled } = await chooseSheet(bytes, name).catch((thrown: unknown) => {
    if (thrown instanceof Failure) throw thrown;
    throw damaged(name, thrown instanceof Error ? thrown.message : String(thrown));
  });
  if (chosen === null || chosen.table.columns === null) {
    throw new Failure('metadata-unusable', `${name} is empty. Choose a workbook with a header and rows.`);
  }
  const { sheet, table } = chosen;
  return {
    path: file,
    encoding: 'xlsx',
    delimiter: '',
    columns: chosen.table.columns,
    header: table.header,
    rows: limitRows === undefined ? table.rows : table.rows.slice(0, limitRows),
    lines: limitRows === undefined ? table.lines : table.lines.slice(0, limitRows),
    malformedLines: table.malformedLines,
    notes: [
      ...(filled > 1
        ? [
            `${name} has ${filled} sheets with something in them; the sheet "${sheet}" was read. To read another, save it as CSV.`,
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

interface ReadSheet {
  readonly sheet: string;
  readonly table: TableRows;
}

/** The sheet to be read, and how many have something in them. */
async function chooseSheet(
  bytes: Buffer,
  name: string,
): Promise<{ readonly chosen: ReadSheet | null; readonly filled: number }> {
  const entries = readArchive(bytes);
  checkWorkbook(entries, name);
  const { sheets, ...outline } = await readOutline(entries);
  const sharedTexts = await readTexts(entries);
  let first: ReadSheet | null = null;
  let chosen: ReadSheet | null = null;
  let filled = 0;
  for (const { name: sheet, path } of sheets) {
    const entry = entries.find((each) => each.path === path);
    if (entry === undefined) continue;
    const rows = readSheet(piecesOf(entry), {
      ...outline,
      sharedTexts,
      onReach: createReachCheck(name),
    } satisfies SheetContext);
    if (chosen !== null) {
      if (await hasSomething(rows)) filled++;
      continue;
    }
    const table = await toTable(name, rows);
    if (table.columns === null) continue;
    filled++;
    first ??= { sheet, table };
    if (hasId(table)) chosen = { sheet, table };
  }
  return { chosen: chosen ?? first, filled };
}

async function readTexts(entries: readonly ArchiveEntry[]): Promise<string[]> {
  const entry = entries.find(({ path }) => /(^|\/)sharedStrings\.xml$/i.test(path));
  return entry === undefined ? [] : readSharedTexts(piecesOf(entry));
}

async function* piecesOf(entry: ArchiveEntry): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: false });
  for await (const bytes of entry.pieces()) yield decoder.decode(bytes, { stream: true });
}

async function hasSomething(rows: AsyncIterable<readonly SheetRow[]>): Promise<boolean> {
  for await (const some of rows) if (some.some(({ cells }) => !isBlank(cells))) return true;
  return false;
}

const isBlank = (cells: readonly string[]): boolean => cells.every((text) => text.trim() === '');

/** Rows as long as the longest: what ends early is not cut, and the header may be the shorter one. */
async function toTable(name: string, rows: AsyncIterable<readonly SheetRow[]>): Promise<TableRows> {
  const read: SheetRow[][] = [];
  let width = 0;
  for await (const some of rows) {
    for (const { cells } of some) width = Math.max(width, cells.length);
    read.push([...some]);
  }
  const table = createTableRows({ name, delimiter: ',' });
  for (const some of read) {
    // The table has them from here on.
    for (const { number, cells } of some.splice(0)) {
      if (isBlank(cells)) continue;
      const missing = Array<string>(width - cells.length).fill('');
      table.add({ cells: missing.length === 0 ? cells : [...cells, ...missing], raw: '', line: number });
    }
  }
  table.finish();
  return table;
}

function hasId(table: TableRows): boolean {
  return (
    table.columns !== null && guessColumns(table.columns, table.rows.slice(0, rowsLookedAt)).idColumn !== null
  );
}
