import { describe, expect, it } from 'vitest';
import {
  indexAfterKey,
  layOutTiles,
  tilesInBand,
} from '../../../../src/renderer/components/pictures/tileLayout.ts';

describe('laying out tiles', () => {
  it('fills the width with whole columns', () => {
    const layout = layOutTiles(100, 700, 160, 24);
    expect(layout).toMatchObject({ columns: 4, rows: 25, tileWidth: 163, rowHeight: 195 });
  });

  it('always has a column, however narrow the pane', () => {
    expect(layOutTiles(3, 40, 160, 24)).toMatchObject({ columns: 1, rows: 3 });
  });

  it('takes more columns rather than grow longer than browsers can draw', () => {
    const layout = layOutTiles(1_000_000, 700, 400, 24);
    expect(layout.rows * layout.rowHeight).toBeLessThanOrEqual(33_000_000);
  });
});

describe('a rubber band', () => {
  // Three columns of 100 px, rows of 124 + 8 px, 12 px around all of them.
  const layout = { columns: 3, rows: 3, tileWidth: 100, rowHeight: 132 };
  const inside = { fromX: 60, fromY: 60, toX: 130, toY: 200 };

  it('takes the tiles that it touches', () => {
    expect(tilesInBand(layout, 8, inside)).toEqual([0, 1, 3, 4]);
  });

  it('does not mind in which direction it is drawn', () => {
    const backwards = { fromX: inside.toX, fromY: inside.toY, toX: inside.fromX, toY: inside.fromY };
    expect(tilesInBand(layout, 8, backwards)).toEqual(tilesInBand(layout, 8, inside));
  });

  it('takes nothing in a gap', () => {
    expect(tilesInBand(layout, 8, { fromX: 113, fromY: 20, toX: 118, toY: 60 })).toEqual([]);
  });

  it('ends with the last tile', () => {
    expect(tilesInBand(layout, 8, { fromX: 0, fromY: 280, toX: 900, toY: 900 })).toEqual([6, 7]);
  });
});

describe('a key', () => {
  // Ten tiles in rows of four: the last row has two.
  const goesTo = (key: string, index: number) => indexAfterKey(key, index, 10, 4, 2);

  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 9, 9],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 1, 5],
    ['ArrowDown', 7, 9],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 5, 1],
    ['ArrowUp', 2, 2],
    ['PageDown', 0, 8],
    ['PageDown', 3, 9],
    ['PageUp', 9, 1],
    ['PageUp', 2, 2],
    ['Home', 7, 0],
    ['End', 3, 9],
  ])('%s goes from %i to %i', (key, from, to) => {
    expect(goesTo(key, from)).toBe(to);
  });

  it('that moves nothing is left to others', () => {
    expect(goesTo('a', 3)).toBeNull();
  });
});
