import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Catalog } from '../../../contract/catalogs.ts';
import type { MapLayout } from '../../../contract/insight/map.ts';
import type { View } from '../../../contract/products.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { currentAddress, navigate, openProduct } from '../../shell/navigation.ts';
import { SidePane } from '../../shell/panes/SidePane.tsx';
import type { Pane } from '../../shell/panes/usePanes.ts';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { announce, tellFailure } from '../../shell/toasts.ts';
import { DetailPane } from '../products/DetailPane.tsx';
import { FilterChips } from '../products/facets/FilterChips.tsx';
import { fieldName } from '../products/fieldName.ts';
import { SelectionStatus } from '../products/selection/SelectionStatus.tsx';
import {
  clearSelection,
  selectOnly,
  selectThese,
  toggleSelected,
  useSelection,
} from '../products/selection/selection.ts';
import { useMapGroups } from './groups/useMapGroups.ts';
import { MapMenu } from './MapMenu.tsx';
import { MapSidebar } from './MapSidebar.tsx';
import { MapProgress } from './making/MapProgress.tsx';
import type { MapJob } from './making/useMapJob.ts';
import { isMap, type MapAddress } from './mapAddress.ts';
import { type Box, type Point, wholeMap, widenBox } from './plot/camera.ts';
import { MapPlot } from './plot/MapPlot.tsx';
import { usePlotColours } from './plot/usePlotColours.ts';
import type { Choice } from './plot/usePointer.ts';
import { MapTable } from './table/MapTable.tsx';
import type { MapColours } from './useMapColours.ts';
import type { MapPoints } from './useMapPoints.ts';
import { useShown } from './useShown.ts';

export interface LaidOutMapProps {
  readonly catalog: Catalog;
  readonly address: MapAddress;
  readonly layout: MapLayout;
  readonly map: MapPoints;
  readonly colours: MapColours;
  readonly job: MapJob;
  readonly bar: ReactNode;
  readonly legend: Pane;
  readonly details: Pane;
}

/** The scatter, what its colours and crowds are, and what is known of one product. */
export function LaidOutMap(props: LaidOutMapProps) {
  const { catalog, address, layout, map, colours, job, bar, legend, details } = props;
  const { colouring } = colours;
  const shown = useShown(map, address.view, address.product);
  const groups = useMapGroups(map, shown.mask, colours.scales);
  const plotColours = usePlotColours(colouring?.isRamp === true);
  const [plotSight, setPlotSight] = useState<Box>(address.box ?? wholeMap);
  // Where there is no plot, the address says what is in sight.
  const sight = useMemo(
    () => (address.isTable ? (address.box ?? wholeMap) : plotSight),
    [address.isTable, address.box, plotSight],
  );
  const slotOf = useMemo(() => colouring?.slotOf ?? new Uint8Array(map.ids.length), [colouring, map]);
  const inSight = useMemo(
    () => (address.isTable ? indexesIn(map, sight, shown.mask) : []),
    [address.isTable, map, sight, shown.mask],
  );
  const [menu, setMenu] = useState<{ readonly index: number; readonly at: Point } | null>(null);

  const onSight = useCallback((box: Box) => setPlotSight(box), []);
  const idAt = (index: number) => map.ids[index] ?? '';

  function take(indexes: Iterable<number>, { add }: Choice): void {
    const before = add ? useSelection.getState().ids : [];
    const ids = new Set([...before, ...Array.from(indexes, idAt)]);
    selectThese(ids);
    announce(`${formatCounted(ids.size, 'product')} selected`);
  }

  function pick(index: number | null, { add }: Choice): void {
    if (index === null) {
      if (!add) clearSelection();
      return;
    }
    if (add) toggleSelected(idAt(index));
    else selectOnly(idAt(index));
    changeMap({ product: idAt(index) });
  }

  function goToGroup(group: number): void {
    const box = groups.boxes[group];
    if (box === undefined) return;
    const members: number[] = [];
    for (const [index, of] of groups.groupOf.entries()) if (of === group) members.push(index);
    take(members, { add: false });
    const target = currentAddress();
    if (isMap(target)) navigate({ ...target, box: widenBox(box, 0.1) });
  }

  useShortcuts({ 'mod+a': () => take(indexesIn(map, sight, shown.mask), { add: false }) });

  const onView = (view: View) => navigate({ ...currentAddress(), view });
  return (
    <>
      <div className="columns">
        <SidePane pane={legend}>
          <MapSidebar
            {...{ layout, map, shown, colouring, groups, sight, job }}
            colours={plotColours}
            withoutPlace={Math.max(0, catalog.products - map.ids.length)}
            view={address.view}
            onView={onView}
            onGroup={goToGroup}
          />
        </SidePane>
        <main id="main" className="pane-main map-main">
          {bar}
          {job.running === null ? null : <MapProgress job={job.running} onCancel={job.cancel} />}
          <div className="map-middle" data-pictures data-stale={shown.isStale ? '' : undefined}>
            {address.isTable && inSight.length === 0 ? (
              <EmptyState title="No product is in sight">Press 0 for the whole map.</EmptyState>
            ) : address.isTable ? (
              <MapTable
                ids={map.ids}
                indexes={inSight}
                fieldTitle={colours.field === null ? null : fieldName(colours.field)}
                valueAt={colours.valueAt}
                groupOf={(index) => groups.list[groups.groupOf[index] ?? -1]?.name ?? ''}
                current={address.product}
                onChoose={(index) => pick(index, { add: false })}
              />
            ) : (
              <MapPlot
                map={map}
                shown={shown.mask}
                slotOf={slotOf}
                states={shown.states}
                hasSelection={shown.selected.length > 1}
                colours={plotColours}
                valueAt={colours.valueAt}
                box={address.box}
                mode={address.mode}
                onBox={(box) => changeMap({ box })}
                onSight={onSight}
                onPick={pick}
                onOpen={(index) => openProduct(idAt(index))}
                onEnter={() => {
                  if (address.product !== null) openProduct(address.product);
                }}
                onMenu={(index, at) => setMenu({ index, at })}
                onTake={take}
                onFailure={(thrown) => tellFailure('Nothing was selected.', thrown)}
              />
            )}
          </div>
          {menu === null ? null : (
            <MapMenu id={idAt(menu.index)} at={menu.at} onClose={() => setMenu(null)} />
          )}
        </main>
        <SidePane pane={details}>
          <DetailPane id={address.product} fields={catalog.fields} />
        </SidePane>
      </div>
      <StatusBar runtime={catalog.runtime} panes={[legend, details]}>
        <span>{countWords(shown.count, map.ids.length, catalog.products)}</span>
        <SelectionStatus view={address.view} />
        <FilterChips view={address.view} />
      </StatusBar>
    </>
  );
}

/** The shown points in sight, in the order of the layout. */
function indexesIn(map: MapPoints, box: Box, shown: Uint8Array): number[] {
  const found: number[] = [];
  map.grid.eachIn(box, (index) => {
    if (shown[index] === 1) found.push(index);
  });
  return found.sort((one, other) => one - other);
}

/** What follows the hand: going back does not stop at each step. */
function changeMap(change: Partial<MapAddress>): void {
  const address = currentAddress();
  if (isMap(address)) navigate({ ...address, ...change }, { replace: true });
}

function countWords(shown: number, onMap: number, all: number): string {
  const without = all > onMap ? `, ${formatCount(all - onMap)} without a place` : '';
  return shown === onMap
    ? `${formatCounted(onMap, 'product')} on the map${without}`
    : `${formatCount(shown)} of ${formatCounted(onMap, 'product')} on the map${without}`;
}
