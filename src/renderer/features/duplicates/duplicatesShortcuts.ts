import type { ShortcutGroup } from '../../shell/shortcuts.ts';

export const duplicatesShortcuts: ShortcutGroup = {
  title: 'Duplicates',
  shortcuts: [
    { keys: [['←'], ['→'], ['↑'], ['↓']], does: 'Choose which one is kept' },
    { keys: [['Enter']], does: 'Keep it, and hide the others' },
    { keys: [['X']], does: 'Skip the group' },
    { keys: [['shift', 'X']], does: 'Go back to the group before' },
    { keys: [['N']], does: 'Say that these are no duplicates' },
    { keys: [['C']], does: 'Compare them, with what differs in the pictures' },
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
