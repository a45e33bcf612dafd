/** The desktop app's main process against the checklist of the shell, on a recording fake of Electron and a real engine. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SmallCatalog } from '../contract/smallCatalog.ts';
import { makeSmallCatalog } from '../contract/smallCatalog.ts';
import { nodeWithoutSqlite } from '../fixtures/nodeWithoutSqlite.ts';
import type { FakeApp, FakeRecord } from './startFake.ts';
import { startFake } from './startFake.ts';

const source = 'src/main/main.ts';
const root = join(import.meta.dirname, '../..');
const isBuilt = existsSync(join(root, 'out/renderer/index.html'));

let small: SmallCatalog;
let app: FakeApp;

beforeAll(async () => {
  small = await makeSmallCatalog();
  app = startFake(source, small.dataFolder);
  await app.recorded('show');
});

afterAll(() => {
  app?.process.kill();
  small?.remove();
});

async function invoke(
  name: unknown,
  input: unknown,
  frame: 'own' | 'inner' | 'gone' = 'own',
): Promise<unknown> {
  return app.ask({ kind: 'invoke', frame, name, input });
}

describe('before the app is ready', () => {
  it('switches the sandbox on and registers both schemes as privileged, once', async () => {
    const all = (await app.ask({ kind: 'records' })) as FakeRecord[];
    const names = all.map(({ what }) => what);
    const ready = names.indexOf('ready');
    expect(names.indexOf('enableSandbox')).toBeGreaterThanOrEqual(0);
    expect(names.indexOf('enableSandbox')).toBeLessThan(ready);
    expect(names.indexOf('registerSchemesAsPrivileged')).toBeLessThan(ready);
    const privileges = { standard: true, secure: true, supportFetchAPI: true };
    expect(await app.records('registerSchemesAsPrivileged')).toEqual([
      [
        { scheme: 'app', privileges },
        { scheme: 'thumb', privileges },
      ],
    ]);
  });
});

describe('the window', () => {
  it('is sandboxed, isolated, without Node, and hidden until there is something to show', async () => {
    expect(await app.records('window')).toEqual([
      expect.objectContaining({
        show: false,
        webPreferences: expect.objectContaining({
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webSecurity: true,
          webviewTag: false,
          navigateOnDragDrop: false,
          preload: join(root, 'out/preload/preload.cjs'),
        }),
      }),
    ]);
    expect(await app.records('loadURL')).toEqual(['app://twinset/index.html']);
  });

  it('goes nowhere else and opens nothing but the allowed pages outside', async () => {
    for (const event of ['will-navigate', 'will-redirect', 'will-attach-webview']) {
      expect(await app.ask({ kind: 'navigate', event, url: 'https://elsewhere.example/' })).toBe(true);
    }
    for (const url of [
      'https://elsewhere.example/',
      'file:///etc/passwd',
      'https://keras.io.elsewhere.example/',
      'nonsense',
    ]) {
      expect(await app.ask({ kind: 'open', url })).toEqual({ action: 'deny' });
    }
    expect(await app.records('openExternal')).toEqual([]);
    expect(await app.ask({ kind: 'open', url: 'https://keras.io/api/' })).toEqual({ action: 'deny' });
    expect(await app.records('openExternal')).toEqual(['https://keras.io/api/']);
  });

  it('denies permissions, but lets text be copied', async () => {
    for (const name of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'fileSystem',
    ]) {
      expect(await app.ask({ kind: 'permission', name })).toBe(false);
    }
    expect(await app.ask({ kind: 'permission', name: 'clipboard-sanitized-write' })).toBe(true);
  });
});

describe('calls', () => {
  it('answers the page with the engine’s value', async () => {
    const opened = await invoke('catalogs.open', { folder: small.catalog });
    expect(opened).toMatchObject({ ok: true, value: { products: 12 } });
    const similar = await invoke('search.similar', { query: { kind: 'product', id: '1001' }, k: 3 });
    expect(similar).toMatchObject({ ok: true, value: { results: [{ rank: 1 }, { rank: 2 }, { rank: 3 }] } });
  });

  it('refuses frames inside the page, no frame, and a page that is not the interface', async () => {
    for (const frame of ['inner', 'gone'] as const) {
      expect(await invoke('settings.get', {}, frame)).toMatchObject({
        ok: false,
        error: { code: 'not-allowed' },
      });
    }
    for (const url of ['https://elsewhere.example/', 'app://other/index.html', 'file:///index.html']) {
      await app.ask({ kind: 'moveTo', url });
      expect(await invoke('settings.get', {})).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
    }
    await app.ask({ kind: 'moveTo', url: 'app://twinset/index.html#/library' });
    expect(await invoke('settings.get', {})).toMatchObject({ ok: true });
  });

  it('answers bad input and unknown names as failures', async () => {
    expect(await invoke('search.similar', { k: 'many' })).toMatchObject({
      ok: false,
      error: { code: 'bad-input' },
    });
    for (const name of ['toString', '__proto__', 'products.destroy', 7, null]) {
      expect(await invoke(name, {})).toMatchObject({ ok: false, error: { code: 'not-found' } });
    }
  });

  it('sends the engine’s events to the page', async () => {
    await invoke('catalogs.close', {});
    const wanted = (value: unknown): boolean =>
      JSON.stringify(value) === JSON.stringify(['twinset:event', 'catalogs.changed', { catalog: null }]);
    expect((await app.recorded('send', wanted)).some(wanted)).toBe(true);
  });

  it('keeps the machine awake and shows progress while an import runs, and stops both at its end', async () => {
    await invoke('catalogs.open', { folder: small.catalog });
    await invoke('imports.start', { folder: small.images });
    await app.recorded('powerSaveBlocker.stop');
    expect(await app.records('powerSaveBlocker.start')).toEqual(['prevent-app-suspension']);
    expect((await app.records('setProgressBar')).at(-1)).toBe(-1);
    expect(await app.records('addRecentDocument')).toContain(small.images);
  });
});

describe('schemes', () => {
  it('serves pictures by id and size, and nothing else', async () => {
    await invoke('catalogs.open', { folder: small.catalog });
    const list = (await invoke('products.list', { view: {}, offset: 0, limit: 1 })) as {
      value: { products: { imageId: string }[] };
    };
    const imageId = list.value.products[0]?.imageId;
    for (const [size, type] of [
      ['thumbnail', 'image/jpeg'],
      ['preview', 'image/webp'],
    ]) {
      const picture = await app.ask({ kind: 'fetch', url: `thumb://${size}/${imageId}` });
      expect(picture).toMatchObject({ status: 200, headers: { 'content-type': type } });
    }
    for (const url of [
      `thumb://original/${imageId}`,
      `thumb://thumbnail/${'0'.repeat(64)}`,
      'thumb://thumbnail/..%2ftwinset.db',
    ]) {
      expect(await app.ask({ kind: 'fetch', url })).toMatchObject({ status: 404 });
    }
  });

  it.skipIf(!isBuilt)('serves the built interface with its policy, and nothing beside it', async () => {
    const page = await app.ask({ kind: 'fetch', url: 'app://twinset/index.html' });
    expect(page).toMatchObject({
      status: 200,
      headers: {
        'content-security-policy': expect.stringContaining(
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' thumb:; connect-src 'self'",
        ),
      },
    });
    for (const url of ['app://elsewhere/index.html', 'app://twinset/..%2f..%2fpackage.json']) {
      expect(await app.ask({ kind: 'fetch', url })).toMatchObject({ status: 404 });
    }
  });
});

describe('the system around it', () => {
  it('carries menu commands to the page', async () => {
    await app.ask({ kind: 'choose', label: 'Open folder…' });
    const sent = await app.records('send');
    expect(sent).toContainEqual(['twinset:event', 'host.command', { command: 'open-folder' }]);
  });

  it('builds the menu from roles', async () => {
    const menu = JSON.stringify(await app.ask({ kind: 'menu' }));
    for (const role of ['undo', 'copy', 'paste', 'recentDocuments', 'windowMenu', 'togglefullscreen']) {
      expect(menu).toContain(`"role":"${role}"`);
    }
    expect(menu).toContain('"accelerator":"CmdOrCtrl+O"');
  });

  it('passes on the paths of a second start', async () => {
    const words = ['electron', '.', '--flag', small.images, 'shoe.jpg'];
    await app.ask({ kind: 'secondInstance', words, folder: small.folder });
    expect(await app.records('send')).toContainEqual([
      'twinset:event',
      'host.openPaths',
      { paths: [small.images, join(small.folder, 'shoe.jpg')] },
    ]);
  });

  it('remembers the last place of the folder dialog, also when the next one is cancelled', async () => {
    await app.ask({ kind: 'dialog', answer: { canceled: false, filePaths: [small.images] } });
    expect(await invoke('host.chooseFolder', { title: 'Open a folder' })).toEqual({
      ok: true,
      value: { path: small.images },
    });
    expect(await invoke('host.chooseFolder', { title: 'Again' })).toEqual({
      ok: true,
      value: { path: null },
    });
    expect((await app.records('dialog')).at(-1)).toMatchObject({ defaultPath: small.folder });
  });

  it('sets the theme, shows files and tells about itself', async () => {
    await invoke('host.setTheme', { theme: 'dark' });
    expect(await app.records('themeSource')).toEqual(['dark']);
    await invoke('host.showFile', { path: small.metadata });
    expect(await app.records('showItemInFolder')).toEqual([small.metadata]);
    expect(await invoke('host.info', {})).toMatchObject({
      value: { kind: 'electron', version: '9.9.9', roots: [] },
    });
    expect(await invoke('host.browse', {})).toMatchObject({ ok: false, error: { code: 'not-here' } });
  });
});

describe.skipIf(!isBuilt)('the built main process', () => {
  it('starts the built engine and answers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twinset-main-'));
    const built = startFake('out/main/main.js', folder);
    await built.recorded('show');
    const answer = await built.ask({ kind: 'invoke', frame: 'own', name: 'settings.get', input: {} });
    expect(answer).toMatchObject({ ok: true, value: { theme: 'system' } });
    expect(await built.ask({ kind: 'fetch', url: 'app://twinset/index.html' })).toMatchObject({
      status: 200,
    });
    built.ask({ kind: 'closeWindow' }).catch(() => undefined);
    expect(await built.ended).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });

  it('has a preload that loads in a sandbox: one CommonJS file that requires electron alone', () => {
    const preload = readFileSync(join(root, 'out/preload/preload.cjs'), 'utf8');
    const required = [...preload.matchAll(/\brequire\(["'`]([^"'`]+)["'`]\)/g)].map((match) => match[1]);
    expect([...new Set(required)]).toEqual(['electron']);
  });
});

describe('its end', () => {
  it('ends the engine before it quits, and remembers the window', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twinset-main-'));
    const own = startFake(source, folder);
    await own.recorded('show');
    own.ask({ kind: 'closeWindow' }).catch(() => undefined);
    expect(await own.ended).toBe(0);
    // The engine inherits the app's standard error: the stream ends when both are gone.
    expect(await own.stderr).toBe('');
    const remembered = JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'));
    expect(remembered.bounds).toEqual({ x: 10, y: 20, width: 900, height: 700 });
    rmSync(folder, { recursive: true, force: true });
  });

  it('leaves a second start to the first and ends', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twinset-main-'));
    const own = startFake(source, folder, [], { FAKE_SECOND_INSTANCE: '1' });
    expect(await own.ended).toBe(0);
    expect(await own.stdout).toBe('');
    rmSync(folder, { recursive: true, force: true });
  });

  it('--smoke imports, loads a thumbnail through the page, prints one line and ends with 0', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twinset-main-'));
    const own = startFake(source, folder, ['--smoke']);
    const [status, line] = await Promise.all([own.ended, own.stdout]);
    expect(JSON.parse(line)).toMatchObject({
      smoke: {
        ok: true,
        backends: expect.arrayContaining([expect.objectContaining({ engine: 'onnx', isAvailable: true })]),
      },
    });
    expect(status).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('a start that fails', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'twinset-main-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What the person sees, once the app has ended with 1. */
  async function shown(environment: NodeJS.ProcessEnv, words: readonly string[] = []) {
    const own = startFake(source, folder, words, environment);
    const [status, stdout, stderr] = await Promise.all([own.ended, own.stdout, own.stderr]);
    expect(status).toBe(1);
    return { boxes: stdout.split('\n').filter((line) => line.includes('errorBox')), stderr };
  }

  function boxWith(text: string): unknown[] {
    return [expect.stringContaining(text)];
  }

  it('shows a window that says why where the engine cannot be started, logs it and ends', async () => {
    const { boxes, stderr } = await shown({ TWINSET_NODE: join(folder, 'no-node-here') });
    expect(boxes).toEqual(boxWith('could not be started'));
    expect(JSON.parse(boxes[0] ?? '')).toEqual({
      errorBox: {
        title: 'Twinset cannot start',
        content: expect.stringMatching(/Install Twinset again\.\n\n.*crashes\.log\.$/),
      },
    });
    expect(stderr).toContain('could not be started');
    expect(readFileSync(join(folder, 'crashes.log'), 'utf8')).toContain('Twinset cannot start: ');
  });

  it('shows it where the data folder cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { boxes } = await shown({ TWINSET_DATA: join(folder, 'file', 'data') });
    expect(boxes).toEqual(boxWith('Set TWINSET_DATA to a folder that you may write to.'));
  });

  it.skipIf(process.platform === 'win32')('shows it where a part of the engine is missing', async () => {
    const { boxes } = await shown({ TWINSET_NODE: nodeWithoutSqlite(folder) });
    expect(boxes).toEqual(boxWith('A part of Twinset could not be loaded'));
  });

  it('shows it where the window cannot load the interface, and would never come up', async () => {
    const { boxes } = await shown({ FAKE_LOAD_FAILS: '1' });
    expect(boxes).toEqual(boxWith('The window of Twinset could not be shown.'));
  });

  it('shows nothing to a proof run, where nobody is there to close it', async () => {
    const { boxes, stderr } = await shown({ TWINSET_NODE: join(folder, 'no-node-here') }, ['--smoke']);
    expect(boxes).toEqual([]);
    expect(stderr).toContain('could not be started');
  });
});

describe('its state', () => {
  it('is forgotten where it cannot be kept: the window closes and dialogs answer all the same', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twinset-main-'));
    mkdirSync(join(folder, 'window.json'));
    const own = startFake(source, folder);
    await own.recorded('show');
    await own.ask({ kind: 'dialog', answer: { canceled: false, filePaths: [folder] } });
    const request = {
      kind: 'invoke',
      frame: 'own',
      name: 'host.chooseFolder',
      input: { title: 'x' },
    } as const;
    expect(await own.ask(request)).toEqual({ ok: true, value: { path: folder } });
    own.ask({ kind: 'closeWindow' }).catch(() => undefined);
    expect(await own.ended).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });
});
