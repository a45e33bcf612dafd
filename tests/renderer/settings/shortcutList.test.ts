import { describe, expect, it } from 'vitest';
import { compareShortcuts } from '../../../src/renderer/features/compare/compareShortcuts.ts';
import { libraryShortcuts } from '../../../src/renderer/features/products/libraryShortcuts.ts';
import { lookAlikesShortcuts } from '../../../src/renderer/features/search/lookAlikesShortcuts.ts';
import { everywhere, nameOfKey } from '../../../src/renderer/features/settings/shortcutList.ts';

describe('the table of keys', () => {
  it('shows the machine’s own modifier', () => {
    expect(nameOfKey('mod', true)).toBe('⌘');
    expect(nameOfKey('mod', false)).toBe('Ctrl');
    expect(nameOfKey('Esc', true)).toBe('Esc');
  });

  it('gives no key two meanings within a group', () => {
    for (const group of [everywhere, libraryShortcuts, lookAlikesShortcuts, compareShortcuts]) {
      const keys = group.shortcuts.flatMap((shortcut) => shortcut.keys.map((each) => each.join('+')));
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
