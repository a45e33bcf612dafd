import type { ShortcutGroup } from '../../shell/shortcuts.ts';

export const compareShortcuts: ShortcutGroup = {
  title: 'Compare',
  shortcuts: [
    { keys: [['C']], does: 'In the library and in look-alikes: compare what is selected' },
    { keys: [['N']], does: 'The next challenger' },
    { keys: [['shift', 'N']], does: 'The challenger before' },
    { keys: [['O']], does: 'One against one, or all side by side' },
    { keys: [['B']], does: 'Blink: champion and challenger change places' },
    { keys: [['D']], does: 'Show where the challenger differs from the champion' },
    { keys: [['K']], does: 'Keep the champion, or let each challenger take its place' },
    { keys: [['M']], does: 'Make the challenger the champion' },
    { keys: [['+'], ['−']], does: 'On a picture: zoom all of them' },
    { keys: [['←'], ['→'], ['↑'], ['↓']], does: 'On a picture: look around in all of them' },
    {
      keys: [
        ['shift', '←'],
        ['shift', '→'],
      ],
      does: 'On a picture: move this one alone; so does dragging it with Shift',
    },
    { keys: [['0']], does: 'On a picture: all as they were' },
    { keys: [['A'], ['X'], ['P']], does: 'Accept, reject or pin the challenger in the list one came from' },
    { keys: [['Backspace'], ['Delete']], does: 'Take the decision back' },
    { keys: [['Enter']], does: 'Look-alikes of the challenger' },
    { keys: [['Esc']], does: 'Go back to where one came from' },
  ],
};
