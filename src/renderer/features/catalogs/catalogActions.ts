/** Opening catalogs. The actions outlive the screen that started them: opening a catalog replaces the start screen. */
import { create } from 'zustand';
import { asFailure, type Failure } from '../../../contract/failure.ts';
import { client } from '../../api/client.ts';
import { invalidate } from '../../api/queries.ts';
import { lastPart } from '../../shell/files/browsePath.ts';
import { showToast } from '../../shell/toasts.ts';
import { showImportSheet } from '../imports/importIntent.ts';
import { importInTurn, startImport } from '../imports/plan/startImport.ts';

/** What could not be opened: shown where the person stands until it is dismissed or tried again. */
export interface CatalogProblem {
  readonly title: string;
  readonly failure: Failure;
  /** The catalog's folder or address, where one was asked for. */
  readonly folder: string | null;
  /** Does the same again. */
  retry(): void;
}

interface CatalogActions {
  /** What is under way, in words for the person; null when nothing is. */
  readonly pending: string | null;
  readonly problem: CatalogProblem | null;
}

export const useCatalogActions = create<CatalogActions>()(() => ({ pending: null, problem: null }));

export function dismissProblem(): void {
  useCatalogActions.setState({ problem: null });
}

/** Opens a catalog by its own folder or its address, as the list of recent ones has it. */
export function openCatalog(folder: string): Promise<void> {
  return act({
    pending: `Opening ${lastPart(folder)}…`,
    title: 'The catalog cannot be opened',
    folder,
    run: async () => {
      await client.call('catalogs.open', { folder });
    },
  });
}

/** Draws the sample (once), opens its catalog and imports it: no questions. */
export function openSample(): Promise<void> {
  return act({
    pending: 'Drawing the sample catalog…',
    title: 'The sample catalog cannot be opened',
    folder: null,
    run: async () => {
      const { imageFolder, metadata } = await client.call('catalogs.openSample', {});
      await startImport({ folder: imageFolder, metadata });
    },
  });
}

/** Asks for a folder of images and leads to its import: by the system's dialog, or in the sheet in a browser. */
export async function openFolder(): Promise<void> {
  const { kind } = await client.call('host.info', {});
  if (kind === 'browser') {
    showImportSheet({ destination: 'own' });
    return;
  }
  const { path } = await client.call('host.chooseFolder', { title: 'Choose a folder of product images' });
  if (path !== null) showImportSheet({ folder: path, destination: 'own' });
}

export function closeCatalog(): Promise<void> {
  return act({
    pending: 'Closing the catalog…',
    title: 'The catalog cannot be closed',
    folder: null,
    run: async () => {
      await client.call('catalogs.close', {});
    },
  });
}

/** For a damaged catalog: an empty one takes its place, and its image folders are imported again. */
export function rebuildCatalog(folder: string): Promise<void> {
  return act({
    pending: 'Setting the damaged database aside…',
    title: 'The catalog cannot be rebuilt',
    folder,
    run: async () => {
      // What became of the old database is in the notices of the catalog.
      const { sources } = await client.call('catalogs.rebuild', { folder });
      showImportSheet();
      void importInTurn(sources).catch((thrown: unknown) =>
        showToast(`Not every folder could be imported again: ${asFailure(thrown).message}`, {
          kind: 'error',
        }),
      );
    },
  });
}

interface Act {
  readonly pending: string;
  readonly title: string;
  readonly folder: string | null;
  run(): Promise<void>;
}

/** One at a time: what is asked for meanwhile is not done. */
async function act(action: Act): Promise<void> {
  if (useCatalogActions.getState().pending !== null) return;
  useCatalogActions.setState({ pending: action.pending, problem: null });
  try {
    await action.run();
    await invalidate(['catalogs.current', 'catalogs.recent']);
  } catch (thrown) {
    const { title, folder } = action;
    useCatalogActions.setState({
      problem: { title, folder, failure: asFailure(thrown), retry: () => void act(action) },
    });
  } finally {
    useCatalogActions.setState({ pending: null });
  }
}
