/** The desktop app's main process against the checklist of the shell, on a strict fake of Electron and a real engine. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SmallCatalog } from '../contract/smallCatalog.ts';
import { makeSmallCatalog } from '../contract/smallCatalog.ts';
import type { FakeApp } from './startFake.ts';
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
    const all = await app.everything();
    const names = all.map(({ what }) => what);
    const ready = names.indexOf('ready');
    expect(names.indexOf('enableSandbox')).toBeGreaterThanOrEqual(0);
    expect(names.indexOf('enableSandbox')).toBeLessThan(ready);
    expect(names.indexOf('registerSchemesAsPrivileged')).toBeLessThan(ready);
    const privileges = { standard: true, secure: true, supportFetchAPI: true };
    expect(await app.records('registerSchemesAsPrivileged')).toEqual([
      [
        { scheme: 'app', privileges },
        { scheme: 'thumb', privileges: { ...privileges, corsEnabled: true } },
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

  it('lets the page load itself anew', async () => {
    expect(await app.ask({ kind: 'reloadPage' })).toBe(true);
    expect(await invoke('settings.get', {})).toMatchObject({ ok: true });
  });

  it('loads a page that crashed again, three times, and then asks', async () => {
    for (let crash = 0; crash < 4; crash += 1) await app.ask({ kind: 'crashPage' });
    expect(await app.records('reload')).toHaveLength(3);
    const [question] = await app.recorded('messageBox');
    expect(question).toMatchObject({
      message: 'The window stopped several times (crashed).',
      buttons: ['Load the window again', 'Wait'],
    });
  });

  it('is loaded again on request where its page hangs, which a mere reload would not reach', async () => {
    await app.ask({ kind: 'dialog', answer: { response: 0 } });
    const before = (await app.records('reload')).length;
    await app.ask({ kind: 'hangPage' });
    await app.recorded('forcefullyCrashRenderer');
    for (;;) if ((await app.records('reload')).length > before) break;
  });

  it('comes back where a screen is when its own goes', async () => {
    await app.ask({ kind: 'removeDisplay' });
    expect(await app.records('center')).toHaveLength(1);
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
    expect(await app.records('addRecentDocument')).toContain(small.catalog);
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
      expect(picture).toMatchObject({
        status: 200,
        headers: { 'content-type': type, 'access-control-allow-origin': 'app://twinset' },
      });
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
