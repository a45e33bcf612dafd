import { ToggleButton } from 'react-aria-components';
import type { View } from '../../../../contract/products.ts';
import { formatCount } from '../../../components/format.ts';
import { rangeOf, setRange, toggleValue, valuesOf } from '../../products/facets/filters.ts';
import { fieldName } from '../../products/fieldName.ts';
import type { PlotColours } from '../plot/painter.ts';
import { cssOf } from '../plot/paletteCss.ts';
import type { Colouring, LegendEntry } from './colouring.ts';
import type { EntryCounts } from './countEntries.ts';
import './Legend.css';

export interface LegendProps {
  readonly colouring: Colouring;
  readonly counts: EntryCounts;
  readonly colours: PlotColours | null;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** What the colours stand for, how many of each are in sight and selected; pressing one filters by it. */
export function Legend({ colouring, counts, colours, view, onView }: LegendProps) {
  const hasSelected = counts.selected.some((count) => count > 0);
  return (
    <section className="map-legend" aria-label="Legend">
      <h2>{fieldName(colouring.field)}</h2>
      <p className="map-legend-head" aria-hidden>
        <span>in sight</span>
        {hasSelected ? <span>selected</span> : null}
      </p>
      <ul>
        {colouring.entries.map((entry, at) => {
          const [inSight, selected] = [counts.inSight[at] ?? 0, counts.selected[at] ?? 0];
          const content = (
            <>
              <span className="map-swatch" style={{ background: cssOf(colours, entry.slot) }} aria-hidden />
              <span className="one-line map-legend-label" title={entry.label}>
                {entry.label}
              </span>
              <span className="map-legend-count">
                {formatCount(inSight)}
                <span className="screen-reader-only"> in sight</span>
              </span>
              {hasSelected ? (
                <span className="map-legend-count map-legend-selected">
                  {formatCount(selected)}
                  <span className="screen-reader-only"> selected</span>
                </span>
              ) : null}
            </>
          );
          return (
            <li key={entry.label} data-empty={inSight === 0 ? '' : undefined}>
              {entry.filter === null ? (
                <span className="map-legend-entry">{content}</span>
              ) : (
                <ToggleButton
                  className="map-legend-entry"
                  isSelected={isOn(entry, view)}
                  onChange={() => onView(toggleEntry(entry, view))}
                >
                  {content}
                </ToggleButton>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function isOn({ filter }: LegendEntry, view: View): boolean {
  if (filter === null) return false;
  if (!('kind' in filter))
    return filter.values.every((value) => valuesOf(view.where, filter.field).includes(value));
  if (filter.kind !== 'range') return false;
  const range = rangeOf(view.where, filter.field);
  return range !== null && range.min === filter.min && range.max === filter.max;
}

function toggleEntry(entry: LegendEntry, view: View): View {
  const { filter } = entry;
  if (filter === null) return view;
  if (filter.kind === 'range') {
    return setRange(view, filter.field, isOn(entry, view) ? null : { min: filter.min, max: filter.max });
  }
  return filter.values.reduce((changed, value) => toggleValue(changed, filter.field, value), view);
}
