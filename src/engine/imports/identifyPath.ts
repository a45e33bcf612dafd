/** What a file or folder is that a person gave to Twinset, to be opened. */
import { stat } from 'node:fs/promises';
import type { GivenKind } from '../../contract/imports.ts';
import { hasImageEnding } from '../../core/imports/imageNames.ts';
import { isExport } from '../../core/lists/roundTrip/editedFile.ts';
import { hasCatalog } from '../catalogs/catalogFiles.ts';
import { readTable } from './readTable.ts';

/** @param path absolute */
export async function identifyPath(path: string): Promise<GivenKind> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 'missing';
  if (found.isDirectory()) return hasCatalog(path) ? 'catalog' : 'folder';
  if (hasImageEnding(path)) return 'image';
  return (await isExportFile(path)) ? 'lists' : 'other';
}

/** What cannot be read as a table is no export. */
async function isExportFile(path: string): Promise<boolean> {
  if (!/\.(?:csv|tsv|txt|xlsx|xlsm)$/i.test(path)) return false;
  return readTable(path, { limitRows: 1 }).then(
    ({ columns }) => isExport(columns),
    () => false,
  );
}
