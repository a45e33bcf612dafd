import { useState } from 'react';
import type { Catalog } from '../../../contract/catalogs.ts';
import { useCall } from '../../api/useCall.ts';
import { useIsOfAnother } from '../../api/useIsOfAnother.ts';
import { Button } from '../../components/controls/Button.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { mayActOnShown } from '../../shell/mayActOnShown.ts';
import { navigate } from '../../shell/navigation.ts';
import { SidePane } from '../../shell/panes/SidePane.tsx';
import { type PaneDefinition, usePanes } from '../../shell/panes/usePanes.ts';
import { Reviewed, ReviewNotice, ReviewWaiting, ReviewWork } from '../../shell/review/ReviewParts.tsx';
import { reviewSteps } from '../../shell/review/reviewPages.ts';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { EmptyLibrary } from '../products/EmptyLibrary.tsx';
import { fieldName } from '../products/fieldName.ts';
import { libraryFrom } from '../products/libraryAddress.ts';
import { undoDecision, undoShortcuts } from '../search/decisions.ts';
import { FieldMeasures } from './FieldMeasures.tsx';
import { NoSuggestions, NotLooked } from './NoSuggestions.tsx';
import { ChosenBar, RepairBar } from './RepairBar.tsx';
import { acceptSuggestion, confirmValue } from './repairActions.ts';
import type { RepairAddress } from './repairAddress.ts';
import { changeWords, percent } from './repairWords.ts';
import { SuggestionEvidence } from './SuggestionEvidence.tsx';
import { SuggestionQueue } from './SuggestionQueue.tsx';
import { useRepairJob } from './useRepairJob.ts';
import { changeAddress, useSuggestions } from './useSuggestions.ts';
import './RepairPage.css';

const panes = [
  { id: 'suggestions', label: 'Suggestions', side: 'left', width: 'leftWidth', key: 'F' },
  { id: 'fields', label: 'Fields', side: 'right', width: 'rightWidth', key: 'D' },
] as const satisfies readonly PaneDefinition[];
/** The product beside two of its neighbours. */
const comfortPx = 460;

export interface RepairPageProps {
  readonly catalog: Catalog;
  readonly address: RepairAddress;
}

