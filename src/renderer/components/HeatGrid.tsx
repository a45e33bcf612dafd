import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { Thumbnail } from './pictures/Thumbnail.tsx';
import './HeatGrid.css';

export interface HeatHead {
  readonly key: string;
  readonly name: string;
  /** A picture stands for the name; null: it has none. */
  readonly imageId?: string | null;
}

export interface HeatGridProps {
  readonly label: string;
  /** What rows and columns are, where they meet. */
  readonly corner: string;
  readonly rows: readonly HeatHead[];
  readonly columns: readonly HeatHead[];
  /** As read; shown only where there is room for it. */
  readonly textOf: (row: number, column: number) => string;
  /** How deep its colour is, from 0 to 1. */
  readonly shareOf: (row: number, column: number) => number;
  readonly showsText: boolean;
  readonly isChosen?: (row: number, column: number) => boolean;
  readonly onOpen: (row: number, column: number) => void;
  /** Told where the pointer or the keyboard is. */
  readonly onLook?: (row: number, column: number) => void;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** A table of numbers as colours. It is one stop of the Tab key; within it the arrows move, and Enter opens. */
export function HeatGrid(props: HeatGridProps) {
  const { label, corner, rows, columns, textOf, shareOf, showsText, isChosen, onOpen, onLook } = props;
  const table = useRef<HTMLTableElement>(null);
  const [wanted, setWanted] = useState<Place>({ row: 0, column: 0 });
  const active = {
    row: Math.min(wanted.row, rows.length - 1),
    column: Math.min(wanted.column, columns.length - 1),
  };

  function look(place: Place | null): void {
    if (place === null) return;
    setWanted(place);
    onLook?.(place.row, place.column);
  }

  function move(event: KeyboardEvent): void {
    const next = placeAfter(event, active, { row: rows.length - 1, column: columns.length - 1 });
    if (event.key === 'Enter' || event.key === ' ') onOpen(active.row, active.column);
    else if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (next === null) return;
    look(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row},${next.column}"]`)?.focus();
  }

  function open(event: MouseEvent): void {
    const place = placeOf(event.target);
    look(place);
    if (place !== null) onOpen(place.row, place.column);
  }

  return (
    <div className="heat">
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that one moves in; its cells keep their heads.
        role="grid"
        aria-label={label}
        className={showsText ? 'heat-grid' : 'heat-grid heat-grid-plain'}
        onKeyDown={move}
        onClick={open}
        onFocus={(event) => look(placeOf(event.target))}
        onMouseOver={(event) => {
          const place = placeOf(event.target);
          if (place !== null) onLook?.(place.row, place.column);
        }}
      >
        <thead>
          <tr>
            <th scope="col" className="heat-corner">
              {corner}
            </th>
            {columns.map((head) => (
              <th key={head.key} scope="col" title={head.name}>
                <Head head={head} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((head, row) => (
            <tr key={head.key}>
              <th scope="row" title={head.name}>
                <Head head={head} />
              </th>
              {columns.map(({ key }, column) => (
                <td
                  key={key}
                  className="heat-cell"
                  data-cell={`${row},${column}`}
                  tabIndex={row === active.row && column === active.column ? 0 : -1}
                  {...(isChosen !== undefined && { 'aria-selected': isChosen(row, column) })}
                  style={{ '--heat': shareOf(row, column) } as object}
                >
                  <span className={showsText ? undefined : 'screen-reader-only'}>{textOf(row, column)}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ head: { name, imageId } }: { readonly head: HeatHead }) {
  if (imageId === undefined) return <span className="heat-name">{name}</span>;
  return (
    <span className="heat-head">
      <Thumbnail imageId={imageId} alt={name} />
    </span>
  );
}

function placeOf(target: EventTarget): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null;
  if (cell === null) return null;
  const [row = 0, column = 0] = (cell.dataset['cell'] ?? '').split(',').map(Number);
  return { row, column };
}

/** Null for a key that does not move. */
function placeAfter(event: KeyboardEvent, { row, column }: Place, last: Place): Place | null {
  switch (event.key) {
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'ArrowDown':
      return { row: Math.min(last.row, row + 1), column };
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: Math.min(last.column, column + 1) };
    case 'Home':
      return { row: event.ctrlKey ? 0 : row, column: 0 };
    case 'End':
      return { row: event.ctrlKey ? last.row : row, column: last.column };
    default:
      return null;
  }
}
