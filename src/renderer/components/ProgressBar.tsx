import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import { formatPercent } from './format.ts';
import './ProgressBar.css';

export interface ProgressBarProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  /** From 0 to 1; null while the end is not known. */
  readonly value: number | null;
  /** Words instead of the percentage, which is rounded down: 100 % is finished. */
  readonly valueText?: string;
}

export function ProgressBar({ label, isLabelHidden = false, value, valueText }: ProgressBarProps) {
  const words = valueText ?? (value === null ? undefined : formatPercent(Math.floor(value * 100) / 100));
  return (
    <AriaProgressBar
      className="progress"
      aria-label={label}
      maxValue={1}
      {...(value === null ? { isIndeterminate: true } : { value })}
      {...(words !== undefined && { valueLabel: words })}
    >
      {({ percentage }) => (
        <>
          {isLabelHidden ? null : (
            <span className="progress-words" aria-hidden>
              <span>{label}</span>
              <span>{words}</span>
            </span>
          )}
          <span className={value === null ? 'progress-track progress-unknown' : 'progress-track'}>
            <span className="progress-done" style={{ width: `${percentage ?? 30}%` }} />
          </span>
        </>
      )}
    </AriaProgressBar>
  );
}
