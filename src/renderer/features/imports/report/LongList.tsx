import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import { ScrollRegion } from '../../../components/layout/ScrollRegion.tsx';
import './LongList.css';

export interface LongListEntry {
  readonly name: string;
  /** Stands quietly under the name. */
  readonly words: string;
}

interface LongListProps<E extends LongListEntry> {
  readonly label: string;
  readonly entries: readonly E[];
  /** At the end of an entry. */
  readonly renderAction?: (entry: E) => ReactNode;
}

const rowHeightPx = 44;

/** Thousands of names in a frame of a few lines; only those in sight are in the document. */
export function LongList<E extends LongListEntry>({ label, entries, renderAction }: LongListProps<E>) {
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
  });
  return (
    <ScrollRegion className="long-list" label={label} scrollerRef={scroller}>
      <ul className="long-list-rows" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const entry = entries[row.index];
          if (entry === undefined) return null;
          return (
            <li
              key={row.key}
              className="long-list-row"
              aria-setsize={entries.length}
              aria-posinset={row.index + 1}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
            >
              <span className="long-list-words">
                <span className="one-line long-list-name" title={entry.name}>
                  {entry.name}
                </span>
                <span className="one-line quiet" title={entry.words}>
                  {entry.words}
                </span>
              </span>
              {renderAction?.(entry)}
            </li>
          );
        })}
      </ul>
    </ScrollRegion>
  );
}
