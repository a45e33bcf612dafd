/** What a feature offers to do with products wherever these are seen: an entry of their menus, and a key. */
import type { LucideIcon } from 'lucide-react';

export interface ProductAction {
  readonly key: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** The letter that does it with what has the focus, or with all that is selected. */
  readonly letter: string;
  run(ids: readonly string[]): void;
}
