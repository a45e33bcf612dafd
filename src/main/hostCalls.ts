/** What the interface asks of the window: native dialogs, the file manager, the theme. */
import { dirname } from 'node:path';
import type { BrowserWindow, OpenDialogOptions } from 'electron';
import { app, dialog, nativeTheme, shell } from 'electron';
import type { Handlers, HostMethod } from '../contract/contract.ts';
import { Failure } from '../contract/failure.ts';
import type { RememberedState } from './rememberedState.ts';

export function createHostCalls(window: BrowserWindow, remembered: RememberedState): Handlers<HostMethod> {
  async function choose(options: OpenDialogOptions): Promise<{ path: string | null }> {
    const chosen = await dialog.showOpenDialog(window, { ...options, ...lastPlace() });
    return { path: keep(chosen.canceled ? undefined : chosen.filePaths[0]) };
  }

  function lastPlace(): { defaultPath?: string } {
    const folder = remembered.current.dialogFolder;
    return folder === undefined ? {} : { defaultPath: folder };
  }

  function keep(path: string | undefined): string | null {
    if (path === undefined) return null;
    remembered.remember({ dialogFolder: dirname(path) });
    return path;
  }

  return {
    'host.info': () => ({
      kind: 'electron',
      version: app.getVersion(),
      platform: process.platform,
      roots: [],
    }),
    'host.chooseFolder': ({ title }) => choose({ title, properties: ['openDirectory', 'createDirectory'] }),
    'host.chooseFile': ({ title, extensions }) =>
      choose({ title, properties: ['openFile'], filters: [{ name: title, extensions }] }),
    'host.chooseSaveFile': async ({ title, name }) => {
      const { defaultPath } = lastPlace();
      const chosen = await dialog.showSaveDialog(window, {
        title,
        defaultPath: defaultPath === undefined ? name : `${defaultPath}/${name}`,
      });
      return { path: keep(chosen.canceled ? undefined : chosen.filePath) };
    },
    'host.showFile': ({ path }) => {
      shell.showItemInFolder(path);
      return {};
    },
    'host.browse': () => {
      throw new Failure('not-here', 'The desktop app chooses folders with the system’s own window.');
    },
    'host.setTheme': ({ theme }) => {
      nativeTheme.themeSource = theme;
      return {};
    },
  };
}
