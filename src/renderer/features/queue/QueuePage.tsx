import { ArrowRight, Check, RotateCcw } from 'lucide-react';
import type { Catalog } from '../../../contract/catalogs.ts';
import type { Output } from '../../../contract/contract.ts';
import type { QueueOrder } from '../../../contract/listWords.ts';
import { useAction, useCall } from '../../api/useCall.ts';
import { useRunningJob } from '../../api/useJobs.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { navigate } from '../../shell/navigation.ts';
import { SidePane } from '../../shell/panes/SidePane.tsx';
import { type PaneDefinition, usePanes } from '../../shell/panes/usePanes.ts';
import { useProductActions } from '../../shell/productActions.ts';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { showToast } from '../../shell/toasts.ts';
import { EmptyLibrary } from '../products/EmptyLibrary.tsx';
import { FilterChips } from '../products/facets/FilterChips.tsx';
import { isNarrowed } from '../products/facets/filters.ts';
import { listStateWords } from '../products/facets/filterWords.ts';
import { NoMatch } from '../products/facets/NoMatch.tsx';
import { libraryFrom } from '../products/libraryAddress.ts';
import { SelectionStatus } from '../products/selection/SelectionStatus.tsx';
import { clearSelection, selectedIds, useSelection } from '../products/selection/selection.ts';
import { useViewSelection } from '../products/selection/useViewSelection.ts';
import { undoShortcuts } from '../search/decisions.ts';
import { NoLists } from './NoLists.tsx';
import { QueueExposure, useCounted } from './QueueExposure.tsx';
import { QueueGrid } from './QueueGrid.tsx';
import { QueueOrderMenu } from './QueueOrderMenu.tsx';
import { QueueOverview } from './QueueOverview.tsx';
import { curate, curateNext, setDone } from './queueActions.ts';
import { type QueueAddress, viewOfQueue } from './queueAddress.ts';
import './QueuePage.css';

const panes = [
  { id: 'queue', label: 'Queue', side: 'left', width: 'leftWidth', key: 'F' },
] as const satisfies readonly PaneDefinition[];
/** Three columns of pictures of usual size. */
const comfortPx = 540;

export interface QueuePageProps {
  readonly catalog: Catalog;
  readonly address: QueueAddress;
}

/** How far the lists are, those that are so far, and which comes next. */
export function QueuePage({ catalog, address }: QueuePageProps) {
  const [queue] = usePanes(panes, comfortPx);
  const { type, state, order } = address;
  const kinds = useCall('listTypes.list', {}).data?.types ?? [];
  const isByExposure = order?.by === 'exposure';
  const { counted } = useCounted(type, isByExposure);
  const finishing = useRunningJob('finish');
  const cancel = useAction('jobs.cancel');
  const progress = useCall('queue.progress', { type, view: address.view });
  const view = viewOfQueue(address);
  const choosing = useViewSelection(view, address.product);
  const selected = useSelection((chosen) => chosen.ids.size);

  /** The selected ones, else the one with the focus. */
  async function meant(): Promise<readonly string[]> {
    const ids = await selectedIds();
    return ids.length === 0 && address.product !== null ? [address.product] : ids;
  }

  async function setMeantDone(isDone: boolean): Promise<void> {
    const ids = await meant();
    if (ids.length === 0) showToast('Choose a list first: click it, or go to it with the arrows.');
    else await setDone(ids, type, isDone);
  }

  const setOrder = (chosen: QueueOrder | null) => navigate({ ...address, order: chosen });

  const next = () => void curateNext(address);
  useProductActions(meant);
  useShortcuts({
    'mod+a': choosing.selectAll,
    d: () => void setMeantDone(true),
    'shift+d': () => void setMeantDone(false),
    n: next,
    ...undoShortcuts,
    escape: () => (selected > 0 ? clearSelection() : navigate(libraryFrom(address))),
  });

  const kind = kinds.find((each) => each.type === type);
  const shown = countIn(progress.data, state);
  return (
    <>
      <div className="columns">
        <SidePane pane={queue}>
          <QueueOverview address={address} kinds={kinds} />
        </SidePane>
        <main id="main" className="pane-main">
          <div className="queue">
            <div className="queue-bar">
              <h1>
                {kind?.title ?? type}
                {state === null ? '' : `: ${listStateWords[state]}`}
              </h1>
              <QueueOrderMenu order={order} fields={catalog.fields} onOrder={setOrder} />
              <Button icon={<Check size={14} aria-hidden />} onPress={() => void setMeantDone(true)}>
                Done
              </Button>
              <Button icon={<RotateCcw size={14} aria-hidden />} onPress={() => void setMeantDone(false)}>
                Not done
              </Button>
              <Button variant="primary" icon={<ArrowRight size={14} aria-hidden />} onPress={next}>
                Next to curate
              </Button>
            </div>
            {finishing === null ? null : (
              <div className="queue-counted queue-running">
                <ProgressBar label="Looking at what the lists have" value={finishing.progress} />
                <Button onPress={() => cancel.mutate({ id: finishing.id })}>Cancel</Button>
              </div>
            )}
            {isByExposure && kind !== undefined ? (
              <QueueExposure kind={kind} onLibraryOrder={() => setOrder(null)} />
            ) : null}
            {progress.error !== null ? (
              <div className="queue-notice">
                <ErrorNote title="The lists could not be counted." failure={progress.error} />
              </div>
            ) : countIn(progress.data, null) === 0 ? (
              isNarrowed(address.view) ? (
                <NoMatch view={address.view} />
              ) : (
                <EmptyLibrary catalog={catalog} />
              )
            ) : shown === 0 && state !== null ? (
              <NoLists state={state} onAll={() => navigate({ ...address, state: null })} onNext={next} />
            ) : isByExposure && (counted ?? null) === null ? null : (
              <QueueGrid
                key={JSON.stringify([type, view])}
                address={address}
                view={view}
                choosing={choosing}
                onOpen={(id) => curate(address, id)}
                onDone={(ids, isDone) => void setDone(ids, type, isDone)}
              />
            )}
          </div>
        </main>
      </div>
      <StatusBar runtime={catalog.runtime} panes={[queue]}>
        <span>
          {shown === null
            ? 'Counting…'
            : shown === countIn(progress.data, null)
              ? formatCounted(shown, 'list')
              : `${formatCount(shown)} of ${formatCounted(countIn(progress.data, null) ?? 0, 'list')}`}
        </span>
        <SelectionStatus view={view} />
        <FilterChips view={address.view} />
      </StatusBar>
    </>
  );
}

/** Null until it is known. */
function countIn(
  progress: Output<'queue.progress'> | undefined,
  state: QueueAddress['state'],
): number | null {
  if (progress === undefined) return null;
  return state === null ? progress.untouched + progress.begun + progress.done : progress[state];
}
