/** The keys that act on every page, and what stands on a key. Each page has a list of its own. */
import type { ShortcutGroup } from '../../shell/shortcuts.ts';

export const everywhere: ShortcutGroup = {
  title: 'Everywhere',
  shortcuts: [
    { keys: [['mod', 'O']], does: 'Open or import a folder' },
    { keys: [['mod', 'E']], does: 'Export lists' },
    { keys: [['/'], ['mod', 'F']], does: 'Search' },
    { keys: [['mod', 'V']], does: 'Look-alikes of the image on the clipboard' },
    { keys: [['alt', '←']], does: 'Back' },
    { keys: [['alt', '→']], does: 'Forward' },
    { keys: [['+'], ['−']], does: 'Larger or smaller pictures' },
    { keys: [['mod', ',']], does: 'Settings' },
    { keys: [['?']], does: 'These keys' },
    { keys: [['Esc']], does: 'Close, clear the selection, or go up a level' },
  ],
};

const macKeys: Readonly<Record<string, string>> = { mod: '⌘', alt: '⌥', shift: '⇧' };
const otherKeys: Readonly<Record<string, string>> = { mod: 'Ctrl', alt: 'Alt', shift: 'Shift' };

/** What stands on the key of this machine's keyboard. */
export function nameOfKey(key: string, isMac: boolean): string {
  return (isMac ? macKeys : otherKeys)[key] ?? key;
}
