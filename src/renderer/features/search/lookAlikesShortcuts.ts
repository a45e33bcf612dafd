import type { ShortcutGroup } from '../../shell/shortcuts.ts';

export const lookAlikesShortcuts: ShortcutGroup = {
  title: 'Look-alikes',
  shortcuts: [
    { keys: [['←'], ['→'], ['↑'], ['↓']], does: 'Move' },
    { keys: [['Enter']], does: 'Go on to this one’s look-alikes' },
    { keys: [['Space']], does: 'Compare with the query, side by side' },
    { keys: [['A']], does: 'Accept' },
    { keys: [['X']], does: 'Reject' },
    { keys: [['shift', 'X']], does: 'Reject, and say why' },
    { keys: [['P']], does: 'Pin: it keeps its place whatever filters say' },
    { keys: [['shift', 'P']], does: 'Pin softly: before suggestions, where filters allow it' },
    { keys: [['E']], does: 'Pin from one day to another' },
    { keys: [['Backspace'], ['Delete']], does: 'Take the decision back' },
    {
      keys: [
        ['shift', '←'],
        ['shift', '→'],
      ],
      does: 'Select several',
    },
    { keys: [['W']], does: 'Go between look-alikes and list' },
    {
      keys: [
        ['alt', '↑'],
        ['alt', '↓'],
      ],
      does: 'Move within the list',
    },
    { keys: [['D']], does: 'Say that the list is done' },
    { keys: [['N']], does: 'Go on to the next list to curate' },
    { keys: [['Z'], ['mod', 'Z']], does: 'Undo the last decision' },
    {
      keys: [
        ['shift', 'Z'],
        ['mod', 'shift', 'Z'],
      ],
      does: 'Do it again',
    },
    { keys: [['shift', 'L']], does: 'Look for what is also like this one' },
    { keys: [['shift', 'U']], does: 'Look for what is not like this one' },
    { keys: [['R']], does: 'Look for a part of the query’s picture' },
    { keys: [['V']], does: 'Show or hide the variants that this one stands for' },
    { keys: [['Q']], does: 'Fold or open the query' },
    { keys: [['T']], does: 'Fold or open the list' },
  ],
};
