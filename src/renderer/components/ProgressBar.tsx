import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import './ProgressBar.css';

export interface ProgressBarProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  /** From 0 to 1; null while the end is not known. */
  readonly value: number | null;
  /** Words instead of the percentage. */
  readonly valueText?: string;
}

export function ProgressBar({ label, isLabelHidden = false, value, valueText }: ProgressBarProps) {
  return (
    <AriaProgressBar
      className="progress"
      aria-label={label}
      maxValue={1}
      {...(value === null ? { isIndeterminate: true } : { value })}
      {...(valueText !== undefined && { valueLabel: valueText })}
    >
      {({ percentage, valueText: text }) => (
        <>
          {isLabelHidden ? null : (
            <span className="progress-words" aria-hidden>
              <span>{label}</span>
              <span>{value === null ? valueText : text}</span>
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
