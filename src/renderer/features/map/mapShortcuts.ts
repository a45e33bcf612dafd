import type { ShortcutGroup } from '../../shell/shortcuts.ts';

export const mapShortcuts: ShortcutGroup = {
  title: 'Map',
  shortcuts: [
    { keys: [['←'], ['→'], ['↑'], ['↓']], does: 'Move the map' },
    { keys: [['+'], ['−']], does: 'Come nearer, go farther' },
    { keys: [['0']], does: 'The whole map' },
    { keys: [['L']], does: 'Draw around products, or move again' },
    { keys: [['R']], does: 'Draw a rectangle, or move again' },
    { keys: [['mod', 'A']], does: 'Select all that is in sight' },
    { keys: [['S']], does: 'Show only what is selected' },
    { keys: [['T']], does: 'The products in sight as a table' },
    { keys: [['Enter']], does: 'Look-alikes of the product; in the groups: select the group and go there' },
    { keys: [['F']], does: 'Fold or open the legend' },
    { keys: [['D']], does: 'Fold or open the details' },
  ],
};
