import type { ShortcutGroup } from '../../shell/shortcuts.ts';

export const queueShortcuts: ShortcutGroup = {
  title: 'Lists',
  shortcuts: [
    { keys: [['←'], ['→'], ['↑'], ['↓']], does: 'Move' },
    { keys: [['Enter']], does: 'Curate the list' },
    { keys: [['N']], does: 'Curate the next list that is not done' },
    { keys: [['shift', '→']], does: 'Extend the selection' },
    { keys: [['mod', 'A']], does: 'Select all that is shown' },
    { keys: [['D']], does: 'Say that the chosen lists are done' },
    { keys: [['shift', 'D']], does: 'Say that they are not done' },
    { keys: [['Z'], ['mod', 'Z']], does: 'Undo the last decision' },
    {
      keys: [
        ['shift', 'Z'],
        ['mod', 'shift', 'Z'],
      ],
      does: 'Do it again',
    },
    { keys: [['F']], does: 'Fold or open how far the lists are' },
  ],
};
