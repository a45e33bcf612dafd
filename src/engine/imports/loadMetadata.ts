/** The metadata of one import: the file asked for, the one used last time, or the one that lies in the folder. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readMetadata } from '../../adapters/csv/readMetadata.ts';
import { findMetadata } from '../../adapters/files/findMetadata.ts';
import { Failure } from '../../contract/failure.ts';
import type { ImportOptions, MetadataOptions, MetadataReport } from '../../contract/imports.ts';
import { guessColumns } from '../../core/imports/guessColumns.ts';
import { joinMetadata } from '../../core/imports/joinMetadata.ts';
import type { RowMatcher } from '../../core/imports/placeFinder.ts';
import type { OpenCatalog } from '../catalogs/openCatalog.ts';

export interface ImportMetadata {
  /** The CSV file, or null: folder names become the category. */
  readonly file: string | null;
  readonly options: MetadataOptions;
  readonly fields: readonly string[];
  readonly rows: RowMatcher | null;
  readonly notes: readonly string[];
  report(): MetadataReport;
  /** Images no row stood for, counted as they are matched. */
  imagesWithoutRow(): number;
  /** What is known once every file was matched: rows without an image. */
  closingNotes(): string[];
}

/** Enough to tell a column of ids from one of words. */
const rowsLookedAt = 50;
/** How many ids a note names before it says "and N more". */
const idsNamed = 20;

/** @throws Failure `metadata-unusable`, `file-unreadable` for a file that was asked for; one found by itself is left aside with a note */
export async function loadMetadata(
  catalog: OpenCatalog,
  folder: string,
  options: ImportOptions,
): Promise<ImportMetadata> {
  if (options.metadata === null) return noMetadata([]);
  const asked = options.metadata === undefined ? null : resolve(options.metadata);
  if (asked !== null) return readRows(asked, options.metadataOptions);

  const source = catalog.sources.find(folder);
  const isTold = hasOptions(options.metadataOptions);
  if (source !== null) {
    const remembered = isTold ? options.metadataOptions : source.metadataOptions;
    if (source.metadata === null) return noMetadata([]);
    if (existsSync(source.metadata)) return readRows(source.metadata, remembered);
    return keepMetadata(source.metadata);
  }
  const files = await findMetadata(folder);
  const found = files.length > 1 ? await chooseByColumns(files) : files[0];
  if (found === undefined) {
    return noMetadata(
      files.length > 1
        ? [`The folder has ${files.length} CSV files; none was read. Choose one as the metadata.`]
        : [],
    );
  }
  try {
    return await readRows(found, options.metadataOptions);
  } catch (thrown) {
    if (!(thrown instanceof Failure) || isTold) throw thrown;
    return noMetadata([`${found} was not used as metadata: ${thrown.message}`]);
  }
}

/** Of several CSV files the only one that has a product id; the published catalog comes with two. */
async function chooseByColumns(files: readonly string[]): Promise<string | undefined> {
  const withId: string[] = [];
  for (const file of files) {
    try {
      const { columns, rows } = await readMetadata(file, { limitRows: rowsLookedAt });
      if (guessColumns(columns, rows).idColumn !== null) withId.push(file);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
    }
  }
  return withId.length === 1 ? withId[0] : undefined;
}

function hasOptions(options: MetadataOptions): boolean {
  return (
    options.idColumn !== undefined || options.imageColumn !== undefined || Object.keys(options.map).length > 0
  );
}

async function readRows(file: string, options: MetadataOptions): Promise<ImportMetadata> {
  const content = await readMetadata(file);
  const table = joinMetadata(content, options);
  let withoutRow = 0;
  const matched = new Set<string>();
  return {
    file,
    options,
    fields: table.fields,
    notes: table.notes,
    rows: {
      matchFile(path) {
        const row = table.matchFile(path);
        if (row === null) withoutRow++;
        else matched.add(row.id);
        return row;
      },
    },
    report: () => ({
      rows: table.rowCount,
      matched: matched.size,
      withoutImage: table.takeUnmatched().length,
      nullRowsDropped: table.nullRowsDropped,
      duplicateRowsDropped: table.duplicateRowsDropped,
    }),
    imagesWithoutRow: () => withoutRow,
    closingNotes() {
      const missing = table.takeUnmatched();
      if (missing.length === 0) return [];
      const named = missing.slice(0, idsNamed).join(', ');
      const more = missing.length > idsNamed ? ` and ${missing.length - idsNamed} more` : '';
      return [`Rows without an image (not imported): ${named}${more}.`];
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
    imagesWithoutRow: () => 0,
    closingNotes: () => [],
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
