/** The open catalog as the shell follows it: in the menu, among the system's recent ones, and for the next start. */
import { app } from 'electron';
import type { Engine } from '../engine/engine.ts';
import { installMenu, type MenuActions } from './menu.ts';
import type { RememberedState } from './rememberedState.ts';

export interface CatalogFollower {
  /** From now on the catalog closes because the app does: the next start opens it again. */
  end(): void;
}

/** @param actions what the menu does, but for what it does with the list of recent catalogs */
export function followCatalog(
  engine: Engine,
  remembered: RememberedState,
  actions: Omit<MenuActions, 'clearRecent'>,
): CatalogFollower {
  let isEnding = false;

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
    if (isEnding) return;
    void showMenu();
    const folder = catalog?.folder ?? null;
    if (folder === remembered.current.catalog) return;
    remembered.remember({ catalog: folder });
    if (folder !== null) app.addRecentDocument(folder);
  });

  return {
    end() {
      isEnding = true;
    },
  };
}
