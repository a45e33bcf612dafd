/** What the interface asks of the window: native dialogs, the file manager, the theme, files dragged out. */
import { dirname, extname, join, normalize } from 'node:path';
import type { BrowserWindow, NativeImage, OpenDialogOptions } from 'electron';
import { app, dialog, nativeImage, nativeTheme, shell } from 'electron';
import type { Handlers, HostMethod } from '../contract/contract.ts';
import { Failure } from '../contract/failure.ts';
import type { Engine } from '../engine/engine.ts';
import type { RememberedState } from './rememberedState.ts';
import type { Starts } from './singleInstance.ts';

export interface HostCallsOptions {
  readonly window: BrowserWindow;
  readonly engine: Engine;
  readonly remembered: RememberedState;
  readonly starts: Starts;
  /** Absolute path of the engine's log. */
  readonly logFile: string;
  /** Absolute path of the app's own picture: what has none is dragged by it. */
  readonly iconFile: string;
}

/** Height of what hangs at the pointer while a picture is dragged out. */
const dragIconPx = 96;

export function createHostCalls(options: HostCallsOptions): Handlers<HostMethod> {
  const { window, engine, remembered, starts, logFile, iconFile } = options;
  let prepared: { readonly files: string[]; readonly icon: NativeImage } | null = null;

  async function choose(dialogOptions: OpenDialogOptions): Promise<{ path: string | null }> {
    // macOS shows a message, and no title.
    const message = { message: dialogOptions.title ?? '' };
    const chosen = await dialog.showOpenDialog(window, { ...dialogOptions, ...message, ...lastPlace() });
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

  /** What is dragged: the files behind the products' first pictures, and one of the pictures. */
  async function prepare(ids: readonly string[]): Promise<{ files: string[]; icon: NativeImage }> {
    const products = await Promise.all(ids.map((id) => engine.call('products.get', { id })));
    const images = products.flatMap(({ images }) => images.find(({ state }) => state !== 'missing') ?? []);
    const imageId = images.find((image) => image.imageId !== null)?.imageId ?? null;
    const thumbnail = imageId === null ? null : await engine.imageFile(imageId, 'thumbnail');
    const picture = nativeImage.createFromPath(thumbnail ?? iconFile);
    return {
      files: images.map(({ folder, path }) => join(folder, ...path.split('/'))),
      icon: (picture.isEmpty() ? nativeImage.createFromPath(iconFile) : picture).resize({
        height: dragIconPx,
      }),
    };
  }

  return {
    'host.info': () => ({
      kind: 'electron',
      version: app.getVersion(),
      platform: process.platform,
      roots: [],
      logFile,
    }),
    'host.chooseFolder': ({ title }) => choose({ title, properties: ['openDirectory', 'createDirectory'] }),
    'host.chooseFile': ({ title, extensions }) =>
      choose({ title, properties: ['openFile'], filters: [{ name: title, extensions }] }),
    'host.chooseSaveFile': async ({ title, name }) => {
      const extension = extname(name).slice(1);
      const chosen = await dialog.showSaveDialog(window, {
        title,
        defaultPath: join(remembered.current.dialogFolder ?? '', name),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
        filters: extension === '' ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }],
      });
      return { path: keep(chosen.canceled ? undefined : chosen.filePath) };
    },
    'host.showFile': ({ path }) => {
      // Windows takes no forward slashes here.
      shell.showItemInFolder(normalize(path));
      return {};
    },
    'host.browse': () => {
      throw new Failure('not-here', 'The desktop app chooses folders with the system’s own window.');
    },
    'host.setTheme': ({ theme }) => {
      nativeTheme.themeSource = theme;
      return {};
    },
    'host.takePaths': () => ({ paths: starts.take() }),
    'host.editText': ({ action }) => {
      if (action === 'undo') window.webContents.undo();
      else window.webContents.redo();
      return {};
    },
    'host.prepareDrag': async ({ ids }) => {
      prepared = await prepare(ids);
      return {};
    },
    'host.startDrag': () => {
      const [file] = prepared?.files ?? [];
      if (prepared === null || file === undefined) {
        throw new Failure('not-found', 'These products have no file to drag.');
      }
      const { files, icon } = prepared;
      prepared = null;
      window.webContents.startDrag({ file, files, icon });
      return {};
    },
  };
}
