// biome-ignore-all lint/a11y/useSemanticElements: rows of a virtual grid are placed freely, which table elements cannot be.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import { useElementSize } from '../layout/useElementSize.ts';
import { gridPaddingPx, indexAfterKey, layOutTiles, tileGapPx } from './tileLayout.ts';
import { useRubberBand } from './useRubberBand.ts';
import './TileGrid.css';

/** How an index was reached: plain, with Shift (extend the selection), with Ctrl or ⌘ (add, or only move). */
export interface Reach {
  readonly by: 'pointer' | 'key';
  readonly extend: boolean;
  readonly add: boolean;
}

export interface TileGridHandle {
  focus(): void;
  scrollToIndex(index: number, align: 'auto' | 'center'): void;
  scrollToPx(px: number): void;
}

export interface TileGridProps {
  readonly label: string;
  readonly count: number;
  /** Wanted width of a tile; the real one fills the row. */
  readonly tileWidth: number;
  readonly captionHeight: number;
  /** The tile that keys act on. */
  readonly activeIndex: number | null;
  readonly onReach: (index: number, reach: Reach) => void;
  readonly onOpen: (index: number) => void;
  /** Enter, where it does something else than a double click. */
  readonly onEnter?: (index: number) => void;
  /** Space. */
  readonly onPeek?: (index: number) => void;
  readonly isSelected: (index: number) => boolean;
  readonly isMultiSelectable?: boolean;
  readonly renderTile: (index: number) => ReactNode;
  /** The context menu is asked for: where, in the window. */
  readonly onMenu?: (index: number, at: { readonly x: number; readonly y: number }) => void;
  /** A tile is dragged out of the window; without it a drag draws a rubber band wherever it begins. */
  readonly onDragOut?: ((index: number) => void) | undefined;
  /** The tiles on screen changed: for what is fetched. */
  readonly onRangeChange?: (first: number, last: number) => void;
  readonly onBandStart?: () => void;
  /** Tiles touched by a rubber band while it is drawn; `add`: with Ctrl or ⌘. */
  readonly onBand?: (indexes: readonly number[], add: boolean) => void;
  /** Pixels scrolled when it was last seen, and being told of every change: for coming back. */
  readonly initialScrollPx?: number;
  readonly onScrollPx?: (px: number) => void;
  readonly ref?: Ref<TileGridHandle>;
}

/**
 * A virtual grid of pictures: rows are rendered as they come into sight, the keyboard moves an active tile
 * (`aria-activedescendant`, so that the focus cannot scroll away).
 */
