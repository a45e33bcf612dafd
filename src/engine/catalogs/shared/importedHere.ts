/** What was imported into a shared catalog on this machine: a catalog of its own, opened when it is asked for. */
import { join } from 'node:path';
import type { CatalogSession } from '../../../core/catalogs/session.ts';
import { hasCatalog } from '../catalogFiles.ts';

export interface ImportedHere {
  /** Made where there is none. @throws Failure as opening a catalog */
  open(): Promise<CatalogSession>;
  /** Null where nothing was imported here. @throws Failure as opening a catalog */
  known(): Promise<CatalogSession | null>;
  close(): Promise<void>;
}

/** @param folder stands for the shared catalog */
export function createImportedHere(
  folder: string,
  openCatalog: (folder: string) => Promise<CatalogSession>,
): ImportedHere {
  const place = join(folder, 'imported');
  let opened: Promise<CatalogSession> | null = null;

  function open(): Promise<CatalogSession> {
    const opening = opened ?? openCatalog(place);
    opened = opening;
    opening.catch(() => {
      if (opened === opening) opened = null;
    });
    return opening;
  }

  return {
    open,
    known: async () => (opened !== null || hasCatalog(place) ? open() : null),
    async close() {
      await (await opened)?.close();
    },
  };
}
