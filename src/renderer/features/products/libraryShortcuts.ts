import type { ShortcutGroup } from '../../shell/shortcuts.ts';

export const libraryShortcuts: ShortcutGroup = {
  title: 'Library',
  shortcuts: [
    { keys: [['←'], ['→'], ['↑'], ['↓']], does: 'Move' },
    { keys: [['Enter']], does: 'Look-alikes of the product' },
    { keys: [['Space']], does: 'Look closer' },
    { keys: [['shift', '→']], does: 'Extend the selection' },
    { keys: [['mod', 'A']], does: 'Select all that is shown' },
    { keys: [['F']], does: 'Fold or open the filters' },
    { keys: [['D']], does: 'Fold or open the details' },
  ],
};
