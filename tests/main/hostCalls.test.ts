/** What the page asks of its window. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSmallCatalog, type SmallCatalog } from '../contract/smallCatalog.ts';
import { call, makeShellPlace, type ShellPlace } from './shellPlace.ts';
import type { FakeApp } from './startFake.ts';

let small: SmallCatalog;
let place: ShellPlace;
let app: FakeApp;

beforeAll(async () => {
  small = await makeSmallCatalog();
  place = makeShellPlace(small.dataFolder);
  writeFileSync(join(place.dataFolder, 'settings.json'), JSON.stringify({ theme: 'dark' }));
  app = await place.start();
});

afterAll(() => {
  place?.remove();
  small?.remove();
});

describe('the window’s calls', () => {
  it('begin after the chosen theme is set, so that its frame and first colour are of it', async () => {
    const all = await app.everything();
    const names = all.map(({ what }) => what);
    expect(names.indexOf('themeSource')).toBeLessThan(names.indexOf('window'));
    expect(await app.records('themeSource')).toEqual(['dark']);
    expect(await app.records('window')).toEqual([expect.objectContaining({ backgroundColor: '#1e1e1e' })]);
    await call(app, 'host.setTheme', { theme: 'light' });
    expect((await app.records('themeSource')).at(-1)).toBe('light');
  });

  it('remember the last place of a dialog, also when the next one is cancelled', async () => {
    await app.ask({ kind: 'dialog', answer: { canceled: false, filePaths: [small.images] } });
    expect(await call(app, 'host.chooseFolder', { title: 'Open a folder' })).toEqual({ path: small.images });
    expect(await call(app, 'host.chooseFolder', { title: 'Again' })).toEqual({ path: null });
    expect((await app.records('dialog')).at(-1)).toMatchObject({ defaultPath: small.folder });
  });

  it('ask before a file is written over, and offer its own format', async () => {
    const file = join(small.folder, 'lists.csv');
    await app.ask({ kind: 'dialog', answer: { canceled: false, filePath: file } });
    const saved = await call(app, 'host.chooseSaveFile', { title: 'Export lists', name: 'lists.csv' });
    expect(saved).toEqual({ path: file });
    expect((await app.records('dialog')).at(-1)).toEqual({
      title: 'Export lists',
      defaultPath: file,
      properties: ['createDirectory', 'showOverwriteConfirmation'],
      filters: [{ name: 'CSV', extensions: ['csv'] }],
    });
  });

  it('show files and tell about the window', async () => {
    await call(app, 'host.showFile', { path: small.metadata });
    expect(await app.records('showItemInFolder')).toEqual([small.metadata]);
    expect(await call(app, 'host.info')).toEqual({
      kind: 'electron',
      version: '9.9.9',
      platform: process.platform,
      roots: [],
      logFile: join(place.dataFolder, 'engine.log'),
    });
    await expect(call(app, 'host.browse')).rejects.toThrow('the system’s own window');
  });

  it('undo and redo in text', async () => {
    await call(app, 'host.editText', { action: 'undo' });
    await call(app, 'host.editText', { action: 'redo' });
    expect([await app.records('undoText'), await app.records('redoText')]).toEqual([[null], [null]]);
  });

  it('drag the products’ own files out, with one of their pictures at the pointer', async () => {
    await call(app, 'catalogs.open', { folder: small.catalog });
    await call(app, 'host.prepareDrag', { ids: ['1001', '1002'] });
    expect(await app.records('startDrag')).toEqual([]);
    await call(app, 'host.startDrag');
    expect(await app.records('startDrag')).toEqual([
      [join(small.images, '1001.jpg'), join(small.images, '1002.jpg')],
    ]);
    // Each is prepared anew.
    await expect(call(app, 'host.startDrag')).rejects.toThrow('no file to drag');
    await expect(call(app, 'host.prepareDrag', { ids: ['none-such'] })).rejects.toThrow('none-such');
  });
});

describe('settings that cannot be read', () => {
  it('are kept beside their place, and diagnostics say so', async () => {
    const settings = join(place.dataFolder, 'settings.json');
    writeFileSync(settings, '{"theme": "da');
    expect(await call(app, 'settings.get')).toMatchObject({ theme: 'system' });
    expect(readFileSync(`${settings}.damaged`, 'utf8')).toBe('{"theme": "da');
    expect(await call(app, 'settings.diagnostics')).toMatchObject({
      errors: [{ message: expect.stringContaining(`The damaged file is kept as ${settings}.damaged`) }],
    });
  });
});
