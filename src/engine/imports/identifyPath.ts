/** What a file or folder is that a person gave to Twinset, to be opened. */
import { stat } from 'node:fs/promises';
import type { GivenKind } from '../../contract/imports.ts';
import { hasImageEnding } from '../../core/imports/imageNames.ts';
import { hasCatalog } from '../catalogs/catalogFiles.ts';

/** @param path absolute */
export async function identifyPath(path: string): Promise<GivenKind> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 'missing';
  if (found.isDirectory()) return hasCatalog(path) ? 'catalog' : 'folder';
  return hasImageEnding(path) ? 'image' : 'other';
}
