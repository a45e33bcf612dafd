import { useState } from 'react';
import type { Catalog } from '../../../contract/catalogs.ts';
import { usualMinima } from '../../../contract/insight/duplicates.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { mayActOnShown } from '../../shell/mayActOnShown.ts';
import { currentAddress, navigate } from '../../shell/navigation.ts';
import { SidePane } from '../../shell/panes/SidePane.tsx';
import { type PaneDefinition, usePanes } from '../../shell/panes/usePanes.ts';
import { Reviewed, ReviewNotice, ReviewWaiting, ReviewWork } from '../../shell/review/ReviewParts.tsx';
import { reviewSteps } from '../../shell/review/reviewPages.ts';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { compareAddress, mostCompared } from '../compare/compareAddress.ts';
import { EmptyLibrary } from '../products/EmptyLibrary.tsx';
import { libraryFrom } from '../products/libraryAddress.ts';
import { undoDecision, undoShortcuts } from '../search/decisions.ts';
import { DuplicatesBar, RuleBar, type Sought } from './DuplicatesBar.tsx';
import { keepBest, saveAsCsv, sayDistinct } from './duplicateActions.ts';
import type { DuplicatesAddress } from './duplicatesAddress.ts';
import { reasonWords } from './duplicatesWords.ts';
import { GroupEvidence } from './evidence/GroupEvidence.tsx';
import { GroupQueue } from './GroupQueue.tsx';
import { keepAllSheet } from './keepAllSheet.ts';
import { NoGroups, NotSearched } from './NoGroups.tsx';
import { Outcome } from './Outcome.tsx';
import { useDuplicatesJob } from './useDuplicatesJob.ts';
import { changeAddress, useGroups, useShownGroup } from './useGroups.ts';
import './DuplicatesPage.css';

const panes = [
  { id: 'groups', label: 'Groups', side: 'left', width: 'leftWidth', key: 'F' },
  { id: 'outcome', label: 'What will happen', side: 'right', width: 'rightWidth', key: 'D' },
] as const satisfies readonly PaneDefinition[];
/** Two pictures side by side. */
const comfortPx = 420;

export interface DuplicatesPageProps {
  readonly catalog: Catalog;
  readonly address: DuplicatesAddress;
}