/** Values that neighbours contradict and values that are missing: one after the other, corrected or left. */
export function RepairPage({ catalog, address }: RepairPageProps) {
  const [queue, fieldsPane] = usePanes(panes, comfortPx);
  const job = useRepairJob();
  const { found, fields, corrections, total, offset, suggestions, suggestion, failure } =
    useSuggestions(address);
  const evidence = useCall(
    'repair.evidence',
    { id: suggestion?.id ?? '', field: suggestion?.field ?? '' },
    { enabled: suggestion !== null, keepPrevious: true },
  );
  const after = suggestions[address.at - offset + 1];
  // The next one is there at once.
  useCall(
    'repair.evidence',
    { id: after?.id ?? '', field: after?.field ?? '' },
    { enabled: after !== undefined },
  );
  const isLooked = found !== undefined && found !== null;
  const isReviewing = isLooked && total !== null && total > 0;
  const [isDeciding, setIsDeciding] = useState(false);
  const isOfAnother = useIsOfAnother(evidence, JSON.stringify(suggestion));
  const canDecide = suggestion !== null && !isOfAnother && !evidence.isError && !isDeciding;

  /** Keys act on the suggestion whose neighbours are shown; of another one they say that it is on its way. */
  async function decide(make: typeof acceptSuggestion): Promise<void> {
    const isAwaited = isDeciding || isOfAnother;
    const awaited = 'The suggestion is still being loaded. Try again when its neighbours are shown.';
    if (!isReviewing || !mayActOnShown(isAwaited, awaited) || !canDecide) return;
    setIsDeciding(true);
    try {
      await make(suggestion);
    } finally {
      setIsDeciding(false);
    }
  }

  const { goTo, goOn } = reviewSteps('suggestion', address.at, total, (at) => changeAddress({ at }));

  function look(wanted?: readonly string[]): void {
    navigate({ ...address, at: 0 }, { replace: true });
    void job.start(wanted === undefined ? {} : { fields: [...wanted] });
  }

  const accept = () => void decide(acceptSuggestion);
  const confirm = () => void decide(confirmValue);

  useShortcuts({
    a: accept,
    n: confirm,
    x: () => goOn(1),
    'shift+x': () => goOn(-1),
    ...undoShortcuts,
    escape: () => navigate(libraryFrom(address)),
  });

  const isLooking = job.running !== null;
  return (
    <>
      <div className="columns">
        {isReviewing ? (
          <SidePane pane={queue}>
            <SuggestionQueue {...{ suggestions, offset, total, at: address.at }} onAt={goTo} />
          </SidePane>
        ) : null}
        <main id="main" className="pane-main">
          {isLooked ? (
            <RepairBar isLooking={isLooking} onLook={() => look()}>
              <ChosenBar address={address} counts={fields} total={total ?? 0} />
            </RepairBar>
          ) : (
            <h1 className="screen-reader-only">Repair</h1>
          )}
          <ReviewWork
            label="Looking at the metadata"
            ended="The look at the metadata did not come to its end."
            job={job}
          />
          {failure !== null ? (
            <ReviewNotice title="The suggestions could not be listed." failure={failure} />
          ) : catalog.products === 0 ? (
            <EmptyLibrary catalog={catalog} />
          ) : found === undefined ? (
            <ReviewWaiting />
          ) : found === null ? (
            <NotLooked isLooking={isLooking} onLook={() => look()} />
          ) : total === 0 ? (
            <NoSuggestions found={found} address={address} />
          ) : (
            <Reviewed
              name="Suggestion"
              canDecide={canDecide}
              decide={
                <>
                  <Button variant="primary" isDisabled={suggestion === null} onPress={accept}>
                    Accept <kbd>Enter</kbd>
                  </Button>
                  <Button isDisabled={suggestion === null} onPress={confirm}>
                    Right as it is <kbd>N</kbd>
                  </Button>
                  <Button onPress={() => goOn(1)}>
                    Skip <kbd>X</kbd>
                  </Button>
                  <Button variant="quiet" onPress={() => void undoDecision()}>
                    Undo <kbd>Z</kbd>
                  </Button>
                </>
              }
            >
              {suggestion === null ? null : (
                <div className="review-head">
                  <div className="repair-head">
                    <h2>
                      <span className="quiet">{`${fieldName(suggestion.field)}: `}</span>
                      {changeWords(suggestion)}
                    </h2>
                    <p className="quiet">
                      {`Suggestion ${formatCount(address.at + 1)} of ${formatCount(total ?? 0)} · of such suggestions ${percent(suggestion.confidence)} are right`}
                    </p>
                  </div>
                </div>
              )}
              {evidence.error !== null ? (
                <ReviewNotice title="The neighbours could not be shown." failure={evidence.error} />
              ) : suggestion === null || evidence.data === undefined ? (
                <ReviewWaiting />
              ) : (
                <SuggestionEvidence {...evidence.data} suggestion={suggestion} onAccept={accept} />
              )}
            </Reviewed>
          )}
        </main>
        {isLooked ? (
          <SidePane pane={fieldsPane}>
            <FieldMeasures {...{ found, corrections, isLooking }} counts={fields} onLook={look} />
          </SidePane>
        ) : null}
      </div>
      <StatusBar
        runtime={catalog.runtime}
        panes={[...(isReviewing ? [queue] : []), ...(isLooked ? [fieldsPane] : [])]}
      >
        <span role="status">
          {isLooked
            ? `${formatCounted(total ?? 0, 'suggestion')} to decide on`
            : formatCounted(catalog.products, 'product')}
        </span>
        {corrections === 0 ? null : <span>{`· ${formatCount(corrections)} corrected`}</span>}
      </StatusBar>
    </>
  );
}
