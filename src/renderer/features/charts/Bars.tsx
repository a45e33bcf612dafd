import { scaleLinear } from 'd3-scale';
import { ToggleButton, Toolbar } from 'react-aria-components';
import { formatCount } from '../../components/format.ts';

export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  /** Stands at its end instead of the count. */
  readonly text?: string;
  readonly isOn: boolean;
  /** Null where no product is behind it. */
  readonly onPress: (() => void) | null;
}

export interface BarsProps {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** What fills the whole width; left out: the largest count. */
  readonly full?: number;
}

/** Lying bars, each of which is put on or taken off; one stop of the Tab key, the arrows move within. */
export function Bars({ label, bars, full }: BarsProps) {
  const most = full ?? Math.max(1, ...bars.map(({ count }) => count));
  const widthOf = scaleLinear([0, most], [0, 100]);
  return (
    <Toolbar orientation="vertical" aria-label={label} className="bars">
      {bars.map(({ key, label: name, count, text, isOn, onPress }) => {
        const content = (
          <>
            <span className="bar-name one-line" title={name}>
              {name}
            </span>
            <span className="bar-track">
              <span className="bar-fill" style={{ width: `${widthOf(count)}%` }} />
            </span>
            <span className="bar-count">{text ?? formatCount(count)}</span>
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