/** Groups of products that show the same: one after the other, one is kept and the others are hidden. */
export function DuplicatesPage({ catalog, address }: DuplicatesPageProps) {
  const [queue, outcome] = usePanes(panes, comfortPx);
  const job = useDuplicatesJob();
  const { found, closed, hidden, total, offset, groups, group, failure } = useGroups(address.at);
  const shown = useShownGroup(group, address.rule, address.product);
  const after = groups[address.at - offset + 1];
  // The next group is there at once.
  useCall(
    'duplicates.group',
    { ids: after?.ids ?? [], rule: address.rule },
    { enabled: after !== undefined },
  );
  const [isDeciding, setIsDeciding] = useState(false);
  const [isDiffering, setIsDiffering] = useState(false);
  const canDecide = group !== null && !shown.isStale && !isDeciding;

  const isReviewing = found !== undefined && found !== null && total !== null && total > 0;

  const mode = address.mode ?? found?.mode ?? 'picture';
  const sought: Sought = {
    mode,
    min: address.min ?? (found?.mode === mode ? found.min : usualMinima[mode]),
    max: address.max ?? (found?.mode === mode ? found.max : 1),
  };

  function search(): void {
    navigate({ ...address, at: 0 }, { replace: true });
    void job.start(sought);
  }

  /** Keys act on the group that is shown, also while more is asked of it; of another one they say that it is on its way. */
  function mayAct(): boolean {
    const isAwaited = isDeciding || shown.isOfAnother;
    return (
      mayActOnShown(isAwaited, 'The group is still being loaded. Try again when it is shown.') &&
      shown.products.length > 0
    );
  }

  async function decide(make: () => Promise<boolean>): Promise<void> {
    if (!isReviewing || !mayAct()) return;
    setIsDeciding(true);
    try {
      await make();
    } finally {
      setIsDeciding(false);
    }
  }

  const { goTo, goOn } = reviewSteps('group', address.at, total, (at) => changeAddress({ at }));

  const accept = () => void decide(() => keepBest(shown.keep, shown.hide));
  const refuse = () => void decide(async () => group !== null && (await sayDistinct(group)));
  const showHidden = () =>
    navigate({ ...libraryFrom(address), view: { ...address.view, where: [{ kind: 'hidden' }] } });

  function compare(): void {
    if (!isReviewing || !mayAct()) return;
    const ids = [shown.keep, ...shown.hide].slice(0, mostCompared);
    navigate(compareAddress(currentAddress().view, ids, null));
  }

  useShortcuts({
    x: () => goOn(1),
    'shift+x': () => goOn(-1),
    n: refuse,
    c: compare,
    h: ({ repeat }) => {
      if (!repeat) setIsDiffering(!isDiffering);
    },
    ...undoShortcuts,
    escape: () => navigate(libraryFrom(address)),
  });

  const isSearching = job.running !== null;
  return (
    <>
      <div className="columns">
        {isReviewing ? (
          <SidePane pane={queue}>
            <GroupQueue {...{ groups, offset, total, at: address.at }} onAt={goTo} />
          </SidePane>
        ) : null}
        <main id="main" className="pane-main">
          {found === undefined || found === null ? (
            <h1 className="screen-reader-only">Duplicates</h1>
          ) : (
            <DuplicatesBar {...{ sought, isSearching }} onSought={changeAddress} onSearch={search} />
          )}
          <ReviewWork
            label="Searching for duplicates"
            ended="The search for duplicates did not come to its end."
            job={job}
          />
          {failure !== null ? (
            <ReviewNotice title="The groups could not be listed." failure={failure} />
          ) : catalog.products === 0 ? (
            <EmptyLibrary catalog={catalog} />
          ) : found === undefined ? (
            <ReviewWaiting />
          ) : found === null ? (
            <NotSearched {...{ sought, isSearching }} onSought={changeAddress} onSearch={search} />
          ) : total === 0 ? (
            <NoGroups {...{ found, closed, hidden }} onShowHidden={showHidden} />
          ) : (
            <Reviewed
              name="Group"
              canDecide={canDecide}
              decide={
                <>
                  <Button variant="primary" isDisabled={group === null} onPress={accept}>
                    Keep this one <kbd>Enter</kbd>
                  </Button>
                  <Button onPress={() => goOn(1)}>
                    Skip <kbd>X</kbd>
                  </Button>
                  <Button isDisabled={group === null} onPress={refuse}>
                    No duplicates <kbd>N</kbd>
                  </Button>
                  <Button variant="quiet" isDisabled={group === null} onPress={compare}>
                    Compare <kbd>C</kbd>
                  </Button>
                  <Button variant="quiet" onPress={() => void undoDecision()}>
                    Undo <kbd>Z</kbd>
                  </Button>
                </>
              }
            >
              <div className="review-head duplicates-head">
                <h2>
                  {`Group ${formatCount(address.at + 1)} of ${formatCount(total ?? 0)}`}
                  {group === null ? null : <span className="quiet">{` · ${reasonWords[group.reason]}`}</span>}
                </h2>
                <RuleBar
                  rule={address.rule}
                  isDiffering={isDiffering}
                  onDiffering={setIsDiffering}
                  onRule={(rule) => changeAddress({ rule, product: null })}
                  onKeepAll={() => keepAllSheet.show({ rule: address.rule })}
                  onSave={() => void saveAsCsv()}
                />
              </div>
              {shown.failure !== null ? (
                <ReviewNotice title="The group could not be shown." failure={shown.failure} />
              ) : (
                <GroupEvidence
                  {...shown}
                  fields={catalog.fields}
                  isDiffering={isDiffering}
                  onKeep={(product) => changeAddress({ product })}
                  onAccept={accept}
                  onCompare={compare}
                />
              )}
            </Reviewed>
          )}
        </main>
        {isReviewing ? (
          <SidePane pane={outcome}>
            <Outcome {...{ shown, hidden }} onShowHidden={showHidden} />
          </SidePane>
        ) : null}
      </div>
      <StatusBar runtime={catalog.runtime} panes={isReviewing ? [queue, outcome] : []}>
        <span role="status">
          {isReviewing
            ? `${formatCounted(total, 'group')} to decide on`
            : formatCounted(catalog.products, 'product')}
        </span>
        {hidden === 0 ? null : <span>{`· ${formatCount(hidden)} hidden`}</span>}
      </StatusBar>
    </>
  );
}
