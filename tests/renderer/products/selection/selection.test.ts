import { beforeEach, describe, expect, it } from 'vitest';
import {
  clearSelection,
  idsBetween,
  selectedIds,
  selectOnly,
  selectThese,
  selectWhenKnown,
  toggleSelected,
  useSelection,
} from '../../../../src/renderer/features/products/selection/selection.ts';

beforeEach(clearSelection);

describe('the selection', () => {
  it('is one product after a click, and grows and shrinks with Ctrl', async () => {
    selectOnly('a');
    toggleSelected('b');
    toggleSelected('c');
    toggleSelected('b');
    expect(await selectedIds()).toEqual(['a', 'c']);
    selectOnly('d');
    expect(await selectedIds()).toEqual(['d']);
  });

  it('keeps where a range starts while ranges are drawn from there', () => {
    selectOnly('c');
    selectThese(['c', 'd']);
    expect(useSelection.getState().anchor).toBe('c');
  });

  it('is waited for while its ids are on their way', async () => {
    selectOnly('a');
    const ids = Promise.withResolvers<string[]>();
    void selectWhenKnown(ids.promise);
    const asked = selectedIds();
    ids.resolve(['a', 'b', 'c']);
    expect(await asked).toEqual(['a', 'b', 'c']);
  });

  it('is what was chosen last, even where ids asked for earlier arrive later', async () => {
    const slow = Promise.withResolvers<string[]>();
    const isTaken = selectWhenKnown(slow.promise);
    selectOnly('d');
    slow.resolve(['a', 'b']);
    expect(await isTaken).toBe(false);
    expect(await selectedIds()).toEqual(['d']);
  });

  it('stays as it was where the ids cannot be had', async () => {
    selectOnly('a');
    await expect(selectWhenKnown(Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await selectedIds()).toEqual(['a']);
  });
});

describe('a range', () => {
  const ordered = ['a', 'b', 'c', 'd', 'e'];

  it('has both ends, in the order of the view, in either direction', () => {
    expect(idsBetween(ordered, 'b', 3)).toEqual(['b', 'c', 'd']);
    expect(idsBetween(ordered, 'e', 2)).toEqual(['c', 'd', 'e']);
  });

  it('is only its end where the start is not in the view', () => {
    expect(idsBetween(ordered, 'gone', 1)).toEqual(['b']);
    expect(idsBetween(ordered, null, 1)).toEqual(['b']);
  });
});
