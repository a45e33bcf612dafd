import { GripVertical } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { Button, GridList, GridListItem, useDragAndDrop } from 'react-aria-components';
import type { ShownListEntry } from '../../../../contract/lists.ts';
import type { ListKind } from '../../../../contract/queue.ts';
import { LinkButton } from '../../../components/controls/LinkButton.tsx';
import { formatScore, today } from '../../../components/format.ts';
import { Thumbnail } from '../../../components/pictures/Thumbnail.tsx';
import type { Command } from '../deciding.ts';
import { type DecisionsById, usePendingDecisions } from '../decisions.ts';
import { DecisionBadge } from '../results/DecisionBadge.tsx';
import { decisionNote } from './decisionNote.ts';
import { whyHere } from './whyHere.ts';

export interface LeavingListProps {
  readonly entries: readonly ShownListEntry[];
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
export function LeavingList({ entries, kind, decisions, onDecide, onMove, onOpen }: LeavingListProps) {
  const pending = usePendingDecisions();
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
        dependencies={[pending, focusedId, kind.fold, decisions]}
        dragAndDropHooks={dragAndDropHooks}
        onAction={(key) => onOpen(String(key))}
      >
        {(entry) => {
          const index = entries.indexOf(entry);
          const { state } = entry;
          const decision = decisions.get(entry.id);
          const note = decision === undefined ? null : decisionNote(decision, today());
          return (
            <GridListItem
              id={entry.id}
              textValue={entry.name || entry.id}
              className="leaving-entry"
              data-state={state}
              data-fold={index === kind.fold ? '' : undefined}
            >
              {index === kind.fold ? (
                <span className="fold-line">
                  <span>{`The shop shows ${kind.fold}`}</span>
                </span>
              ) : null}
              <div className="leaving-row" aria-busy={pending.has(entry.id)}>
                <Button slot="drag" className="leaving-grip">
                  <GripVertical size={14} aria-hidden />
                </Button>
                <span className="leaving-rank">{index + 1}</span>
                <span className="leaving-picture">
                  <Thumbnail imageId={entry.imageId} alt="" />
                </span>
                <span className="leaving-name">
                  <span className="one-line" title={entry.name}>
                    {entry.name || entry.id}
                  </span>
                  {note === null ? null : <span className="leaving-note one-line">{note}</span>}
                </span>
                {state === 'suggested' ? (
                  <span className="leaving-score quiet" title="Suggested: its likeness">
                    <span className="screen-reader-only">Suggested, score </span>
                    {formatScore(entry.score)}
                  </span>
                ) : (
                  <DecisionBadge decision={{ state, pin: entry.pin }} />
                )}
              </div>
              {focusedId === entry.id ? (
                <p className="leaving-why">
                  {whyHere(entry)}
                  <span className="leaving-more">
                    <LinkButton onPress={() => onDecide(entry, 'pin-days')}>
                      Pin for some days… (E)
                    </LinkButton>
                    <LinkButton onPress={() => onDecide(entry, 'reject-why')}>
                      Reject, and say why… (Shift+X)
                    </LinkButton>
                  </span>
                </p>
              ) : null}
            </GridListItem>
          );
        }}
      </GridList>
    </div>
  );
}

/** The id of the entry that has the focus, or holds it. */
function keyUnder(target: EventTarget): string | null {
  return target instanceof HTMLElement
    ? (target.closest<HTMLElement>('.leaving-entry')?.dataset['key'] ?? null)
    : null;
}
