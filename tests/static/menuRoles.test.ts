/** Every role of a menu does something on the system that shows it: the templates, as the strict fake of Electron's menu takes them. */
import { afterEach, expect, it, vi } from 'vitest';
import { offerTextMenu } from '../../src/main/menus/contextMenu.ts';
import { installMenu } from '../../src/main/menus/menu.ts';
import { Menu } from '../main/fake/menu.ts';

type Template = Parameters<typeof Menu.buildFromTemplate>[0];

const built: Template[] = [];

vi.mock('electron', () => ({
  app: { name: 'Twinset', isPackaged: true },
  Menu: {
    buildFromTemplate(template: Template) {
      Menu.buildFromTemplate(template);
      built.push(template);
      return { popup: () => undefined };
    },
    setApplicationMenu: () => undefined,
  },
}));

const { platform } = process;
afterEach(() => {
  Object.defineProperty(process, 'platform', { value: platform });
  built.length = 0;
});

const actions = {
  run: () => undefined,
  open: () => undefined,
  clearRecent: () => undefined,
  showLogs: () => undefined,
};
const recent = [{ folder: '/shoes', name: 'Shoes', products: 1, openedAt: '2026-11-26T00:00:00.000Z' }];

it.each(['win32', 'darwin', 'linux'])('%s is offered no role that does nothing there', (system) => {
  Object.defineProperty(process, 'platform', { value: system });
  for (const hasCatalog of [true, false])
    installMenu(actions, { hasCatalog, recent: hasCatalog ? recent : [] });
  const listeners: ((event: object, params: object) => void)[] = [];
  const webContents = {
    on: (_name: string, listener: (typeof listeners)[number]) => listeners.push(listener),
  };
  offerTextMenu({ webContents } as unknown as Parameters<typeof offerTextMenu>[0]);
  for (const isEditable of [true, false])
    listeners[0]?.({}, { isEditable, selectionText: 'shoe', editFlags: {} });
  expect(built).toHaveLength(4);
});

it('a role that does nothing is refused', () => {
  Object.defineProperty(process, 'platform', { value: 'linux' });
  expect(() => Menu.buildFromTemplate([{ role: 'windowMenu' }])).toThrow(/does nothing on linux/);
});
