/** The open catalog as the shell follows it: in the menu, among the system's recent ones, and for the next start. */
import { app } from 'electron';
import { placeOf } from '../../contract/catalogs.ts';
import type { Engine } from '../../engine/engine.ts';
import type { RememberedState } from '../rememberedState.ts';
import { installMenu, type MenuActions } from './menu.ts';

export interface CatalogFollower {
  /** The person closed the catalog: the next start opens none. Whatever else closes it, it is opened again. */
  forget(): void;
}

/** @param actions what the menu does, but for what it does with the list of recent catalogs */
export function followCatalog(
  engine: Engine,
  remembered: RememberedState,
  actions: Omit<MenuActions, 'clearRecent'>,
): CatalogFollower {
  /** Asked for each time: the catalog may have been opened before anybody listened. */
  async function showMenu(): Promise<void> {
    const { catalog } = await engine.call('catalogs.current', {}).catch(() => ({ catalog: null }));
    const { catalogs } = await engine.call('catalogs.recent', {}).catch(() => ({ catalogs: [] }));
    installMenu({ ...actions, clearRecent }, { hasCatalog: catalog !== null, recent: catalogs });
  }

  function clearRecent(): void {
    app.clearRecentDocuments();
    void engine.call('catalogs.clearRecent', {}).then(showMenu);
  }

  installMenu({ ...actions, clearRecent }, { hasCatalog: false, recent: [] });
  void showMenu();
  engine.on('catalogs.changed', ({ catalog }) => {
    void showMenu();
    if (catalog === null || placeOf(catalog) === remembered.current.catalog) return;
    // The place was one in the catalog before.
    remembered.remember({ catalog: placeOf(catalog), place: '' });
    // The system knows folders alone.
    if (catalog.address === undefined) app.addRecentDocument(catalog.folder);
  });

  return {
    forget: () => remembered.remember({ catalog: null, place: '' }),
  };
}
