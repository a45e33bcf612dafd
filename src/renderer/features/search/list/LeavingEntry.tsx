import { GripVertical } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { Button, GridListItem } from 'react-aria-components';
import type { ShownListEntry } from '../../../../contract/lists.ts';
import { LinkButton } from '../../../components/controls/LinkButton.tsx';
import { formatScore } from '../../../components/format.ts';
import { Thumbnail } from '../../../components/pictures/Thumbnail.tsx';
import type { Command } from '../deciding.ts';
import { useIsPending } from '../decisions.ts';
import { DecisionBadge } from '../results/DecisionBadge.tsx';
import { whyHere } from './whyHere.ts';

export interface LeavingEntryProps {
  readonly entry: ShownListEntry;
  /** So many come before the line below which the shop shows none. */
  readonly fold: number;
  /** What is to be known of its decision besides which it is. */
  readonly note: string | null;
  /** Says why it is here, and what else can be done with it. */
  readonly isExplained: boolean;
  /** The list is in the learned order. */
  readonly isLearned: boolean;
  /** How much colour counts in the scores of the list. */
  readonly colourWeight: number;
  readonly onDecide: (entry: ShownListEntry, command: Command) => void;
}

/** An entry of the list, at its place; drawn again when something of its own changed. */
export const LeavingEntry = memo(function LeavingEntry({
  entry,
  fold,
  note,
  isExplained,
  isLearned,
  colourWeight,
  onDecide,
}: LeavingEntryProps) {
  const { id, name, rank, state } = entry;
  const isBelowFold = rank - 1 === fold;
  return (
    <GridListItem
      id={id}
      textValue={name || id}
      className="leaving-entry"
      data-state={state}
      data-fold={isBelowFold ? '' : undefined}
    >
      {isBelowFold ? (
        <span className="fold-line">
          <span>{`The shop shows ${fold}`}</span>
        </span>
      ) : null}
      <LeavingRow id={id}>
        <Button slot="drag" className="leaving-grip">
          <GripVertical size={14} aria-hidden />
        </Button>
        <span className="leaving-rank">{rank}</span>
        <span className="leaving-picture">
          <Thumbnail imageId={entry.imageId} alt="" />
        </span>
        <span className="leaving-name">
          <span className="one-line" title={name}>
            {name || id}
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
      </LeavingRow>
      {isExplained ? (
        <p className="leaving-why">
          {whyHere(entry, { isLearned, colourWeight })}
          <span className="leaving-more">
            <LinkButton onPress={() => onDecide(entry, 'pin-days')}>Pin for some days… (E)</LinkButton>
            <LinkButton onPress={() => onDecide(entry, 'reject-why')}>
              Reject, and say why… (Shift+X)
            </LinkButton>
          </span>
        </p>
      ) : null}
    </GridListItem>
  );
});

/** Dimmed while its decision is on the way: by itself, because an entry that changes makes the list build its collection anew. */
function LeavingRow({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className="leaving-row" aria-busy={useIsPending(id)}>
      {children}
    </div>
  );
}
