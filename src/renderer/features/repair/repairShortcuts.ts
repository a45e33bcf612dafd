import type { ShortcutGroup } from '../../shell/shortcuts.ts';

export const repairShortcuts: ShortcutGroup = {
  title: 'Repair',
  shortcuts: [
    { keys: [['Enter'], ['A']], does: 'Accept: the value is corrected' },
    { keys: [['N']], does: 'Say that the value is right as it is' },
    { keys: [['X']], does: 'Skip the suggestion' },
    { keys: [['shift', 'X']], does: 'Go back to the suggestion before' },
    { keys: [['←'], ['→'], ['↑'], ['↓']], does: 'Look at the neighbours' },
    { keys: [['Z'], ['mod', 'Z']], does: 'Undo the last decision' },
    {
      keys: [
        ['shift', 'Z'],
        ['mod', 'shift', 'Z'],
      ],
      does: 'Do it again',
    },
    { keys: [['F']], does: 'Fold or open the suggestions' },
    { keys: [['D']], does: 'Fold or open the fields' },
  ],
};
