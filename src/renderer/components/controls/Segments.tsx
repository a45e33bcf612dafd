import { Label, Radio, RadioGroup } from 'react-aria-components';
import './Segments.css';

export interface SegmentOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly isDisabled?: boolean;
}

export interface SegmentsProps<V extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: V;
  readonly options: readonly SegmentOption<V>[];
  readonly onChange: (value: V) => void;
}

/** One of a few values, all in sight side by side. */
export function Segments<V extends string>({
  label,
  isLabelHidden = false,
  value,
  options,
  onChange,
}: SegmentsProps<V>) {
  return (
    <RadioGroup
      className="segments"
      orientation="horizontal"
      value={value}
      onChange={(chosen) => {
        const option = options.find((each) => each.value === chosen);
        if (option !== undefined) onChange(option.value);
      }}
    >
      <Label className={isLabelHidden ? 'screen-reader-only' : 'segments-label'}>{label}</Label>
      <div className="segments-row">
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            isDisabled={option.isDisabled ?? false}
            className="segment"
          >
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
