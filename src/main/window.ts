/** A window: sandboxed, shown when it has something to show, and it never leaves the interface. */
import type { WebContents } from 'electron';
import { app, BrowserWindow, dialog, nativeTheme, screen, shell } from 'electron';
import { Failure } from '../contract/failure.ts';
import { logCrash } from './crashLog.ts';
import { endWithReason } from './endWithReason.ts';
import type { RememberedState, WindowState } from './rememberedState.ts';
import { interfaceAddress } from './schemes.ts';

/** Pages about weights and their licences; nothing else is opened outside. */
const externalOrigins = new Set(['https://keras.io', 'https://image-net.org']);

/** Those of the interface, for the moments before it has painted. */
const darkBackground = '#1e1e1e';
const lightBackground = '#f2f2f2';

/** A machine without a graphics driver may never say that a window is ready; better a bare one than none. */
const shownAfterMs = 10_000;

/** A page that has run so long crashes for another reason than before. */
const healthyAfterMs = 60_000;

/**
 * @param preloadFile absolute path of the built preload script
 * @param iconFile shown where no installed shortcut gives the window one; null elsewhere
 */
export function openWindow(
  remembered: RememberedState,
  preloadFile: string,
  iconFile: string | null,
): BrowserWindow {
  const { current } = remembered;
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...(current.bounds !== undefined && isOnScreen(current.bounds) ? current.bounds : {}),
    minWidth: 640,
    minHeight: 400,
    show: false,
    title: 'Twinset',
    ...(iconFile !== null && { icon: iconFile }),
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
  showWhenReady(window, current.isMaximized);
  const rememberAll = (): void =>
    remembered.remember({
      bounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      place: placeOf(window.webContents.getURL()),
    });
  window.on('close', rememberAll);
  // Windows shuts down, and asks no window to close.
  window.on('session-end', rememberAll);
  stayInside(window.webContents);
  recover(window);
  stayOnScreen(window);
  // The place belongs to the catalog, which is opened again.
  const place = current.catalog === null ? '' : current.place;
  window
    .loadURL(`${startAddress()}${place}`)
    .catch((thrown: unknown) => endUnseen(window, `loading: ${String(thrown)}`));
  return window;
}

/** Whether this is the address of the interface, wherever in it. */
export function isInterface(address: string): boolean {
  return originOf(address) === originOf(startAddress());
}

/** From `electron-vite dev` the interface comes from its server; never in a packaged app. */
function startAddress(): string {
  const dev = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  return dev ?? interfaceAddress;
}

/** `URL.origin` is "null" for schemes of our own. */
function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}

function placeOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hash : '';
}

function showWhenReady(window: BrowserWindow, isMaximized: boolean): void {
  const show = (): void => {
    clearTimeout(limit);
    if (window.isDestroyed() || window.isVisible()) return;
    // It shows the window by itself, at once: not before there is something to see.
    if (isMaximized) window.maximize();
    window.show();
  };
  const limit = setTimeout(show, shownAfterMs);
  window.once('ready-to-show', show);
  window.once('closed', () => clearTimeout(limit));
}

/** A window that never came up: the app would go on without anybody seeing it. */
function endUnseen(window: BrowserWindow, detail: string): void {
  if (window.isDestroyed() || window.isVisible()) return;
  const message =
    'The window of Twinset could not be shown. Start Twinset again; if this comes again, install it again.';
  endWithReason('Twinset cannot start', new Failure('internal', message, detail));
}

/** The page may load itself anew, and nothing else. */
function stayInside(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isInterface(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (URL.canParse(url) && externalOrigins.has(new URL(url).origin)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}

/** A page that crashed is loaded again; one that crashes again and again is left to the person: a loop would hide what is wrong. */
function recover(window: BrowserWindow): void {
  let crashes = 0;
  let isOffering = false;
  let isOwnCrash = false;

  function reload(): void {
    // Not within the event that tells of the crash.
    setImmediate(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    });
  }

  async function offerReload(message: string, isHung: boolean): Promise<void> {
    if (isOffering || window.isDestroyed()) return;
    isOffering = true;
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      title: 'Twinset',
      message,
      detail: 'Nothing that was decided or imported is lost. What runs goes on meanwhile.',
      buttons: ['Load the window again', 'Wait'],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    isOffering = false;
    if (response !== 0 || window.isDestroyed()) return;
    // A page that hangs hears of nothing, not even of being loaded again.
    isOwnCrash = isHung;
    if (isHung) window.webContents.forcefullyCrashRenderer();
    else reload();
  }

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    if (!window.isVisible()) {
      endUnseen(window, `render process gone: ${reason}`);
      return;
    }
    crashes += 1;
    setTimeout(() => {
      crashes = 0;
    }, healthyAfterMs).unref();
    if (isOwnCrash || crashes <= 3) reload();
    else void offerReload(`The window stopped several times (${reason}).`, false);
    isOwnCrash = false;
  });
  window.webContents.on('preload-error', (_event, path, error) => {
    endUnseen(window, `${path}: ${error.stack ?? error.message}`);
  });
  window.on('unresponsive', () => {
    logCrash('window: does not answer');
    void offerReload('The window does not answer.', true);
  });
}

/** A screen may go while the window stands on it. */
function stayOnScreen(window: BrowserWindow): void {
  const look = (): void => {
    if (!isOnScreen(window.getNormalBounds())) window.center();
  };
  screen.on('display-removed', look);
  window.once('closed', () => screen.off('display-removed', look));
}

/** Whether a screen shows enough of that place to take hold of the window. */
function isOnScreen(bounds: NonNullable<WindowState['bounds']>): boolean {
  const area = screen.getDisplayMatching(bounds).workArea;
  return (
    bounds.x < area.x + area.width &&
    bounds.x + bounds.width > area.x &&
    bounds.y < area.y + area.height &&
    bounds.y >= area.y - 50
  );
}
