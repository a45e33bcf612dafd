import { useMemo } from 'react';
import type { MapLayout } from '../../../contract/insight/map.ts';
import type { View } from '../../../contract/products.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { GroupList } from './groups/GroupList.tsx';
import type { NamedGroups } from './groups/useMapGroups.ts';
import type { Colouring } from './legend/colouring.ts';
import { countEntries } from './legend/countEntries.ts';
import { Legend } from './legend/Legend.tsx';
import type { MapJob } from './making/useMapJob.ts';
import { placedWords, trustWords, withoutPlaceWords } from './mapWords.ts';
import type { Box } from './plot/camera.ts';
import type { PlotColours } from './plot/painter.ts';
import type { MapPoints } from './useMapPoints.ts';
import type { Shown } from './useShown.ts';

export interface MapSidebarProps {
  readonly layout: MapLayout;
  readonly map: MapPoints;
  readonly shown: Shown;
  readonly colouring: Colouring | null;
  readonly groups: NamedGroups;
  readonly sight: Box;
  readonly colours: PlotColours | null;
  readonly job: MapJob;
  /** Products of the catalog that the map does not show. */
  readonly withoutPlace: number;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly onGroup: (group: number) => void;
}

/** What is to be read beside the map: its colours, its crowds, and how far it can be trusted. */
export function MapSidebar(props: MapSidebarProps) {
  const { layout, map, shown, colouring, groups, sight, colours, job, view, onView, onGroup } = props;
  const withoutPlace = withoutPlaceWords(props.withoutPlace);
  const counts = useMemo(
    () => colouring && countEntries(colouring, map.grid, shown.mask, sight, shown.selected),
    [colouring, map, shown.mask, sight, shown.selected],
  );
  const placed = placedWords(layout.placed);
  return (
    <div className="map-sidebar">
      {colouring === null || counts === null ? null : (
        <Legend colouring={colouring} counts={counts} colours={colours} view={view} onView={onView} />
      )}
      {groups.list.length === 0 ? null : <GroupList groups={groups.list} onChoose={onGroup} />}
      <section className="map-about" aria-label="How the map was made">
        {layout.trustworthiness === null ? null : (
          <p title={`Trustworthiness ${layout.trustworthiness.toFixed(3)} at ten neighbours`}>
            {trustWords(layout.trustworthiness)}
          </p>
        )}
        {placed === null ? null : <p>{placed}</p>}
        {withoutPlace === null ? null : <p>{withoutPlace}</p>}
        <Button isDisabled={job.running !== null} onPress={() => void job.start()}>
          Lay out again
        </Button>
        {job.failure === null ? null : (
          <ErrorNote title="The map was left as it was." failure={job.failure} />
        )}
      </section>
    </div>
  );
}
