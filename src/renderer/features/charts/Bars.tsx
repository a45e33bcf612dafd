import { scaleLinear } from 'd3-scale';
import { ToggleButton, Toolbar } from 'react-aria-components';
import { formatCount } from '../../components/format.ts';

export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly isOn: boolean;
  /** Null where no product is behind it. */
  readonly onPress: (() => void) | null;
}

/** Lying bars, each of which puts its filter on or takes it off; one stop of the Tab key, the arrows move within. */
export function Bars({ label, bars }: { readonly label: string; readonly bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const widthOf = scaleLinear([0, most], [0, 100]);
  return (
    <Toolbar orientation="vertical" aria-label={label} className="bars">
      {bars.map(({ key, label: name, count, isOn, onPress }) => {
        const content = (
          <>
            <span className="bar-name one-line" title={name}>
              {name}
            </span>
            <span className="bar-track">
              <span className="bar-fill" style={{ width: `${widthOf(count)}%` }} />
            </span>
            <span className="bar-count">{formatCount(count)}</span>
          </>
        );
        return onPress === null ? (
          <div key={key} className="bar">
            {content}
          </div>
        ) : (
          <ToggleButton key={key} className="bar" isSelected={isOn} onChange={onPress}>
            {content}
          </ToggleButton>
        );
      })}
    </Toolbar>
  );
}
