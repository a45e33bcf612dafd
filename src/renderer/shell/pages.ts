/** The pages that there are. Features define them, `app/` lists them; nothing else knows how many. */
import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Catalog } from '../../contract/catalogs.ts';
import { type Address, type AddressBook, createAddressBook, type Place } from './address.ts';
import type { ProductAction } from './productAction.ts';
import type { ShortcutGroup } from './shortcuts.ts';

/** A page as its feature defines it. */
export interface Page<A extends Address = Address> extends Place<A> {
  /** The word of its tab. */
  readonly title: string;
  /** Above the word, where the tabs are a rail. */
  readonly icon: LucideIcon;
  /** The page whose tab it stands under, seen while one is there: places that few need every day. */
  readonly within?: string;
  /** What its tab says while it cannot be entered. */
  readonly missing?: string;
  readonly shortcuts?: ShortcutGroup;
  /** What it offers to do with products, on every page that shows some. */
  readonly productActions?: readonly ProductAction[];
  render(address: A, catalog: Catalog): ReactElement;
  /** What Export (the button, the key, the menu) opens here; without it, the sheet for the selection or the view. */
  showExport?(address: A): void;
  /** Controls of its own in the toolbar. */
  renderTools?(address: A): ReactElement;
}

interface Registered {
  readonly pages: readonly Page[];
  readonly book: AddressBook;
}

let registered: Registered | null = null;

/** Once, before anything is rendered; the first page is where one starts. */
export function registerPages(pages: readonly Page[]): void {
  registered = { pages, book: createAddressBook(pages) };
}

/** In the order of their tabs. */
export function registeredPages(): readonly Page[] {
  return known().pages;
}

/** More tabs than the toolbar holds become a rail at the window's left. */
const mostTabs = 2;

export function hasRail(): boolean {
  return registeredPages().length > mostTabs;
}

/** How much of the window's width is the pages' own, in CSS pixels. */
export function pageWidth(windowPx: number): number {
  return hasRail() ? windowPx - railPx : windowPx;
}

/** As in app/Shell.css. */
const railPx = 84;

export function addressBook(): AddressBook {
  return known().book;
}

/** The page that an address names. */
export function pageOf(address: Address): Page {
  const page = known().pages.find((each) => each.name === address.page);
  if (page === undefined) throw new Error(`There is no page "${address.page}".`);
  return page;
}

function known(): Registered {
  if (registered === null) throw new Error('No page is registered yet.');
  return registered;
}
