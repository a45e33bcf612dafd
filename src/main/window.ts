/** The one window: sandboxed, shown when it has something to show, and it never leaves the interface. */
import type { WebContents } from 'electron';
import { app, BrowserWindow, nativeTheme, screen, shell } from 'electron';
import { Failure } from '../contract/failure.ts';
import { logCrash } from './crashLog.ts';
import { endWithReason } from './endWithReason.ts';
import type { RememberedState, WindowState } from './rememberedState.ts';
import { interfaceAddress } from './schemes.ts';

/** Pages about weights and their licences; nothing else is opened outside. */
const externalOrigins = new Set(['https://keras.io', 'https://image-net.org']);

const darkBackground = '#1e1e1e';
const lightBackground = '#f2f2f2';

/** @param preloadFile absolute path of the built preload script */
export function openWindow(remembered: RememberedState, preloadFile: string): BrowserWindow {
  const bounds = visibleBounds(remembered.current);
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...bounds,
    minWidth: 640,
    minHeight: 400,
    show: false,
    title: 'Twinset',
    backgroundColor: nativeTheme.shouldUseDarkColors ? darkBackground : lightBackground,
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (remembered.current.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    remembered.remember({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
  stayInside(window.webContents);
  reloadAfterCrash(window);
  window.loadURL(startAddress()).catch((thrown: unknown) => endUnseen(window, String(thrown)));
  return window;
}

/** A window that never came up: the app would go on without anybody seeing it. */
function endUnseen(window: BrowserWindow, detail: string): void {
  if (window.isDestroyed() || window.isVisible()) return;
  const message =
    'The window of Twinset could not be shown. Start Twinset again; if this comes again, install it again.';
  endWithReason('Twinset cannot start', new Failure('internal', message, detail));
}

/** From `electron-vite dev` the interface comes from its server; never in a packaged app. */
export function startAddress(): string {
  const dev = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  return dev ?? interfaceAddress;
}

function stayInside(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (URL.canParse(url) && externalOrigins.has(new URL(url).origin)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}

/** A window that crashes again and again is left alone: a loop would hide what is wrong. */
function reloadAfterCrash(window: BrowserWindow): void {
  let reloads = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    if (reloads >= 3) {
      endUnseen(window, `render process gone: ${reason}`);
      return;
    }
    reloads += 1;
    window.webContents.reload();
  });
  window.on('unresponsive', () => logCrash('window: does not answer'));
}

/** Where it stood, if a screen still shows that place. */
function visibleBounds(state: WindowState): WindowState['bounds'] {
  const { bounds } = state;
  if (bounds === undefined) return undefined;
  const area = screen.getDisplayMatching(bounds).workArea;
  const isVisible =
    bounds.x < area.x + area.width &&
    bounds.x + bounds.width > area.x &&
    bounds.y < area.y + area.height &&
    bounds.y >= area.y - 50;
  return isVisible ? bounds : undefined;
}
