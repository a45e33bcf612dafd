/** Marks what a complete look did not find, a page at a time, so that others are answered meanwhile. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MarkedPage, PruneStore } from '../../adapters/sqlite/catalog/pruneStore.ts';
import type { UnlistedFolder } from '../../core/imports/ports.ts';

/**
 * Every image is marked on its own account: an import that is killed meanwhile leaves the others to the next one.
 * @returns how many of the source's images are missing now
 */
export async function markMissing(
  pruning: PruneStore,
  sourceId: number,
  importNumber: number,
  unlisted: readonly UnlistedFolder[],
): Promise<number> {
  const folders = new Set(unlisted.map(({ path }) => path));
  const markBehind = (key: number): MarkedPage | null =>
    pruning.markMissing(sourceId, importNumber, folders, key);
  let missing = 0;
  for (let page = markBehind(0); page !== null; page = markBehind(page.lastKey)) {
    missing += page.missing;
    await nextTurn();
  }
  return missing;
}
