/**
 * Stands in for Electron where its binary cannot be had: records what the app does with it, refuses what Electron
 * refuses, and does on request what a person or a page would do (see requests.ts). Its parts are checked against
 * Electron's own types.
 */
import { EventEmitter } from 'node:events';
import { writeSync } from 'node:fs';
import type {
  Dialog,
  MessageBoxOptions,
  NativeTheme,
  NotificationConstructorOptions,
  PowerSaveBlocker,
  SafeStorage,
  Session,
  Shell,
} from 'electron';
import { record, requireReady } from './records.ts';
import { readBytes } from './window.ts';

export { app } from './app.ts';
export { Menu } from './menu.ts';
export { protocol } from './schemes.ts';
export { BrowserWindow } from './window.ts';

let themeSource: NativeTheme['themeSource'] = 'system';

export const nativeTheme = {
  get shouldUseDarkColors(): boolean {
    return themeSource === 'dark';
  },
  get themeSource() {
    return themeSource;
  },
  set themeSource(theme) {
    themeSource = theme;
    record('themeSource', theme);
  },
} satisfies Pick<NativeTheme, 'shouldUseDarkColors' | 'themeSource'>;

class FakeScreen extends EventEmitter {
  area = { x: 0, y: 0, width: 1920, height: 1080 };

  getDisplayMatching(): { workArea: { x: number; y: number; width: number; height: number } } {
    requireReady('The screen module');
    return { workArea: this.area };
  }
}

export const screen = new FakeScreen();

export const shell = {
  openExternal: async (url: string) => record('openExternal', url),
  showItemInFolder: (path: string) => record('showItemInFolder', path),
} satisfies Pick<Shell, 'openExternal' | 'showItemInFolder'>;

/** The system's keychain: what it encrypts is read by itself alone. */
export const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret' as const,
  encryptString: (text) => Buffer.from(Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a)),
  decryptString: (encrypted) => Buffer.from(encrypted.map((byte) => byte ^ 0x5a)).toString('utf8'),
} satisfies Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>;

export const permissionAnswers: { ask?: (name: string) => boolean } = {};

type UsedOfSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;

const defaultSession = {
  setPermissionRequestHandler: (handler) => {
    permissionAnswers.ask = (name) => {
      let isAllowed = true;
      const ask = handler as unknown as (
        contents: null,
        name: string,
        answer: (isAllowed: boolean) => void,
      ) => void;
      ask(null, name, (answer) => {
        isAllowed = answer;
      });
      return isAllowed;
    };
  },
  setPermissionCheckHandler: () => record('setPermissionCheckHandler'),
  setDevicePermissionHandler: () => record('setDevicePermissionHandler'),
} satisfies UsedOfSession;

export const session = {
  get defaultSession(): UsedOfSession {
    requireReady('session.defaultSession');
    return defaultSession;
  },
};

/** What the person will answer, one dialog after the other; without an answer they cancel. */
export const dialogAnswers: object[] = [];

async function answerChoice(...words: unknown[]) {
  requireReady('dialog');
  record('dialog', words.at(-1));
  return { canceled: true, filePaths: [], filePath: '', ...dialogAnswers.shift() };
}

export const dialog = {
  showOpenDialog: answerChoice,
  showSaveDialog: answerChoice,
  async showMessageBox(...words: unknown[]) {
    requireReady('dialog');
    const options = words.at(-1) as MessageBoxOptions;
    record('messageBox', options);
    return { response: options.cancelId ?? 0, checkboxChecked: false, ...dialogAnswers.shift() };
  },
  /** What it shows goes to standard output: the app ends right after it, and can then not be asked any more. */
  showErrorBox(title: string, content: string) {
    writeSync(1, `${JSON.stringify({ errorBox: { title, content } })}\n`);
  },
} satisfies Pick<Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'>;

export const notifications: Notification[] = [];

export class Notification extends EventEmitter {
  private readonly options: NotificationConstructorOptions | undefined;

  constructor(options?: NotificationConstructorOptions) {
    super();
    requireReady('Notification');
    this.options = options;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    notifications.push(this);
    record('notification', this.options);
  }
}

/** An image of JPEG or PNG, which is all that Electron reads. */
class FakeImage {
  private readonly isReadable: boolean;

  constructor(bytes: Buffer) {
    const start = bytes.subarray(0, 4).toString('hex');
    this.isReadable = start.startsWith('ffd8ff') || start === '89504e47';
  }

  isEmpty(): boolean {
    return !this.isReadable;
  }

  resize(): FakeImage {
    return this;
  }
}

export const nativeImage = {
  createEmpty: () => new FakeImage(Buffer.alloc(0)),
  createFromPath: (path: string) => new FakeImage(readBytes(path)),
};

let lastBlocker = 0;

export const powerSaveBlocker = {
  start: (kind) => {
    requireReady('powerSaveBlocker');
    lastBlocker += 1;
    record('powerSaveBlocker.start', kind);
    return lastBlocker;
  },
  stop: (id) => {
    record('powerSaveBlocker.stop', id);
    return true;
  },
} satisfies Pick<PowerSaveBlocker, 'start' | 'stop'>;
