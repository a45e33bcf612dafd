/** What a feature offers to do with products wherever these are seen: an entry of their menus, and a key. */
import type { LucideIcon } from 'lucide-react';

export interface ProductAction {
  readonly key: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** The letter that does it with what has the focus, or with all that is selected. */
  readonly letter: string;
  /** Offered for products that are hidden as duplicates, and for no others; left out: for all. */
  readonly of?: 'hidden';
  run(ids: readonly string[]): void;
}
