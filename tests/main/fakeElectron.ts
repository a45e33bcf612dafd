/**
 * Stands in for Electron where its binary cannot be had: records what the app does with it, and does on request what
 * a person or a page would do. The requests come over the process's channel (see startFake.ts).
 */
import { EventEmitter } from 'node:events';
import { writeSync } from 'node:fs';

export const records: { readonly what: string; readonly value: unknown }[] = [];

function record(what: string, value: unknown = null): void {
  records.push({ what, value });
}

interface FakeFrame {
  url: string;
}

type SchemeHandler = (request: Request) => Promise<Response>;
type InvokeHandler = (event: { senderFrame: FakeFrame | null }, ...words: unknown[]) => Promise<unknown>;

export const schemeHandlers = new Map<string, SchemeHandler>();
export const invokeHandlers = new Map<string, InvokeHandler>();
export const windows: BrowserWindow[] = [];
export const dialogAnswers: object[] = [];
export const menuItems: { label?: string; click?: () => void; role?: string; submenu?: unknown }[] = [];
export const permissionAnswers: { ask?: (name: string) => boolean } = {};

class FakeContents extends EventEmitter {
  readonly mainFrame: FakeFrame = { url: '' };
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }

  send(channel: string, ...words: unknown[]): void {
    record('send', [channel, ...words]);
  }

  reload(): void {
    record('reload');
  }

  /** Knows one script, the loading of a picture: asks the scheme's handler and gives a width if it answers. */
  async executeJavaScript(script: string): Promise<number> {
    const address = /thumb:\/\/\w+\/\w+/.exec(script)?.[0] ?? 'thumb://none/none';
    const answer = await fetchScheme(address);
    return answer.status === 200 ? 256 : 0;
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: object;

  constructor(options: object) {
    super();
    this.options = options;
    record('window', options);
    windows.push(this);
  }

  async loadURL(url: string): Promise<void> {
    record('loadURL', url);
    if (process.env['FAKE_LOAD_FAILS'] !== undefined) throw new Error('ERR_FAILED (-2) loading');
    this.webContents.mainFrame.url = url;
    setImmediate(() => {
      this.emit('ready-to-show');
      this.webContents.emit('did-finish-load');
    });
  }

  private isShown = false;

  show(): void {
    this.isShown = true;
    record('show');
  }

  focus(): void {
    record('focus');
  }

  maximize(): void {
    record('maximize');
  }

  restore(): void {
    record('restore');
  }

  isMinimized(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return false;
  }

  isVisible(): boolean {
    return this.isShown;
  }

  isDestroyed(): boolean {
    return false;
  }

  getNormalBounds(): object {
    return { x: 10, y: 20, width: 900, height: 700 };
  }

  setProgressBar(share: number): void {
    record('setProgressBar', share);
  }
}

class FakeApp extends EventEmitter {
  readonly isPackaged = false;
  readonly name = 'Twinset';

  enableSandbox(): void {
    record('enableSandbox');
  }

  setPath(name: string, path: string): void {
    record('setPath', [name, path]);
  }

  requestSingleInstanceLock(): boolean {
    return process.env['FAKE_SECOND_INSTANCE'] === undefined;
  }

  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    record('ready');
  }

  getVersion(): string {
    return '9.9.9';
  }

  addRecentDocument(path: string): void {
    record('addRecentDocument', path);
  }

  quit(): void {
    record('quit');
    let isPrevented = false;
    this.emit('will-quit', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    if (!isPrevented) this.exit(0);
  }

  exit(code: number): void {
    process.exit(code);
  }
}

export const app = new FakeApp();

export const protocol = {
  registerSchemesAsPrivileged: (schemes: object[]) => record('registerSchemesAsPrivileged', schemes),
  handle: (scheme: string, handler: SchemeHandler) => void schemeHandlers.set(scheme, handler),
};

export const ipcMain = {
  handle: (channel: string, handler: InvokeHandler) => void invokeHandlers.set(channel, handler),
};

export const nativeTheme = {
  shouldUseDarkColors: false,
  set themeSource(theme: string) {
    record('themeSource', theme);
  },
};

export const screen = {
  getDisplayMatching: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
};

export const shell = {
  openExternal: async (url: string) => record('openExternal', url),
  showItemInFolder: (path: string) => record('showItemInFolder', path),
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (
      handler: (contents: null, name: string, answer: (isAllowed: boolean) => void) => void,
    ) => {
      permissionAnswers.ask = (name) => {
        let isAllowed = true;
        handler(null, name, (answer) => {
          isAllowed = answer;
        });
        return isAllowed;
      };
    },
    setPermissionCheckHandler: () => record('setPermissionCheckHandler'),
    setDevicePermissionHandler: () => record('setDevicePermissionHandler'),
  },
};

async function answerDialog(_window: object, options: object): Promise<object> {
  record('dialog', options);
  return dialogAnswers.shift() ?? { canceled: true, filePaths: [] };
}

/** What it shows goes to standard output: the app ends right after it, and can then not be asked any more. */
function showErrorBox(title: string, content: string): void {
  writeSync(1, `${JSON.stringify({ errorBox: { title, content } })}\n`);
}

export const dialog = { showOpenDialog: answerDialog, showSaveDialog: answerDialog, showErrorBox };

export const Menu = {
  buildFromTemplate: (template: (typeof menuItems)[number][]) => template,
  setApplicationMenu: (template: (typeof menuItems)[number][]) => void menuItems.push(...template),
};

let lastBlocker = 0;

export const powerSaveBlocker = {
  start: (kind: string) => {
    lastBlocker += 1;
    record('powerSaveBlocker.start', kind);
    return lastBlocker;
  },
  stop: (id: number) => record('powerSaveBlocker.stop', id),
};

export async function fetchScheme(address: string): Promise<Response> {
  const scheme = new URL(address).protocol.slice(0, -1);
  const handler = schemeHandlers.get(scheme);
  if (handler === undefined) return new Response(null, { status: 501 });
  return handler(new Request(address));
}
