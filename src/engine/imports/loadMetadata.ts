/** The metadata of one import: the file asked for, the one used last time, or the one that lies in the folder. */
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { findMetadata, findMetadataBelow } from '../../adapters/files/findMetadata.ts';
import { Failure } from '../../contract/failure.ts';
import type { ImportOptions, MetadataOptions, MetadataReport, NamedList } from '../../contract/imports.ts';
import { guessColumns } from '../../core/imports/metadata/guessColumns.ts';
import { joinMetadata } from '../../core/imports/metadata/joinMetadata.ts';
import { listSome } from '../../core/imports/metadata/joinNotes.ts';
import { nameSome } from '../../core/imports/namedLists.ts';
import type { RowMatcher } from '../../core/imports/placeFinder.ts';
import type { OpenCatalog } from '../catalogs/loadCatalog.ts';
import { readOptions, readTable } from './readTable.ts';

export interface ImportMetadata {
  /** The metadata file, or null: folder names become the category. */
  readonly file: string | null;
  readonly options: MetadataOptions;
  readonly fields: readonly string[];
  readonly rows: RowMatcher | null;
  readonly notes: readonly string[];
  report(): MetadataReport;
  /** What could not be imported is a problem, and not one of the images without a row. */
  noteFailed(path: string): void;
  /** Images no row stood for, counted as they are matched. */
  imagesWithoutRow(): number;
  /** Known once every file was matched: which rows have no image or were dropped, which images have no row. */
  named(): NamedList[];
}

/** Enough to tell a column of ids from one of words. */
const rowsLookedAt = 50;

/** The paths of all images below the folder, once they are known; asked for only where there are rows to join. */
export type ListImages = () => Promise<readonly string[]>;

/** @throws Failure `metadata-unusable`, `file-unreadable` for a file that was asked for; one found by itself is left aside with a note */
export async function loadMetadata(
  catalog: OpenCatalog,
  folder: string,
  options: ImportOptions,
  images: ListImages,
): Promise<ImportMetadata> {
  if (options.metadata === null) return noMetadata([]);
  const asked = options.metadata === undefined ? null : resolve(options.metadata);
  if (asked !== null) return readRows(images, asked, options.metadataOptions);

  const source = catalog.sources.find(folder);
  const isTold = hasOptions(options.metadataOptions);
  if (source !== null) {
    const remembered = isTold ? options.metadataOptions : source.metadataOptions;
    if (source.metadata === null) return noMetadata(await noteUnread(folder));
    if (existsSync(source.metadata)) return readRows(images, source.metadata, remembered);
    return keepMetadata(source.metadata);
  }
  const files = await findMetadata(folder);
  const found = files.length > 1 ? await chooseByColumns(files) : files[0];
  if (found === undefined)
    return noMetadata(files.length > 1 ? [noteSeveral(files)] : await noteBelow(folder));
  try {
    return await readRows(images, found, options.metadataOptions);
  } catch (thrown) {
    if (!(thrown instanceof Failure) || isTold) throw thrown;
    return noMetadata([`${found} was not used as metadata: ${thrown.message}`]);
  }
}

function noteSeveral(files: readonly string[]): string {
  return `The folder has ${files.length} tables (${listNames(files)}); none was read. Choose one as the metadata.`;
}

/** A table that came after the first import, or was left out by it, is not read by itself: ids would become others. */
async function noteUnread(folder: string): Promise<string[]> {
  const files = await findMetadata(folder).catch(() => []);
  if (files.length === 0) return [];
  const were = files.length === 1 ? 'was' : 'were';
  return [
    `${listNames(files)} ${were} not read, because this folder was imported without metadata before. Choose one as the metadata (--metadata FILE, or in the import sheet) to use it.`,
  ];
}

async function noteBelow(folder: string): Promise<string[]> {
  const files = await findMetadataBelow(folder);
  if (files.length === 0) return [];
  const were = files.length === 1 ? 'was' : 'were';
  return [
    `${listSome(files)} ${were} not read: only a table in the folder itself is read by itself. Choose one as the metadata (--metadata FILE, or in the import sheet), or import each sub-folder for itself.`,
  ];
}

const listNames = (files: readonly string[]): string => listSome(files.map((file) => basename(file)));

/**
 * Of several tables the only one that has a product id, as the published catalog comes with two; else the only one that
 * can be read. A workbook gives way to the text that was saved from it.
 */
async function chooseByColumns(files: readonly string[]): Promise<string | undefined> {
  const readable: string[] = [];
  const withId: string[] = [];
  for (const file of files) {
    try {
      const { columns, rows } = await readTable(file, { limitRows: rowsLookedAt });
      readable.push(file);
      if (guessColumns(columns, rows).idColumn !== null) withId.push(file);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
    }
  }
  const likely = withId.length > 0 ? withId : readable;
  const texts = likely.filter((file) => /\.[ct]sv$/i.test(file));
  const found = texts.length > 0 ? texts : likely;
  return found.length === 1 ? found[0] : undefined;
}

function hasOptions({ map, ...options }: MetadataOptions): boolean {
  return Object.keys(map).length > 0 || Object.values(options).some((option) => option !== undefined);
}

async function readRows(images: ListImages, file: string, options: MetadataOptions): Promise<ImportMetadata> {
  const content = await readTable(file, readOptions(options));
  const table = joinMetadata(content, options, await images());
  const withoutRow = new Set<string>();
  const matched = new Set<string>();
  return {
    file,
    options,
    fields: table.fields,
    notes: table.notes,
    rows: {
      matchFile(path) {
        const row = table.matchFile(path);
        if (row === null) withoutRow.add(path);
        else matched.add(row.id);
        return row;
      },
      rankOf: table.rankOf,
    },
    report: () => ({
      rows: table.rowCount,
      matched: matched.size,
      withoutImage: table.takeUnmatched().length,
      nullRowsDropped: table.nullRowsDropped,
      duplicateRowsDropped: table.duplicateRowsDropped,
    }),
    noteFailed: (path) => void withoutRow.delete(path),
    imagesWithoutRow: () => withoutRow.size,
    named() {
      const missing = table.takeUnmatched().map((id) => ({ name: id, line: table.lineOf(id) }));
      const images = [...withoutRow].map((path) => ({ name: path }));
      return [
        nameSome('rows-without-image', missing),
        nameSome('rows-empty', table.emptyRows, table.nullRowsDropped),
        nameSome('rows-repeated', table.repeatedRows, table.duplicateRowsDropped),
        nameSome('images-without-row', images),
      ].filter((list) => list !== null);
    },
  };
}

function noMetadata(notes: readonly string[]): ImportMetadata {
  return {
    file: null,
    options: { map: {} },
    fields: ['category'],
    rows: null,
    notes,
    report: () => ({ rows: 0, matched: 0, withoutImage: 0, nullRowsDropped: 0, duplicateRowsDropped: 0 }),
    noteFailed: () => undefined,
    imagesWithoutRow: () => 0,
    named: () => [],
  };
}

/** The metadata file of earlier imports is gone: products keep what they have, new files get no attributes. */
function keepMetadata(file: string): ImportMetadata {
  return {
    ...noMetadata([`The metadata file ${file} is gone; products keep the attributes they have.`]),
    file,
    fields: [],
    rows: { matchFile: () => null },
  };
}
