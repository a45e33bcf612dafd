import type { ShortcutGroup } from '../../shell/shortcuts.ts';

export const lookAlikesShortcuts: ShortcutGroup = {
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
    { keys: [['shift', 'L']], does: 'Look for what is also like this one' },
    { keys: [['shift', 'U']], does: 'Look for what is not like this one' },
    { keys: [['V']], does: 'Show or hide the variants that this one stands for' },
    { keys: [['Q']], does: 'Fold or open the query' },
  ],
};
