import type { ShortcutGroup } from '../../shell/shortcuts.ts';

export const boardsShortcuts: ShortcutGroup = {
  title: 'Boards',
  shortcuts: [
    { keys: [['L']], does: 'Like: on this board; elsewhere, on one that you choose' },
    { keys: [['U']], does: 'Dislike, the same way' },
    { keys: [['Enter']], does: 'Look-alikes of the recommendation' },
    { keys: [['Delete']], does: 'Take the product on the shelf off the board' },
    { keys: [['Z'], ['mod', 'Z']], does: 'Undo the last change' },
    { keys: [['B']], does: 'Fold or open the list of boards' },
  ],
};
