/** What a folder holds, before it is imported: how many images, which CSV files, and what their columns seem to be. */
import { readMetadata } from '../../adapters/csv/readMetadata.ts';
import { checkImageFolder } from '../../adapters/files/checkFolder.ts';
import { findMetadata } from '../../adapters/files/findMetadata.ts';
import { createImageFolder } from '../../adapters/files/imageFolder.ts';
import { Failure } from '../../contract/failure.ts';
import type { Inspection } from '../../contract/imports.ts';
import { guessColumns } from '../../core/imports/guessColumns.ts';

const countLimit = 100_000;
/** Rows shown to the curator, and read to guess what the columns are. */
const sampleRows = 20;

/**
 * @param csvFile one chosen by the curator: only this one is read, and its failure is the call's
 * @throws Failure `folder-unreadable`, `metadata-unusable`
 */
export async function inspectFolder(folder: string, csvFile: string | undefined): Promise<Inspection> {
  const root = await checkImageFolder(folder);
  const files = csvFile === undefined ? await findMetadata(root) : [csvFile];
  const csvFiles: Inspection['csvFiles'] = [];
  for (const file of files) {
    try {
      csvFiles.push(await describeCsv(file));
    } catch (thrown) {
      // A CSV that merely lies in the folder and cannot be read is none to offer.
      if (csvFile !== undefined || !(thrown instanceof Failure)) throw thrown;
    }
  }
  return { folder: root, images: await countImages(root), csvFiles };
}

async function describeCsv(file: string): Promise<Inspection['csvFiles'][number]> {
  const { path, delimiter, encoding, columns, rows } = await readMetadata(file, { limitRows: sampleRows });
  const { idColumn, imageColumn } = guessColumns(columns, rows);
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

async function countImages(root: string): Promise<number> {
  let images = 0;
  for await (const _file of createImageFolder().walk(root, { aborted: false })) {
    images++;
    if (images >= countLimit) break;
  }
  return images;
}
