/** All that features offer to do with products, and their keys. */
import type { View } from '../../contract/products.ts';
import { useAddress } from './navigation.ts';
import { registeredPages } from './pages.ts';
import type { ProductAction } from './productAction.ts';
import { type Shortcuts, useShortcuts } from './shortcuts.ts';

/** In the order of the pages. @param areHidden whether these products are hidden as duplicates */
export function productActions(areHidden: boolean): readonly ProductAction[] {
  return registeredPages()
    .flatMap((page) => page.productActions ?? [])
    .filter(({ of }) => of !== 'hidden' || areHidden);
}

/** A view has hidden products or others, never both. */
export function showsHidden({ where }: Pick<View, 'where'>): boolean {
  return where.some(({ kind }) => kind === 'hidden');
}

/** The keys of these actions, where products have the focus. @param meant none: nothing is done */
export function useProductActions(meant: () => readonly string[] | Promise<readonly string[]>): void {
  const areHidden = showsHidden(useAddress().view);
  const run = async (action: ProductAction): Promise<void> => {
    const ids = await meant();
    if (ids.length > 0) action.run(ids);
  };
  const shortcuts: Shortcuts = Object.fromEntries(
    productActions(areHidden).map((action) => [action.letter.toLowerCase(), () => void run(action)]),
  );
  useShortcuts(shortcuts);
}
