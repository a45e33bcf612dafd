/** Reads a metadata file of either kind: a table as text, or a workbook. */
import { type ReadOptions, readMetadata } from '../../adapters/csv/readMetadata.ts';
import { isWorkbook } from '../../adapters/xlsx/isWorkbook.ts';
import { readWorkbook } from '../../adapters/xlsx/readWorkbook.ts';
import type { MetadataOptions } from '../../contract/imports.ts';
import type { MetadataFile } from '../../core/imports/ports.ts';

/** @throws Failure `file-unreadable`, `metadata-unusable` as the readers do */
export async function readTable(file: string, options: ReadOptions = {}): Promise<MetadataFile> {
  return (await isWorkbook(file)) ? readWorkbook(file, options) : readMetadata(file, options);
}

/** What the person said about how the file is written. */
export function readOptions({ encoding, delimiter }: Partial<MetadataOptions>): ReadOptions {
  return { ...(encoding !== undefined && { encoding }), ...(delimiter !== undefined && { delimiter }) };
}
