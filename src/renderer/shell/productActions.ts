/** All that features offer to do with products, and their keys. */
import { registeredPages } from './pages.ts';
import type { ProductAction } from './productAction.ts';
import { type Shortcuts, useShortcuts } from './shortcuts.ts';

/** In the order of the pages. */
export function productActions(): readonly ProductAction[] {
  return registeredPages().flatMap((page) => page.productActions ?? []);
}

/** The keys of these actions, where products have the focus. @param meant none: nothing is done */
export function useProductActions(meant: () => readonly string[] | Promise<readonly string[]>): void {
  const run = async (action: ProductAction): Promise<void> => {
    const ids = await meant();
    if (ids.length > 0) action.run(ids);
  };
  const shortcuts: Shortcuts = Object.fromEntries(
    productActions().map((action) => [action.letter.toLowerCase(), () => void run(action)]),
  );
  useShortcuts(shortcuts);
}
