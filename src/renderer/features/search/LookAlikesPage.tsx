import { useEffect } from 'react';
import type { Catalog } from '../../../contract/catalogs.ts';
import type { LookAlike } from '../../../contract/search.ts';
import { client } from '../../api/client.ts';
import { formatCounted } from '../../components/format.ts';
import type { Address } from '../../shell/address.ts';
import { focusGrid } from '../../shell/focusGrid.ts';
import { navigate } from '../../shell/navigation.ts';
import { addressBook } from '../../shell/pages.ts';
import { SidePane } from '../../shell/panes/SidePane.tsx';
import { type PaneDefinition, usePanes } from '../../shell/panes/usePanes.ts';
import { useProductActions } from '../../shell/productActions.ts';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { useSettings } from '../../shell/settings.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { announce, showToast, tellFailure } from '../../shell/toasts.ts';
import { useSteady } from '../../shell/useSteady.ts';
import { libraryFrom } from '../products/libraryAddress.ts';
import type { Candidate, Command, ListOwner } from './deciding.ts';
import { obey, pin, setDone, undoShortcuts, useDecisions } from './decisions.ts';
import { LookAlikesStatus } from './LookAlikesStatus.tsx';
import { type ListActs, ListPane } from './list/ListPane.tsx';
import { viewInOrder } from './list/queueOrder.ts';
import { useListAtHand } from './list/useListAtHand.ts';
import { type LookAlikesAddress, listOf, lookAlikesOf } from './lookAlikesAddress.ts';
import { QueryPane } from './QueryPane.tsx';
import { ResultsPane } from './results/ResultsPane.tsx';
import { useTileSelection } from './results/useTileSelection.ts';
import { mayActOn, useLookAlikes } from './useLookAlikes.ts';
import { useQuerySubject } from './useQuerySubject.ts';
import './LookAlikesPage.css';

const panes = [
  { id: 'query', label: 'Query', side: 'left', width: 'queryWidth', key: 'Q' },
  { id: 'list', label: 'List', side: 'right', width: 'rightWidth', key: 'T' },
] as const satisfies readonly PaneDefinition[];
/** Three columns of pictures. */
const comfortPx = 540;

export interface LookAlikesPageProps {
  readonly catalog: Catalog;
  readonly address: LookAlikesAddress;
}

/** The query on the left, where it stays; what looks like it beside it; the list that becomes of it on the right. */
export function LookAlikesPage({ catalog, address }: LookAlikesPageProps) {
  const subject = useQuerySubject(address.query);
  const found = useLookAlikes(address);
  // What it looks like belongs beside the look-alikes as long as they have any room.
  const [query, listPane] = usePanes(panes, comfortPx);
  const owner = address.query.kind === 'product' ? { id: address.query.id, type: address.type } : null;
  const { byId: decisions, resting } = useDecisions(owner);
  const atHand = useListAtHand(address);
  const selection = useTileSelection(JSON.stringify([owner, address.same, address.view.where]));
  const results = found.data?.results ?? [];
  const focused = results.find((result) => result.id === address.product) ?? results[0];
  const [settings] = useSettings();

  const answer = found.isPlaceholderData ? undefined : found.data;
  useEffect(() => {
    if (answer !== undefined) announce(formatCounted(answer.results.length, 'look-alike'));
  }, [answer]);

  function requireOwner(): ListOwner | null {
    if (owner === null)
      showToast('Decisions belong to the list of a product; this image is not in the catalog.');
    return owner;
  }

  function decideOn(candidates: readonly Candidate[], command: Command): void {
    const of = requireOwner();
    if (of !== null && candidates.length > 0) void obey(of, candidates, command);
  }

  /** The selected ones, else the one with the focus. */
  function chosen(): readonly LookAlike[] {
    if (found.isOfAnother) return [];
    const selected = results.filter((result) => selection.ids.has(result.id));
    return selected.length > 0 || focused === undefined ? selected : [focused];
  }

  function decideOnShown(shown: readonly LookAlike[], command: Command): void {
    if (mayActOn(found)) decideOn(shown, command);
  }

  function decideOnChosen(command: Command): void {
    decideOnShown(chosen(), command);
    selection.clear();
  }

  async function goOn(): Promise<void> {
    const { id } = await client.call('queue.next', {
      type: address.type,
      view: viewInOrder(address.view, address.type, address.order),
      after: owner?.id ?? null,
    });
    if (id === null) showToast('All other lists of this view are done.');
    else navigate(listOf(address, id));
  }

  async function sayDone(isDone: boolean): Promise<void> {
    const of = requireOwner();
    if (of === null) return;
    if ((await setDone(of, isDone)) && isDone && settings.autoAdvance) await goOn();
  }

  const next = () =>
    void goOn().catch((thrown: unknown) => tellFailure('The next list was not found.', thrown));
  const ofList = useSteady<ListActs>({
    onKind: (type) => navigate({ ...address, type }),
    onDone: (isDone) => void sayDone(isDone),
    onNext: next,
    onDecide: (entry, command) => decideOn([entry], command),
    onSayWhy: (entry) => decideOn([{ ...entry, score: 0, imageId: '' }], 'reject-why'),
    onMove: (entry, place) => {
      if (owner !== null) void pin(owner, entry, entry.pin ?? 'hard', { position: place });
    },
    onOpen: (id) => navigate(lookAlikesOf(address, { kind: 'product', id })),
  });
  useProductActions(() => chosen().map(({ id }) => id));
  useShortcuts({
    a: () => decideOnChosen('accept'),
    x: () => decideOnChosen('reject'),
    p: () => decideOnChosen('pin'),
    'shift+x': () => decideOnChosen('reject-why'),
    e: () => decideOnChosen('pin-days'),
    'shift+p': () => decideOnChosen('soft-pin'),
    backspace: () => decideOnChosen('clear'),
    delete: () => decideOnChosen('clear'),
    d: () => void sayDone(atHand.list?.state !== 'done'),
    n: next,
    w: changeSides,
    ...undoShortcuts,
    escape: () => navigate(placeAbove(address)),
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
            selection={selection}
            onDecide={decideOnShown}
          />
        </main>
        {owner === null ? null : (
          <SidePane pane={listPane}>
            <ListPane
              {...atHand}
              productId={owner.id}
              decisions={decisions}
              view={address.view}
              {...ofList}
            />
          </SidePane>
        )}
      </div>
      <StatusBar runtime={catalog.runtime} panes={owner === null ? [query] : [query, listPane]}>
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

/** With the focus on the product whose look-alikes they are. */
function placeAbove(address: LookAlikesAddress): Address {
  const { above, query } = address;
  if (above === null) return libraryFrom(address);
  const place = { ...addressBook().parse(above), view: address.view };
  return query.kind === 'product' ? { ...place, product: query.id } : place;
}

/** From the look-alikes to the list, or back. */
function changeSides(): void {
  const list = document.querySelector<HTMLElement>('.leaving-list');
  const isInList = list?.contains(document.activeElement) === true;
  if (isInList) focusGrid();
  else (list?.querySelector<HTMLElement>('[role="row"]') ?? list)?.focus();
}
