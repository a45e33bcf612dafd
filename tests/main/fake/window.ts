import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import type { Item, BrowserWindow as RealWindow, WebContents } from 'electron';
import sharp from 'sharp';
import { preventable, record, requireReady } from './records.ts';
import { fetchScheme } from './schemes.ts';

interface FakeFrame {
  url: string;
}

type InvokeHandler = (event: { senderFrame: FakeFrame | null }, ...words: unknown[]) => Promise<unknown>;

type UsedOfContents = Pick<
  WebContents,
  | 'executeJavaScript'
  | 'forcefullyCrashRenderer'
  | 'getURL'
  | 'redo'
  | 'reload'
  | 'send'
  | 'setWindowOpenHandler'
  | 'startDrag'
  | 'undo'
>;

type UsedOfWindow = Pick<
  RealWindow,
  | 'center'
  | 'flashFrame'
  | 'focus'
  | 'getNormalBounds'
  | 'hide'
  | 'isDestroyed'
  | 'isFocused'
  | 'isMaximized'
  | 'isMinimized'
  | 'isVisible'
  | 'loadURL'
  | 'maximize'
  | 'restore'
  | 'setProgressBar'
  | 'show'
>;

/** Whatever is asked of an object that is gone throws, as in Electron. */
class Mortal extends EventEmitter {
  private isGone = false;

  protected requireAlive(): void {
    if (this.isGone) throw new TypeError('Object has been destroyed');
  }

  protected die(): void {
    this.isGone = true;
  }

  isDestroyed(): boolean {
    return this.isGone;
  }
}

class FakeContents extends Mortal implements UsedOfContents {
  private readonly frame: FakeFrame = { url: '' };
  readonly handlers = new Map<string, InvokeHandler>();
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  /** What is sent before the page listens is lost. */
  private listens = false;

  readonly ipc = {
    handle: (channel: string, handler: InvokeHandler): void => {
      this.requireAlive();
      if (this.handlers.has(channel))
        throw new Error(`Attempted to register a second handler for '${channel}'`);
      this.handlers.set(channel, handler);
    },
  };

  get mainFrame(): FakeFrame {
    this.requireAlive();
    return this.frame;
  }

  getURL(): string {
    this.requireAlive();
    return this.frame.url;
  }

  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.requireAlive();
    this.openHandler = handler as unknown as FakeContents['openHandler'];
  }

  send(channel: string, ...words: unknown[]): void {
    this.requireAlive();
    record(this.listens ? 'send' : 'lost', structuredClone([channel, ...words]));
  }

  isHung = false;

  forcefullyCrashRenderer(): void {
    this.requireAlive();
    record('forcefullyCrashRenderer');
    this.isHung = false;
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
  }

  /** By the app: no `will-navigate` precedes it. A page that hangs does not hear of it. */
  reload(): void {
    this.requireAlive();
    if (this.isHung) return;
    record('reload');
    this.load(this.frame.url);
  }

  load(url: string): void {
    this.frame.url = url;
    this.listens = false;
    setImmediate(() => {
      if (this.isDestroyed()) return;
      if (process.env['FAKE_LATE_PAGE'] === undefined) this.listen();
      this.emit('did-finish-load');
    });
  }

  listen(): void {
    this.listens = true;
  }

  undo(): void {
    this.requireAlive();
    record('undoText');
  }

  redo(): void {
    this.requireAlive();
    record('redoText');
  }

  startDrag(item: Item): void {
    this.requireAlive();
    const files = item.files ?? [item.file];
    for (const file of files) if (!existsSync(file)) throw new Error(`There is no file ${file} to drag.`);
    if (typeof item.icon === 'string' || item.icon.isEmpty()) throw new Error('The drag has no icon.');
    record('startDrag', files);
  }

  /** Runs the script as a page would that has pictures, and nothing else. */
  async executeJavaScript(script: string): Promise<unknown> {
    this.requireAlive();
    class Image {
      onload = (): void => undefined;
      onerror = (): void => undefined;
      naturalWidth = 0;

      set src(address: string) {
        void this.fetch(address).then(
          () => this.onload(),
          () => this.onerror(),
        );
      }

      private async fetch(address: string): Promise<void> {
        const answer = await fetchScheme(address);
        if (answer.status !== 200) throw new Error(`status ${answer.status}`);
        const { width } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
        this.naturalWidth = width;
      }
    }
    return runInNewContext(script, { Image });
  }

  end(): void {
    this.die();
  }
}

const windows: BrowserWindow[] = [];

export function openWindows(): BrowserWindow[] {
  return windows.filter((window) => !window.isDestroyed());
}

export function lastWindow(): BrowserWindow | undefined {
  return windows.at(-1);
}

export class BrowserWindow extends Mortal implements UsedOfWindow {
  private readonly contents = new FakeContents();
  private isShown = false;

  constructor(options: object) {
    super();
    requireReady('BrowserWindow');
    record('window', options);
    windows.push(this);
  }

  get webContents(): FakeContents {
    this.requireAlive();
    return this.contents;
  }

  async loadURL(url: string): Promise<void> {
    this.requireAlive();
    record('loadURL', url);
    const answer = process.env['FAKE_LOAD_FAILS'] === undefined ? await fetchScheme(url) : Response.error();
    // Any other answer is shown, whatever its status.
    if (answer.type === 'error') throw new Error(`ERR_FAILED (-2) loading '${url}'`);
    this.contents.load(url);
    setImmediate(() => this.emit('ready-to-show'));
  }

  show(): void {
    this.requireAlive();
    this.isShown = true;
    record('show');
  }

  flashFrame(): void {
    this.requireAlive();
    record('flashFrame');
  }

  hide(): void {
    this.requireAlive();
    this.isShown = false;
    record('hide');
  }

  focus(): void {
    this.requireAlive();
    record('focus');
  }

  /** Shows the window too, and does not focus it. */
  maximize(): void {
    this.requireAlive();
    this.isShown = true;
    record('maximize');
  }

  restore(): void {
    this.requireAlive();
    record('restore');
  }

  center(): void {
    this.requireAlive();
    record('center');
  }

  isMinimized(): boolean {
    this.requireAlive();
    return false;
  }

  isMaximized(): boolean {
    this.requireAlive();
    return false;
  }

  isFocused(): boolean {
    this.requireAlive();
    return process.env['FAKE_UNFOCUSED'] === undefined;
  }

  isVisible(): boolean {
    this.requireAlive();
    return this.isShown;
  }

  getNormalBounds() {
    this.requireAlive();
    return { x: 10, y: 20, width: 900, height: 700 };
  }

  setProgressBar(share: number): void {
    this.requireAlive();
    if (process.platform === 'linux' && share > 1)
      throw new Error('Linux has no progress of unknown length.');
    record('setProgressBar', share);
  }

  /** What the window's own close button does. @returns false where a listener kept it open */
  closeUnlessRefused(): boolean {
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.die();
    this.contents.end();
    this.emit('closed');
    return true;
  }
}

export function readBytes(path: string): Buffer {
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
}
