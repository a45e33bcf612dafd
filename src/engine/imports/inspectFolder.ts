/** What a folder holds, before it is imported: how many images, which tables, and what their columns seem to be. */
import { checkImageFolder } from '../../adapters/files/checkFolder.ts';
import { findMetadata } from '../../adapters/files/findMetadata.ts';
import { createImageFolder } from '../../adapters/files/imageFolder.ts';
import { Failure } from '../../contract/failure.ts';
import type { Inspection } from '../../contract/imports.ts';
import { createImageIndex, type ImageIndex } from '../../core/imports/metadata/imageIndex.ts';
import { joinMetadata } from '../../core/imports/metadata/joinMetadata.ts';
import { chooseColumns } from '../../core/imports/metadata/metadataColumns.ts';
import { withMissingHeader } from '../../core/imports/metadata/missingHeader.ts';
import type { MetadataFile } from '../../core/imports/ports.ts';
import { type readOptions, readTable } from './readTable.ts';

const countLimit = 100_000;
/** Rows shown to the curator, and read to guess what the columns are. */
const sampleRows = 20;
/** Of a table beside the folder: enough to find one of its images, where the table speaks of more than these. */
const rowsLookedAt = 5000;
/** More tables beside a folder are data of something else. */
const tablesLookedAt = 20;

/** Where tables are looked for but in the folder itself. */
export interface OtherTables {
  /** A folder whose tables are offered too, where they speak of these images. */
  readonly beside?: string | undefined;
  /** One chosen by the curator: only this one is read, and its failure is the call's. */
  readonly csvFile?: string | undefined;
}

/**
 * @param options how that file is read, where the curator chose
 * @throws Failure `folder-unreadable`, `metadata-unusable`
 */
export async function inspectFolder(
  folder: string,
  { beside, csvFile }: OtherTables,
  options: ReturnType<typeof readOptions>,
): Promise<Inspection> {
  const root = await checkImageFolder(folder);
  const files = csvFile === undefined ? await findMetadata(root) : [csvFile];
  const images = await listImages(root);
  const index = createImageIndex(images);
  const csvFiles: Inspection['csvFiles'] = [];
  for (const file of files) {
    try {
      csvFiles.push(describeTable(await readTable(file, { ...options, limitRows: sampleRows }), index));
    } catch (thrown) {
      // A table that merely lies in the folder and cannot be read is none to offer.
      if (csvFile !== undefined || !(thrown instanceof Failure)) throw thrown;
    }
  }
  if (beside !== undefined && csvFile === undefined) {
    for (const table of await findTablesOf(images, beside)) csvFiles.push(describeTable(table, index));
  }
  return { folder: root, images: images.length, csvFiles };
}

/** The tables of another folder in which at least one of these images is found, each with its first rows. */
async function findTablesOf(images: readonly string[], folder: string): Promise<MetadataFile[]> {
  const tables: MetadataFile[] = [];
  // A folder that cannot be listed has none to offer.
  for (const file of (await findMetadata(folder).catch(() => [])).slice(0, tablesLookedAt)) {
    try {
      const table = await readTable(file, { limitRows: rowsLookedAt });
      const join = joinMetadata(table, { map: {} }, images);
      if (images.some((path) => join.matchFile(path) !== null))
        tables.push({
          ...table,
          rows: table.rows.slice(0, sampleRows),
          lines: table.lines.slice(0, sampleRows),
        });
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
    }
  }
  return tables;
}

function describeTable(read: MetadataFile, index: ImageIndex): Inspection['csvFiles'][number] {
  const file = withMissingHeader(read, { map: {} }, index);
  const { path, delimiter, encoding, columns, rows } = file;
  const { idColumn, imageColumn } = guessRoles(file, index);
  return {
    path,
    delimiter,
    encoding,
    columns: [...columns],
    sample: rows.map((row) => [...row]),
    idColumn,
    imageColumn,
  };
}

/** As an import would choose; nulls where the curator has to. */
export function guessRoles(
  file: MetadataFile,
  index: ImageIndex,
): { idColumn: string | null; imageColumn: string | null } {
  try {
    const { id, images } = chooseColumns(file, { map: {} }, index);
    return { idColumn: file.columns[id] ?? null, imageColumn: file.columns[images[0] ?? -1] ?? null };
  } catch (thrown) {
    if (thrown instanceof Failure) return { idColumn: null, imageColumn: null };
    throw thrown;
  }
}

async function listImages(root: string): Promise<string[]> {
  const images: string[] = [];
  for await (const { path } of createImageFolder().walk(root, { aborted: false })) {
    if (images.push(path) >= countLimit) break;
  }
  return images;
}
