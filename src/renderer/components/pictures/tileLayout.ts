/** Where tiles lie: equal columns that fill the width, a square picture and a caption of fixed height each. */

export interface TileLayout {
  readonly columns: number;
  readonly rows: number;
  /** Width of a tile, and so of its square picture. */
  readonly tileWidth: number;
  /** From the top of a row to the top of the next, the gap included. */
  readonly rowHeight: number;
}

export const tileGapPx = 8;
/** Around all tiles. */
export const gridPaddingPx = 12;
/** Browsers cut elements off at about 33 million pixels; a longer grid gets more columns instead. */
const longestGridPx = 30_000_000;

/** Lays out `count` tiles in `width` pixels, as near to `wantedTileWidth` as whole columns allow, never much wider. */
export function layOutTiles(
  count: number,
  width: number,
  wantedTileWidth: number,
  captionHeight: number,
): TileLayout {
  const inner = Math.max(0, width - 2 * gridPaddingPx);
  const fitting = Math.max(1, Math.floor((inner + tileGapPx) / (wantedTileWidth + tileGapPx)));
  const needed = Math.ceil((count * (wantedTileWidth + captionHeight + tileGapPx)) / longestGridPx);
  const columns = Math.max(fitting, needed);
  const widest = columns === 1 ? Math.min(inner, wantedTileWidth * 1.5) : inner;
  const tileWidth = Math.max(1, Math.floor((widest - (columns - 1) * tileGapPx) / columns));
  return {
    columns,
    rows: Math.ceil(count / columns),
    tileWidth,
    rowHeight: tileWidth + captionHeight + tileGapPx,
  };
}

/** A corner-to-corner rectangle in grid coordinates (pixels from the top left of all tiles, scrolled or not). */
export interface Band {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

/** Indexes of the tiles that a rubber band touches, in order. */
export function tilesInBand(layout: TileLayout, count: number, band: Band): number[] {
  const stepX = layout.tileWidth + tileGapPx;
  const left = Math.min(band.fromX, band.toX) - gridPaddingPx;
  const right = Math.max(band.fromX, band.toX) - gridPaddingPx;
  const top = Math.min(band.fromY, band.toY) - gridPaddingPx;
  const bottom = Math.max(band.fromY, band.toY) - gridPaddingPx;
  const firstColumn = Math.max(0, Math.ceil((left - layout.tileWidth) / stepX));
  const lastColumn = Math.min(layout.columns - 1, Math.floor(right / stepX));
  const firstRow = Math.max(0, Math.ceil((top - (layout.rowHeight - tileGapPx)) / layout.rowHeight));
  const lastRow = Math.min(layout.rows - 1, Math.floor(bottom / layout.rowHeight));
  const found: number[] = [];
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const index = row * layout.columns + column;
      if (index < count) found.push(index);
    }
  }
  return found;
}

/** The index that a key moves to, or null if the key moves nowhere; `page` is in rows. */
export function indexAfterKey(
  key: string,
  index: number,
  count: number,
  columns: number,
  page: number,
): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return index - columns >= 0 ? index - columns : index;
    case 'ArrowDown':
      return moveDown(index, columns, last, columns);
    case 'PageUp':
      return Math.max(index % columns, index - page * columns);
    case 'PageDown':
      return moveDown(index, page * columns, last, columns);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** Down by whole rows; from the last full row into a shorter one, to its end. */
function moveDown(index: number, by: number, last: number, columns: number): number {
  if (index + by <= last) return index + by;
  const lastRow = Math.floor(last / columns);
  const row = Math.floor(index / columns);
  if (row === lastRow) return index;
  return Math.min(last, lastRow * columns + (index % columns));
}
