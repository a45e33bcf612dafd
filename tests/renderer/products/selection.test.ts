import { beforeEach, describe, expect, it } from 'vitest';
import {
  clearSelection,
  idsBetween,
  selectedIds,
  selectOnly,
  selectThese,
  toggleSelected,
  useSelection,
} from '../../../src/renderer/features/products/selection.ts';

beforeEach(clearSelection);

describe('the selection', () => {
  it('is one product after a click, and grows and shrinks with Ctrl', () => {
    selectOnly('a');
    toggleSelected('b');
    toggleSelected('c');
    toggleSelected('b');
    expect(selectedIds()).toEqual(['a', 'c']);
    selectOnly('d');
    expect(selectedIds()).toEqual(['d']);
  });

  it('keeps where a range starts while ranges are drawn from there', () => {
    selectOnly('c');
    selectThese(['c', 'd']);
    expect(useSelection.getState().anchor).toBe('c');
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
