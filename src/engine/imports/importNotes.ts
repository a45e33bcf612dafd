/** What an import says of its own accord: another embedding space, folders that it could not look into. */
import type { Source } from '../../adapters/sqlite/catalog/sourceStore.ts';
import type { Runtime } from '../../contract/models.ts';
import type { UnlistedFolder } from '../../core/imports/ports.ts';
import type { OpenCatalog } from '../catalogs/loadCatalog.ts';

/** @param before what embedded the catalog when the import began; null: nothing yet */
export function spaceNotes(before: Runtime | null, now: Runtime | null): string[] {
  if (before === null || now === null || before.space === now.space) return [];
  return [
    `The catalog was embedded with ${before.model} (${before.pooling}, ${before.inputSize} pixels); it now uses ${now.model} (${now.pooling}, ${now.inputSize} pixels). Import its other folders again to find their products too.`,
  ];
}

/** Of the folders below which the catalog has images. */
export function unlistedNotes(
  catalog: OpenCatalog,
  source: Source,
  unlisted: readonly UnlistedFolder[],
): string[] {
  return unlisted.flatMap(({ path, reason }) => {
    const known = catalog.pruning.countBelow(source.id, path);
    if (known === 0) return [];
    const stays = known === 1 ? 'its image stays as it is' : `its ${known} images stay as they are`;
    return [`${nameOf(source, path)} was not looked at: ${reason} In the catalog ${stays}.`];
  });
}

/** The imported folder itself by its whole path, what lies in it as it lies there. */
export function nameOf(source: Pick<Source, 'folder'>, path: string): string {
  return path === '' ? source.folder : path;
}
