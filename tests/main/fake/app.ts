import { EventEmitter } from 'node:events';
import { lstatSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';
import { becomeReady, preventable, record, requireNotReady, requireReady } from './records.ts';
import { openWindows } from './window.ts';

type UsedOfApp = Pick<
  App,
  | 'isPackaged'
  | 'name'
  | 'addRecentDocument'
  | 'clearRecentDocuments'
  | 'dock'
  | 'enableSandbox'
  | 'exit'
  | 'getVersion'
  | 'quit'
  | 'relaunch'
  | 'releaseSingleInstanceLock'
  | 'requestSingleInstanceLock'
  | 'setAppUserModelId'
  | 'setPath'
  | 'whenReady'
>;

class FakeApp extends EventEmitter implements UsedOfApp {
  readonly isPackaged = process.env['FAKE_PACKAGED'] !== undefined;
  readonly name = 'Twinset';
  readonly dock = undefined;
  private profile: string | null = null;

  enableSandbox(): void {
    requireNotReady('app.enableSandbox()');
    // It takes the switch away, and with it the only way in where the system allows no sandbox.
    if (process.argv.includes('--no-sandbox')) throw new Error('--no-sandbox would be removed.');
    record('enableSandbox');
  }

  setPath(name: string, path: string): void {
    record('setPath', [name, path]);
    this.profile = path;
  }

  setAppUserModelId(id: string): void {
    if (process.platform !== 'win32') throw new Error('app.setAppUserModelId is of Windows alone');
    record('setAppUserModelId', id);
  }

  requestSingleInstanceLock(data?: Record<string, unknown>): boolean {
    // The lock is scoped to the user data folder.
    if (this.profile === null) throw new Error('The lock was asked for before userData was set.');
    record('requestSingleInstanceLock', data);
    return process.env['FAKE_SECOND_INSTANCE'] === undefined && !isLockedElsewhere(this.profile);
  }

  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    becomeReady();
  }

  getVersion(): string {
    return '9.9.9';
  }

  addRecentDocument(path: string): void {
    requireReady('app.addRecentDocument');
    record('addRecentDocument', path);
  }

  clearRecentDocuments(): void {
    record('clearRecentDocuments');
  }

  releaseSingleInstanceLock(): void {
    record('releaseSingleInstanceLock');
  }

  relaunch(options?: { args?: string[]; execPath?: string }): void {
    if (process.env['APPIMAGE'] !== undefined)
      throw new Error('The program is mounted and goes with this process.');
    record('relaunch', options);
    // The app ends right after it, and can then not be asked any more.
    process.stdout.write(`${JSON.stringify({ relaunch: options })}\n`);
  }

  /** Closes every window, which each may refuse; then comes `will-quit`, and `window-all-closed` does not. */
  quit(): void {
    record('quit');
    this.emit('before-quit', preventable({}));
    for (const window of openWindows()) if (!window.closeUnlessRefused()) return;
    const leaving = preventable({});
    this.emit('will-quit', leaving);
    if (!leaving.defaultPrevented) this.exit(0);
  }

  exit(code?: number): void {
    process.exit(code ?? 0);
  }
}

export const app = new FakeApp();

/** As on Linux and macOS: refused, with nobody told, where the link in the profile names another computer. */
function isLockedElsewhere(profile: string): boolean {
  const lock = join(profile, 'SingletonLock');
  if (lstatSync(lock, { throwIfNoEntry: false }) === undefined) return false;
  const [host = ''] = readlinkSync(lock).split(/-(?=\d+$)/);
  return host !== hostname();
}

/** The last window closed: without a listener Electron quits. */
export function lastWindowClosed(): void {
  if (!app.emit('window-all-closed')) app.quit();
}
