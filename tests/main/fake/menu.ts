import type { MenuItemConstructorOptions } from 'electron';
import { record, requireReady } from './records.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;

/** Roles that do something on macOS alone: elsewhere an item with one of them is a mere label. */
const ofMac: ReadonlySet<Role> = new Set<Role>([
  'appMenu',
  'clearRecentDocuments',
  'front',
  'hide',
  'hideOthers',
  'recentDocuments',
  'services',
  'startSpeaking',
  'stopSpeaking',
  'unhide',
  'zoom',
]);

let applicationMenu: readonly MenuItemConstructorOptions[] = [];
let poppedUp: readonly MenuItemConstructorOptions[] = [];

class FakeMenu {
  readonly items: readonly MenuItemConstructorOptions[];

  constructor(items: readonly MenuItemConstructorOptions[]) {
    this.items = items;
  }

  popup(): void {
    poppedUp = this.items;
    record('popup', describeItems(this.items));
  }
}

export const Menu = {
  buildFromTemplate(template: MenuItemConstructorOptions[]): FakeMenu {
    checkItems(template, new Set());
    return new FakeMenu(template);
  },
  setApplicationMenu(menu: FakeMenu): void {
    requireReady('Menu.setApplicationMenu');
    applicationMenu = menu.items;
  },
};

/** What Electron makes of roles that stand for whole menus. */
const compound: { readonly [R in Role]?: readonly Role[] } = { windowMenu: ['minimize', 'zoom', 'close'] };

function checkItems(items: readonly MenuItemConstructorOptions[], accelerators: Set<string>): void {
  for (const item of items) {
    const { role, label, type, accelerator, submenu, click } = item;
    if (role === undefined && label === undefined && type !== 'separator') {
      throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type');
    }
    const roles = role === undefined ? [] : (compound[role] ?? [role]);
    if (process.platform !== 'darwin' && roles.some((one) => ofMac.has(one))) {
      throw new Error(`The role ${role} does nothing on ${process.platform}.`);
    }
    if (role !== undefined && click !== undefined) throw new Error(`The role ${role} ignores the click.`);
    const key = String(accelerator ?? '');
    if (key !== '' && accelerators.has(key)) throw new Error(`Two menu items share ${key}.`);
    if (key !== '') accelerators.add(key);
    if (Array.isArray(submenu)) checkItems(submenu, accelerators);
  }
}

/** As a person sees it: labels, roles and separators, `(off)` behind what is greyed out. */
export function describeItems(items: readonly MenuItemConstructorOptions[]): unknown[] {
  const seen = items.filter(({ visible }) => visible !== false);
  return seen.map(({ role, label, type, enabled, submenu }) => {
    const name = type === 'separator' ? '—' : `${label ?? role}${enabled === false ? ' (off)' : ''}`;
    return Array.isArray(submenu) && submenu.length > 0 ? [name, describeItems(submenu)] : name;
  });
}

export function applicationItems(): readonly MenuItemConstructorOptions[] {
  return applicationMenu;
}

/** Chooses an item of the application's menu, or of the context menu that stands, as a person would. */
export function chooseItem(label: string): void {
  const item = find([...applicationMenu, ...poppedUp], label);
  if (item === undefined) throw new Error(`The menu has no ${label}.`);
  if (item.enabled === false) return;
  const choose = item.click as (() => void) | undefined;
  choose?.();
}

function find(
  items: readonly MenuItemConstructorOptions[],
  label: string,
): MenuItemConstructorOptions | undefined {
  for (const item of items) {
    if (item.label === label) return item;
    const below = Array.isArray(item.submenu) ? find(item.submenu, label) : undefined;
    if (below !== undefined) return below;
  }
  return undefined;
}
