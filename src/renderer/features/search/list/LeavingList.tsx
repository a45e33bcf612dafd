import { type KeyboardEvent, memo, useState } from 'react';
import { GridList, useDragAndDrop } from 'react-aria-components';
import type { ShownListEntry } from '../../../../contract/lists.ts';
import type { ListKind } from '../../../../contract/queue.ts';
import { today } from '../../../components/format.ts';
import type { Command } from '../deciding.ts';
import type { DecisionsById } from '../decisions.ts';
import { decisionNote } from './decisionNote.ts';
import { LeavingEntry } from './LeavingEntry.tsx';

export interface LeavingListProps {
  readonly entries: readonly ShownListEntry[];
  /** They are in the learned order. */
  readonly isLearned: boolean;
  /** How much colour counts in their scores. */
  readonly colourWeight: number;
  readonly kind: ListKind;
  readonly decisions: DecisionsById;
  readonly onDecide: (entry: ShownListEntry, command: Command) => void;
  /** Puts an entry at a place, from 1: it is pinned there. */
  readonly onMove: (entry: ShownListEntry, place: number) => void;
  readonly onOpen: (id: string) => void;
}

const commands: { readonly [key: string]: Command } = {
  a: 'accept',
  x: 'reject',
  X: 'reject-why',
  e: 'pin-days',
  p: 'pin',
  P: 'soft-pin',
  Backspace: 'clear',
  Delete: 'clear',
};

/** The entries in their order, with the line below which the shop shows none; moved by dragging or with Alt and the arrows. */
export const LeavingList = memo(function LeavingList(props: LeavingListProps) {
  const { entries, isLearned, colourWeight, kind, decisions, onDecide, onMove, onOpen } = props;
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder({ keys, target }) {
      const [key] = keys;
      const from = entries.findIndex(({ id }) => id === key);
      const over = entries.findIndex(({ id }) => id === target.key);
      const entry = entries[from];
      if (entry === undefined || over < 0) return;
      const at = target.dropPosition === 'after' ? over + 1 : over;
      onMove(entry, (from < at ? at - 1 : at) + 1);
    },
  });

  function actByKey(event: KeyboardEvent): void {
    const index = entries.findIndex(({ id }) => id === keyUnder(event.target));
    const entry = entries[index];
    if (entry === undefined) return;
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (event.altKey && by !== 0) {
      const place = index + 1 + by;
      if (place >= 1 && place <= entries.length) onMove(entry, place);
    } else {
      const command = event.ctrlKey || event.metaKey || event.altKey ? undefined : commands[event.key];
      if (command === undefined) return;
      onDecide(entry, command);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the entries before the list makes its own of letters and Alt.
    <div onKeyDownCapture={actByKey} onFocus={(event) => setFocusedId(keyUnder(event.target))}>
      <GridList
        className="leaving-list"
        aria-label="List as it leaves"
        disallowTypeAhead
        items={entries}
        dependencies={[focusedId, isLearned, colourWeight, kind.fold, decisions]}
        dragAndDropHooks={dragAndDropHooks}
        onAction={(key) => onOpen(String(key))}
      >
        {(entry) => {
          const decision = decisions.get(entry.id);
          return (
            <LeavingEntry
              entry={entry}
              fold={kind.fold}
              note={decision === undefined ? null : decisionNote(decision, today())}
              isExplained={focusedId === entry.id}
              isLearned={isLearned}
              colourWeight={colourWeight}
              onDecide={onDecide}
            />
          );
        }}
      </GridList>
    </div>
  );
});

/** The id of the entry that has the focus, or holds it. */
function keyUnder(target: EventTarget): string | null {
  return target instanceof HTMLElement
    ? (target.closest<HTMLElement>('.leaving-entry')?.dataset['key'] ?? null)
    : null;
}
