import { settingsSheet, shortcutsSheet } from '../features/settings/settingsSheets.ts';
import { useShortcuts } from '../shell/shortcuts.ts';

/** The keys that act with and without an open catalog. */
export function useWindowShortcuts(): void {
  useShortcuts({
    '?': () => shortcutsSheet.show({}),
    'mod+,': () => settingsSheet.show({}),
  });
}
