/** The menu, as each system has it: the system's own roles, and the commands that the interface carries out. */
import type { MenuItemConstructorOptions } from 'electron';
import { app, Menu } from 'electron';
import { placeOf, type RecentCatalog } from '../../contract/catalogs.ts';
import type { EventValue } from '../../contract/contract.ts';

export type Command = EventValue<'host.command'>['command'];

export interface MenuActions {
  /** By the interface, which also knows whether a sheet stands in the way. */
  run(command: Command): void;
  open(catalogFolder: string): void;
  clearRecent(): void;
  showLogs(): void;
}

export interface MenuState {
  readonly hasCatalog: boolean;
  /** Newest first. */
  readonly recent: readonly RecentCatalog[];
}

const line = { type: 'separator' } as const;

/** Sets the application's menu; again whenever the state has changed. */
export function installMenu(actions: MenuActions, state: MenuState): void {
  const { platform } = process;
  const isMac = platform === 'darwin';

  function item(label: string, command: Command, accelerator?: string): MenuItemConstructorOptions {
    return {
      label,
      click: () => actions.run(command),
      ...(accelerator !== undefined && { accelerator }),
    };
  }

  /** Makes sense only while a catalog is open. */
  function ofCatalog(label: string, command: Command, accelerator?: string): MenuItemConstructorOptions {
    return { ...item(label, command, accelerator), enabled: state.hasCatalog };
  }

  const settings = item(platform === 'linux' ? 'Preferences…' : 'Settings…', 'settings', 'CmdOrCtrl+,');
  const about = item(`About ${app.name}`, 'about');
  const appMenu: MenuItemConstructorOptions = {
    label: app.name,
    submenu: [
      about,
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      item('Open folder…', 'open-folder', 'CmdOrCtrl+O'),
      item('Open shared catalog…', 'open-shared'),
      recentMenu(actions, state.recent),
      ofCatalog('Close catalog', 'close-catalog'),
      line,
      ofCatalog('Export lists…', 'export', 'CmdOrCtrl+E'),
      ofCatalog('Import lists…', 'import-lists'),
      line,
      ...(platform === 'win32' ? [settings, line] : []),
      isMac ? { role: 'close' } : { role: 'quit' },
    ],
  };
  const edit: MenuItemConstructorOptions = {
    label: '&Edit',
    submenu: [
      // Not the system's roles: outside of text they take back a decision.
      item('Undo', 'undo', 'CmdOrCtrl+Z'),
      item('Redo', 'redo', platform === 'win32' ? 'Ctrl+Y' : 'Shift+CmdOrCtrl+Z'),
      line,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      line,
      ofCatalog('Find', 'find', 'CmdOrCtrl+F'),
      ...(platform === 'linux' ? [line, settings] : []),
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      ofCatalog('Back', 'back', isMac ? 'Cmd+[' : 'Alt+Left'),
      ofCatalog('Forward', 'forward', isMac ? 'Cmd+]' : 'Alt+Right'),
      line,
      { role: 'resetZoom' },
      // The key as it is labelled, with Shift and without, and on the number block.
      { role: 'zoomIn', accelerator: 'CmdOrCtrl+=' },
      { role: 'zoomIn', accelerator: 'CmdOrCtrl+Plus', visible: false },
      { role: 'zoomIn', accelerator: 'CmdOrCtrl+numadd', visible: false },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      line,
      { role: 'reload' },
      ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
    ],
  };
  const help: MenuItemConstructorOptions = {
    role: 'help',
    submenu: [
      item('Keyboard shortcuts', 'shortcuts'),
      item('Diagnostics', 'diagnostics'),
      { label: 'Show log files', click: () => actions.showLogs() },
      ...(isMac ? [] : [line, about]),
    ],
  };
  // The role of that name has a zoom that does nothing outside of macOS.
  const window: MenuItemConstructorOptions = isMac
    ? { role: 'windowMenu' }
    : { label: '&Window', submenu: [{ role: 'minimize' }, { role: 'close' }] };
  const template = [...(isMac ? [appMenu] : []), file, edit, view, window, help];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Built here on every system: the role of that name is a mere label outside of macOS, and knows files, not catalogs. */
function recentMenu(actions: MenuActions, recent: readonly RecentCatalog[]): MenuItemConstructorOptions {
  const catalogs = recent.map(
    (catalog): MenuItemConstructorOptions => ({
      label: labelOf(catalog, recent),
      click: () => actions.open(placeOf(catalog)),
    }),
  );
  const clear: MenuItemConstructorOptions = { label: 'Clear', click: () => actions.clearRecent() };
  const isEmpty = catalogs.length === 0;
  return {
    label: 'Open recent',
    enabled: !isEmpty,
    submenu: isEmpty ? [] : [...catalogs, line, clear],
  };
}

/** Two catalogs of one name are told apart by where they lie. An ampersand would underline what follows it. */
function labelOf(catalog: RecentCatalog, recent: readonly RecentCatalog[]): string {
  const { name } = catalog;
  const isOnly = recent.filter((one) => one.name === name).length === 1;
  return (isOnly ? name : `${name} (${placeOf(catalog)})`).replaceAll('&', '&&');
}
