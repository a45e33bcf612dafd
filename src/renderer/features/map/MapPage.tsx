import type { Catalog } from '../../../contract/catalogs.ts';
import { useCall } from '../../api/useCall.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted } from '../../components/format.ts';
import { currentAddress, navigate } from '../../shell/navigation.ts';
import { type PaneDefinition, usePanes } from '../../shell/panes/usePanes.ts';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { tellFailure } from '../../shell/toasts.ts';
import { EmptyLibrary } from '../products/EmptyLibrary.tsx';
import { libraryFrom } from '../products/libraryAddress.ts';
import { clearSelection, useSelection } from '../products/selection/selection.ts';
import { viewOfSelection } from '../products/selection/selectionInView.ts';
import { LaidOutMap } from './LaidOutMap.tsx';
import { MapBar } from './MapBar.tsx';
import { NoMap } from './making/NoMap.tsx';
import { useMapJob } from './making/useMapJob.ts';
import { isMap, type MapAddress, type PointerMode } from './mapAddress.ts';
import { useMapColours } from './useMapColours.ts';
import { useMapPoints } from './useMapPoints.ts';
import './MapPage.css';

const panes = [
  { id: 'legend', label: 'Legend', side: 'left', width: 'leftWidth', key: 'F' },
  { id: 'details', label: 'Details', side: 'right', width: 'rightWidth', key: 'D' },
] as const satisfies readonly PaneDefinition[];
/** The map, with all of its bar in two lines. */
const comfortPx = 540;

export interface MapPageProps {
  readonly catalog: Catalog;
  readonly address: MapAddress;
}

/** Every product as a point, beside those that look like it. */
export function MapPage({ catalog, address }: MapPageProps) {
  const [legend, details] = usePanes(panes, comfortPx);
  const { data: layout, error } = useCall('map.layout', { method: address.method });
  const map = useMapPoints(layout);
  const colours = useMapColours(layout, address.colour);
  const job = useMapJob(address.method);
  const selected = useSelection((chosen) => chosen.ids.size);

  async function showSelected(): Promise<void> {
    if (selected === 0) return;
    try {
      const view = await viewOfSelection(address.view);
      navigate({ ...currentAddress(), view });
    } catch (thrown) {
      tellFailure('The selection could not be shown.', thrown);
    }
  }

  const toggleMode = (mode: PointerMode) => changeMap({ mode: address.mode === mode ? 'move' : mode });
  useShortcuts({
    l: () => toggleMode('lasso'),
    r: () => toggleMode('rectangle'),
    t: () => changeMap({ isTable: !address.isTable }),
    s: () => void showSelected(),
    '0': () => changeMap({ box: null }),
    escape: () => (selected > 0 ? clearSelection() : navigate(libraryFrom(address))),
  });

  const bar = (
    <MapBar
      address={address}
      field={colours.field}
      fields={catalog.fields}
      selected={selected}
      hasMap={map !== null}
      onAddress={changeMap}
      onShowSelected={() => void showSelected()}
    />
  );
  if (map !== null && layout !== undefined && layout !== null) {
    return <LaidOutMap {...{ catalog, address, layout, map, colours, job, bar, legend, details }} />;
  }
  return (
    <>
      <div className="columns">
        <main id="main" className="pane-main map-main">
          {catalog.products === 0 ? (
            <>
              <h1 className="screen-reader-only">Map</h1>
              <EmptyLibrary catalog={catalog} />
            </>
          ) : (
            <>
              {bar}
              {error !== null ? (
                <div className="map-notice">
                  <ErrorNote title="The map could not be shown." failure={error} />
                </div>
              ) : layout === null ? (
                <NoMap job={job} />
              ) : (
                <p className="map-waiting quiet" role="status">
                  Reading the map…
                </p>
              )}
            </>
          )}
        </main>
      </div>
      <StatusBar runtime={catalog.runtime} panes={[]}>
        {formatCounted(catalog.products, 'product')}
      </StatusBar>
    </>
  );
}

/** Goes to another state of the map: what was changed meanwhile stays. */
function changeMap(change: Partial<MapAddress>): void {
  const address = currentAddress();
  if (isMap(address)) navigate({ ...address, ...change });
}
