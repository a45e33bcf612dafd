import { memo, useDeferredValue } from 'react';
import type { Output } from '../../../../contract/contract.ts';
import type { Failure } from '../../../../contract/failure.ts';
import type { MissingEntry, RejectedEntry } from '../../../../contract/lists.ts';
import type { ListKind } from '../../../../contract/queue.ts';
import { LinkButton } from '../../../components/controls/LinkButton.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { LeavingList, type LeavingListProps } from './LeavingList.tsx';
import { ListHead, type ListHeadProps } from './ListHead.tsx';
import './ListPane.css';

export interface ListPaneProps
  extends Omit<ListHeadProps, 'state'>,
    Omit<LeavingListProps, 'entries' | 'isLearned' | 'colourWeight' | 'kind'> {
  readonly kind: ListKind;
  readonly list: Output<'lists.show'> | undefined;
  readonly failure: Failure | null;
  /** Says why one was rejected, or says it otherwise. */
  readonly onSayWhy: (entry: RejectedEntry) => void;
}

/** What is done from here. */
export type ListActs = Pick<
  ListPaneProps,
  'onKind' | 'onDone' | 'onNext' | 'onDecide' | 'onSayWhy' | 'onMove' | 'onOpen'
>;

/**
 * The list as it will leave: what is in it and in which order, how far the lists are, and what is to do next. The tile that is
 * decided on is drawn first; the list follows as soon as it can, and gives way to the next key.
 */
export const ListPane = memo(function ListPane({ failure, kind, onSayWhy, ...others }: ListPaneProps) {
  const { list: latestList, decisions: latestDecisions, onDecide, onMove, onOpen, ...head } = others;
  const list = useDeferredValue(latestList);
  const decisions = useDeferredValue(latestDecisions);
  return (
    <div className="list-pane">
      <ListHead {...head} kind={kind} state={list?.state ?? null} />
      {failure === null ? null : <ErrorNote title="The list could not be shown." failure={failure} />}
      {list === undefined ? null : list.entries.length === 0 ? (
        <p className="list-empty quiet">
          {kind.type === 'substitute'
            ? 'Nothing is in this list.'
            : `Nothing is in this list yet. Accept or pin what goes well with this product: go to a look-alike, press A or P.`}
        </p>
      ) : (
        <LeavingList
          {...{ decisions, onDecide, onMove, onOpen, kind }}
          entries={list.entries}
          isLearned={list.isLearned === true}
          colourWeight={list.colourWeight ?? 0}
        />
      )}
      {list === undefined || list.missing.length === 0 ? null : <Missing entries={list.missing} />}
      {list === undefined || list.rejected.length === 0 ? null : (
        <Rejected entries={list.rejected} onSayWhy={onSayWhy} />
      )}
    </div>
  );
});

const reasons: { readonly [R in MissingEntry['reason']]: string } = {
  gone: 'not in the catalog any more',
  'sold-out': 'sold out',
  'left-out': 'left out by a filter, or for want of room',
};

/** What was chosen and does not leave. */
function Missing({ entries }: { readonly entries: readonly MissingEntry[] }) {
  return (
    <section className="list-missing" aria-label="Chosen, and not in the list">
      <h2>Chosen, and not in the list</h2>
      <ul>
        {entries.map(({ id, name, reason }) => (
          <li key={id}>
            <span className="one-line" title={name}>
              {name || id}
            </span>
            <span className="quiet">{reasons[reason]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is kept out of the list, and why. */
function Rejected({
  entries,
  onSayWhy,
}: {
  readonly entries: readonly RejectedEntry[];
  readonly onSayWhy: (entry: RejectedEntry) => void;
}) {
  return (
    <section className="list-missing" aria-label="Rejected">
      <h2>Rejected</h2>
      <ul>
        {entries.map((entry) => (
          <li key={entry.id}>
            <span className="one-line" title={entry.name}>
              {entry.name || entry.id}
            </span>
            <span className="quiet">
              {entry.reason === null ? '' : `rejected: ${entry.reason} · `}
              <LinkButton
                label={`Say why ${entry.name || entry.id} was rejected`}
                onPress={() => onSayWhy(entry)}
              >
                {entry.reason === null ? 'Say why…' : 'Say otherwise…'}
              </LinkButton>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
