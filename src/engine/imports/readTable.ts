/** Reads a metadata file of either kind: a table as text, or a workbook. */
import { type ReadOptions, readMetadata } from '../../adapters/csv/readMetadata.ts';
import { isWorkbook } from '../../adapters/xlsx/isWorkbook.ts';
import type { MetadataOptions } from '../../contract/imports.ts';
import type { MetadataFile } from '../../core/imports/ports.ts';

/** @throws Failure `file-unreadable`, `metadata-unusable` as the readers do */
export async function readTable(file: string, options: ReadOptions = {}): Promise<MetadataFile> {
  if (!(await isWorkbook(file))) return readMetadata(file, options);
  // Loaded where there is a workbook: every start of the engine would wait for its library.
  const { readWorkbook } = await import('../../adapters/xlsx/readWorkbook.ts');
  return readWorkbook(file, options);
}

/** What the person said about how the file is written. */
export function readOptions({ encoding, delimiter }: Partial<MetadataOptions>): ReadOptions {
  return { ...(encoding !== undefined && { encoding }), ...(delimiter !== undefined && { delimiter }) };
}
