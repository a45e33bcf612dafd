import { GridList, GridListItem } from 'react-aria-components';
import { formatCount } from '../../../components/format.ts';
import './GroupList.css';

export interface MapGroup {
  readonly name: string;
  readonly size: number;
}

export interface GroupListProps {
  readonly groups: readonly MapGroup[];
  readonly onChoose: (group: number) => void;
}

/** The crowds of the map, the largest first: the keyboard's way to what lies together. */
export function GroupList({ groups, onChoose }: GroupListProps) {
  return (
    <section className="map-groups" aria-labelledby="map-groups-title">
      <h2 id="map-groups-title">Groups</h2>
      <p className="quiet">What lies together. Enter selects a group and goes there.</p>
      <GridList
        aria-labelledby="map-groups-title"
        className="map-group-list"
        // Letters are the map's own: "t" shows its table, and no group whose name begins with it.
        disallowTypeAhead
        onAction={(key) => onChoose(Number(key))}
      >
        {groups.map(({ name, size }, group) => (
          <GridListItem
            // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place.
            key={group}
            id={group}
            textValue={name}
            className="map-group"
          >
            <span className="one-line" title={name}>
              {name}
            </span>
            <span className="map-group-size">{formatCount(size)}</span>
          </GridListItem>
        ))}
      </GridList>
    </section>
  );
}
