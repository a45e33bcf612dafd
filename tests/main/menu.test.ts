/** The menus of the three systems, as a person sees them, and what their items do. */
import { describe, expect, it } from 'vitest';
import { call, eachWithShell, event, sent } from './shellPlace.ts';
import type { FakeApp } from './startFake.ts';

const given = eachWithShell();

/** Waits until the menu looks like this; the menu follows the catalog a moment later. */
async function menuWith(app: FakeApp, text: string): Promise<string> {
  for (;;) {
    const menu = JSON.stringify(await app.ask({ kind: 'menu' }));
    if (menu.includes(text)) return menu;
  }
}

const view = (back: string) => [
  'View',
  [
    back,
    back.replace('Back', 'Forward'),
    '—',
    'resetZoom',
    'zoomIn',
    'zoomOut',
    'togglefullscreen',
    '—',
    'reload',
  ],
];
const help = ['Keyboard shortcuts', 'Diagnostics', 'Show log files'];
const text = ['cut', 'copy', 'paste', 'selectAll'];

/** Without a catalog, nothing opened yet, and packaged. */
const menus = {
  darwin: [
    [
      'Twinset',
      ['About Twinset', '—', 'Settings…', '—', 'services', '—', 'hide', 'hideOthers', 'unhide', '—', 'quit'],
    ],
    [
      '&File',
      [
        'Open folder…',
        'Open shared catalog…',
        'Open recent (off)',
        'Close catalog (off)',
        '—',
        'Export lists… (off)',
        'Import lists… (off)',
        '—',
        'close',
      ],
    ],
    ['&Edit', ['Undo', 'Redo', '—', ...text, '—', 'Find (off)']],
    ['&View', view('Back (off)')[1]],
    'windowMenu',
    ['help', help],
  ],
  win32: [
    [
      '&File',
      [
        ...[
          'Open folder…',
          'Open shared catalog…',
          'Open recent (off)',
          'Close catalog (off)',
          '—',
          'Export lists… (off)',
          'Import lists… (off)',
          '—',
        ],
        ...['Settings…', '—', 'quit'],
      ],
    ],
    ['&Edit', ['Undo', 'Redo', '—', ...text, '—', 'Find (off)']],
    ['&View', view('Back (off)')[1]],
    ['&Window', ['minimize', 'close']],
    ['help', [...help, '—', 'About Twinset']],
  ],
  linux: [
    [
      '&File',
      [
        'Open folder…',
        'Open shared catalog…',
        'Open recent (off)',
        'Close catalog (off)',
        '—',
        'Export lists… (off)',
        'Import lists… (off)',
        '—',
        'quit',
      ],
    ],
    ['&Edit', ['Undo', 'Redo', '—', ...text, '—', 'Find (off)', '—', 'Preferences…']],
    ['&View', view('Back (off)')[1]],
    ['&Window', ['minimize', 'close']],
    ['help', [...help, '—', 'About Twinset']],
  ],
};

describe('the menu', () => {
  it.each(Object.entries(menus))(
    'of %s has what that system has, and no role that does nothing there',
    async (system, expected) => {
      const app = await given.place.start({ FAKE_PLATFORM: system });
      // From a checkout the developer's tools come last.
      const seen = JSON.stringify(await app.ask({ kind: 'menu' })).replace(',"toggleDevTools"', '');
      expect(JSON.parse(seen)).toEqual(expected);
      expect(await app.records('setAppUserModelId')).toEqual(
        system === 'win32' ? ['app.twinset.desktop'] : [],
      );
    },
  );

  it('offers what needs a catalog while one is open', async () => {
    const app = await given.place.start();
    await call(app, 'catalogs.open', { folder: given.small.catalog });
    const menu = await menuWith(app, '"Export lists…"');
    expect(menu).not.toContain('(off)');
    await call(app, 'catalogs.close');
    await menuWith(app, '"Export lists… (off)"');
  });

  it('opens recent catalogs, and forgets them', async () => {
    const app = await given.place.start();
    await call(app, 'catalogs.open', { folder: given.small.catalog });
    await call(app, 'catalogs.close');
    await menuWith(app, '["Open recent",["catalog","—","Clear"]]');
    await app.ask({ kind: 'choose', label: 'catalog' });
    await sent(app, 'host.pathsGiven', {});
    expect(await call(app, 'host.takePaths')).toEqual({ paths: [given.small.catalog] });

    await app.ask({ kind: 'choose', label: 'Clear' });
    await menuWith(app, '"Open recent (off)"');
    expect(await call(app, 'catalogs.recent')).toEqual({ catalogs: [] });
    expect(await app.records('clearRecentDocuments')).toHaveLength(1);
  });

  it('carries commands to the page', async () => {
    const app = await given.place.start();
    for (const [label, command] of [
      ['Open folder…', 'open-folder'],
      ['Undo', 'undo'],
      ['Redo', 'redo'],
      ['Preferences…', 'settings'],
      ['About Twinset', 'about'],
    ] as const) {
      await app.ask({ kind: 'choose', label });
      expect((await app.records('send')).at(-1)).toEqual(event('host.command', { command }));
    }
  });

  it('shows the log of the engine, which is beside no console', async () => {
    const app = await given.place.start();
    await app.ask({ kind: 'choose', label: 'Show log files' });
    const { logFile } = await call(app, 'host.info');
    expect(await app.records('showItemInFolder')).toEqual([logFile]);
  });
});

describe('the context menu', () => {
  const flags = {
    canUndo: false,
    canRedo: false,
    canCut: false,
    canCopy: true,
    canPaste: true,
    canSelectAll: true,
  };

  it('of a text field offers what can be done there', async () => {
    const app = await given.place.start();
    const params = { isEditable: true, selectionText: '', editFlags: flags };
    await app.ask({ kind: 'contextMenu', params });
    expect(await app.records('popup')).toEqual([
      ['undo (off)', 'redo (off)', '—', 'cut (off)', 'copy', 'paste', '—', 'selectAll'],
    ]);
  });

  it('of selected text copies, and of anything else is not there', async () => {
    const app = await given.place.start();
    await app.ask({
      kind: 'contextMenu',
      params: { isEditable: false, selectionText: 'shoe', editFlags: flags },
    });
    await app.ask({
      kind: 'contextMenu',
      params: { isEditable: false, selectionText: '', editFlags: flags },
    });
    expect(await app.records('popup')).toEqual([['copy']]);
  });
});
