import { useEffect } from 'react';
import type { Catalog } from '../../../contract/catalogs.ts';
import type { DecisionState } from '../../../contract/lists.ts';
import type { LookAlike } from '../../../contract/search.ts';
import { formatCounted } from '../../components/format.ts';
import { navigate } from '../../shell/navigation.ts';
import { leastMainPx } from '../../shell/panes.ts';
import { useProductActions } from '../../shell/productActions.ts';
import { SidePane } from '../../shell/SidePane.tsx';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { announce, showToast } from '../../shell/toasts.ts';
import { type PaneDefinition, usePanes } from '../../shell/usePanes.ts';
import { libraryFrom } from '../products/libraryAddress.ts';
import { decide, redoDecision, undoDecision, useDecisions } from './decisions.ts';
import { LookAlikesStatus } from './LookAlikesStatus.tsx';
import type { LookAlikesAddress } from './lookAlikesAddress.ts';
import { QueryPane } from './QueryPane.tsx';
import { ResultsPane } from './results/ResultsPane.tsx';
import { useLookAlikes } from './useLookAlikes.ts';
import { useQuerySubject } from './useQuerySubject.ts';
import './LookAlikesPage.css';

const panes = [
  { id: 'query', label: 'Query', side: 'left', width: 'queryWidth', key: 'Q' },
] as const satisfies readonly PaneDefinition[];

export interface LookAlikesPageProps {
  readonly catalog: Catalog;
  readonly address: LookAlikesAddress;
}

/** The query on the left, where it stays; what looks like it on the right. */
export function LookAlikesPage({ catalog, address }: LookAlikesPageProps) {
  const subject = useQuerySubject(address.query);
  const found = useLookAlikes(address);
  // What it looks like belongs beside the look-alikes as long as they have any room.
  const [query] = usePanes(panes, leastMainPx);
  const productId = address.query.kind === 'product' ? address.query.id : null;
  const { byId: decisions, resting } = useDecisions(productId);
  const results = found.data?.results ?? [];
  const focused = results.find((result) => result.id === address.product) ?? results[0];

  const answer = found.isPlaceholderData ? undefined : found.data;
  useEffect(() => {
    if (answer !== undefined) announce(formatCounted(answer.results.length, 'look-alike'));
  }, [answer]);

  function decideOn(result: LookAlike, state: DecisionState): void {
    if (productId === null) {
      showToast('Decisions belong to the list of a product; this image is not in the catalog.');
      return;
    }
    void decide(productId, result, state, decisions.get(result.id) ?? null);
  }

  function decideOnFocused(state: DecisionState): void {
    if (focused !== undefined && !found.isPlaceholderData) decideOn(focused, state);
  }

  useProductActions(() => (focused === undefined || found.isPlaceholderData ? [] : [focused.id]));
  useShortcuts({
    a: () => decideOnFocused('accepted'),
    x: () => decideOnFocused('rejected'),
    p: () => decideOnFocused('pinned'),
    z: () => void undoDecision(),
    'mod+z': () => void undoDecision(),
    'shift+z': () => void redoDecision(),
    'mod+shift+z': () => void redoDecision(),
    'mod+y': () => void redoDecision(),
    escape: () => navigate(libraryFrom(address)),
  });

  return (
    <>
      <div className="columns">
        <SidePane pane={query}>
          <QueryPane subject={subject} address={address} fields={catalog.fields} />
        </SidePane>
        <main id="main" className="pane-main">
          {query.shownWidth === null ? (
            <h1 className="screen-reader-only">{`Look-alikes of ${subject.name}`}</h1>
          ) : null}
          <ResultsPane
            address={address}
            fields={catalog.fields}
            subject={subject}
            found={found}
            decisions={decisions}
            onDecide={decideOn}
          />
        </main>
      </div>
      <StatusBar runtime={catalog.runtime} panes={[query]}>
        <LookAlikesStatus
          catalog={catalog}
          address={address}
          found={found}
          decisions={decisions}
          resting={resting}
        />
      </StatusBar>
    </>
  );
}
