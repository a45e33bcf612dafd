/** The keys of the whole interface, as the table of shortcuts shows them. */
export interface Shortcut {
  /** Alternatives; each is pressed as a whole, its keys together. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
  readonly keys: readonly (readonly string[])[];
  readonly does: string;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

export const shortcutGroups: readonly ShortcutGroup[] = [
  {
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
  },
  {
    title: 'Library',
    shortcuts: [
      { keys: [['←'], ['→'], ['↑'], ['↓']], does: 'Move' },
      { keys: [['Enter']], does: 'Look-alikes of the product' },
      { keys: [['Space']], does: 'Look closer' },
      { keys: [['shift', '→']], does: 'Extend the selection' },
      { keys: [['mod', 'A']], does: 'Select all that is shown' },
    ],
  },
  {
    title: 'Look-alikes',
    shortcuts: [
      { keys: [['←'], ['→'], ['↑'], ['↓']], does: 'Move' },
      { keys: [['Enter']], does: 'Go on to this one’s look-alikes' },
      { keys: [['Space']], does: 'Compare with the query, side by side' },
      { keys: [['A']], does: 'Accept' },
      { keys: [['X']], does: 'Reject' },
      { keys: [['P']], does: 'Pin' },
      { keys: [['Z'], ['mod', 'Z']], does: 'Undo the last decision' },
      {
        keys: [
          ['shift', 'Z'],
          ['mod', 'shift', 'Z'],
        ],
        does: 'Do it again',
      },
    ],
  },
];

const macKeys: Readonly<Record<string, string>> = { mod: '⌘', alt: '⌥', shift: '⇧' };
const otherKeys: Readonly<Record<string, string>> = { mod: 'Ctrl', alt: 'Alt', shift: 'Shift' };

/** What stands on the key of this machine's keyboard. */
export function nameOfKey(key: string, isMac: boolean): string {
  return (isMac ? macKeys : otherKeys)[key] ?? key;
}