export function TileGrid(props: TileGridProps) {
  const { count, activeIndex, captionHeight, onRangeChange, onScrollPx, initialScrollPx = 0 } = props;
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(scroller);
  const layout = layOutTiles(count, width, props.tileWidth, captionHeight);
  const activeRow = activeIndex === null ? null : Math.floor(activeIndex / layout.columns);

  const virtualizer = useVirtualizer({
    count: width === 0 ? 0 : layout.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => layout.rowHeight,
    overscan: 3,
    paddingStart: gridPaddingPx,
    paddingEnd: gridPaddingPx,
    scrollPaddingStart: gridPaddingPx,
    scrollPaddingEnd: gridPaddingPx,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      if (activeRow === null || activeRow >= layout.rows || rows.includes(activeRow)) return rows;
      return [...rows, activeRow].sort((one, other) => one - other);
    },
  });
  const rows = virtualizer.getVirtualItems();

  // A new width or size of tiles moves every row; keep the first visible tile where it is.
  const firstVisible = useRef(0);
  const laidOut = useRef<{ columns: number; rowHeight: number } | null>(null);
  useLayoutEffect(() => {
    const before = laidOut.current;
    if (width === 0) return;
    laidOut.current = { columns: layout.columns, rowHeight: layout.rowHeight };
    if (before === null) {
      scroller.current?.scrollTo({ top: initialScrollPx });
      return;
    }
    if (before.columns === layout.columns && before.rowHeight === layout.rowHeight) return;
    const anchor = firstVisible.current;
    virtualizer.measure();
    if (anchor > 0)
      scroller.current?.scrollTo({ top: Math.floor(anchor / layout.columns) * layout.rowHeight });
  }, [width, layout.columns, layout.rowHeight, virtualizer, initialScrollPx]);

  const range = virtualizer.range;
  const first = (range?.startIndex ?? 0) * layout.columns;
  const last = Math.min(count, ((range?.endIndex ?? 0) + 1) * layout.columns) - 1;
  useEffect(() => {
    if (count > 0 && width > 0) onRangeChange?.(first, last);
  }, [first, last, count, width, onRangeChange]);

  useImperativeHandle(
    props.ref,
    () => ({
      focus: () => scroller.current?.focus({ preventScroll: true }),
      scrollToIndex: (index, align) =>
        virtualizer.scrollToIndex(Math.floor(index / layout.columns), { align }),
      scrollToPx: (px) => scroller.current?.scrollTo({ top: px }),
    }),
    [virtualizer, layout.columns],
  );

  const band = useRubberBand(scroller, layout, count, props.onBandStart, props.onBand);

  function reachByKey(event: KeyboardEvent<HTMLDivElement>) {
    if (event.altKey || event.target !== event.currentTarget) return;
    const index = activeIndex ?? 0;
    if (event.key === 'Enter' && activeIndex !== null) {
      event.preventDefault();
      (props.onEnter ?? props.onOpen)(index);
      return;
    }
    if (event.key === ' ' && activeIndex !== null && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      props.onPeek?.(index);
      return;
    }
    const page = Math.max(1, Math.floor(height / layout.rowHeight));
    const target =
      activeIndex === null && event.key.startsWith('Arrow')
        ? 0
        : indexAfterKey(event.key, index, count, layout.columns, page);
    if (target === null || count === 0) return;
    event.preventDefault();
    virtualizer.scrollToIndex(Math.floor(target / layout.columns), { align: 'auto' });
    props.onReach(target, { by: 'key', extend: event.shiftKey, add: event.ctrlKey || event.metaKey });
  }

  function reachByPointer(event: MouseEvent<HTMLDivElement>) {
    const index = indexUnder(event.target);
    if (index === null || band.hasJustEnded()) return;
    props.onReach(index, { by: 'pointer', extend: event.shiftKey, add: event.ctrlKey || event.metaKey });
  }

  function openByPointer(event: MouseEvent<HTMLDivElement>) {
    const index = indexUnder(event.target);
    if (index !== null) props.onOpen(index);
  }

  function askMenu(event: MouseEvent<HTMLDivElement>) {
    // By key it comes from the grid, which has the focus, and means the active tile.
    const isByKey = event.target === event.currentTarget && event.button !== 2;
    const index = isByKey ? activeIndex : indexUnder(event.target);
    if (index === null || props.onMenu === undefined) return;
    event.preventDefault();
    const box = document.getElementById(`${gridId}-${index}`)?.getBoundingClientRect();
    const at =
      isByKey && box !== undefined ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : null;
    props.onMenu(index, at ?? { x: event.clientX, y: event.clientY });
  }

  function dragOut(event: DragEvent<HTMLDivElement>) {
    const index = indexUnder(event.target);
    if (index === null || props.onDragOut === undefined) return;
    // The window goes on with the drag as one of files.
    event.preventDefault();
    props.onDragOut(index);
  }

  return (
    <div
      ref={scroller}
      className="tile-grid"
      role="grid"
      aria-label={props.label}
      aria-rowcount={layout.rows}
      aria-colcount={layout.columns}
      aria-multiselectable={props.isMultiSelectable ?? false}
      tabIndex={0}
      {...(activeIndex !== null &&
        activeIndex < count && { 'aria-activedescendant': `${gridId}-${activeIndex}` })}
      onKeyDown={reachByKey}
      onClick={reachByPointer}
      onDoubleClick={openByPointer}
      onContextMenu={askMenu}
      onDragStart={dragOut}
      onScroll={(event) => {
        const top = event.currentTarget.scrollTop;
        firstVisible.current = Math.round(top / layout.rowHeight) * layout.columns;
        onScrollPx?.(top);
      }}
      {...band.handlers}
    >
      <div className="tile-grid-extent" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => (
          <div
            key={row.key}
            className="tile-grid-row"
            role="row"
            aria-rowindex={row.index + 1}
            style={{ transform: `translateY(${row.start}px)`, height: layout.rowHeight - tileGapPx }}
          >
            {tilesOfRow(row.index, layout.columns, count).map((index) => (
              <div
                key={index}
                id={`${gridId}-${index}`}
                className="tile-grid-cell"
                role="gridcell"
                aria-colindex={(index % layout.columns) + 1}
                aria-selected={props.isSelected(index)}
                data-index={index}
                draggable={props.onDragOut !== undefined}
                data-active={index === activeIndex ? '' : undefined}
                style={{ width: layout.tileWidth }}
              >
                {props.renderTile(index)}
              </div>
            ))}
          </div>
        ))}
        {band.element}
      </div>
    </div>
  );
}

function tilesOfRow(row: number, columns: number, count: number): number[] {
  const first = row * columns;
  return Array.from({ length: Math.max(0, Math.min(columns, count - first)) }, (_, column) => first + column);
}

function indexUnder(target: EventTarget): number | null {
  if (!(target instanceof Element) || target.closest('button, a') !== null) return null;
  const text = target.closest('[data-index]')?.getAttribute('data-index');
  return text === null || text === undefined ? null : Number(text);
}
