import type { ShortcutGroup } from '../../shell/shortcuts.ts';

export const duplicatesShortcuts: ShortcutGroup = {
  title: 'Duplicates',
  shortcuts: [
    { keys: [['←'], ['→'], ['↑'], ['↓']], does: 'Choose which one is kept' },
    { keys: [['Enter']], does: 'Keep it, and hide the others' },
    { keys: [['X']], does: 'Skip the group' },
    { keys: [['shift', 'X']], does: 'Go back to the group before' },
    { keys: [['N']], does: 'Say that these are no duplicates' },
    { keys: [['H']], does: 'Show where the pictures differ from the one that is kept' },
    { keys: [['C']], does: 'Compare them, large and under one zoom' },
    { keys: [['Z'], ['mod', 'Z']], does: 'Undo the last decision' },
    {
      keys: [
        ['shift', 'Z'],
        ['mod', 'shift', 'Z'],
      ],
      does: 'Do it again',
    },
    { keys: [['F']], does: 'Fold or open the groups' },
    { keys: [['D']], does: 'Fold or open what will happen' },
  ],
};
