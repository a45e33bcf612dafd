import type { Output } from '../../../../contract/contract.ts';
import type { Failure } from '../../../../contract/failure.ts';
import type { MissingEntry } from '../../../../contract/lists.ts';
import type { ListKind } from '../../../../contract/queue.ts';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { LeavingList, type LeavingListProps } from './LeavingList.tsx';
import { ListHead, type ListHeadProps } from './ListHead.tsx';
import './ListPane.css';

export interface ListPaneProps
  extends Omit<ListHeadProps, 'state'>,
    Omit<LeavingListProps, 'entries' | 'kind'> {
  readonly kind: ListKind;
  readonly list: Output<'lists.show'> | undefined;
  readonly failure: Failure | null;
}

/** The list as it will leave: what is in it and in which order, how far the lists are, and what is to do next. */
export function ListPane({ list, failure, kind, ...props }: ListPaneProps) {
  return (
    <div className="list-pane">
      <ListHead {...props} kind={kind} state={list?.state ?? null} />
      {failure === null ? null : <ErrorNote title="The list could not be shown." failure={failure} />}
      {list === undefined ? null : list.entries.length === 0 ? (
        <p className="list-empty quiet">
          {kind.type === 'substitute'
            ? 'Nothing is in this list.'
            : `Nothing is in this list yet. Accept or pin what goes well with this product: go to a look-alike, press A or P.`}
        </p>
      ) : (
        <LeavingList {...props} kind={kind} entries={list.entries} />
      )}
      {list === undefined || list.missing.length === 0 ? null : <Missing entries={list.missing} />}
    </div>
  );
}

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
