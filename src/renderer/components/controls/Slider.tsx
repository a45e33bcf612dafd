import { Slider as AriaSlider, Label, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { formatPercent } from '../format.ts';
import './Slider.css';

export interface SliderProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
  /** Called once when the hand lets go: for what is remembered or slow. */
  readonly onChangeEnd?: (value: number) => void;
  readonly format?: Intl.NumberFormatOptions;
  /** It is a share: written in percent. */
  readonly isShare?: boolean;
  /** Stands in the place of the value: what comes of it. */
  readonly outcome?: string;
  readonly isDisabled?: boolean;
}

/** A number on a scale. The value is written beside it where the label is shown. */
export function Slider(props: SliderProps) {
  return (
    <AriaSlider
      className="slider"
      value={props.value}
      minValue={props.min}
      maxValue={props.max}
      step={props.step ?? 1}
      isDisabled={props.isDisabled ?? false}
      onChange={(value) => props.onChange(numberOf(value))}
      onChangeEnd={(value) => props.onChangeEnd?.(numberOf(value))}
      {...(props.format && { formatOptions: props.format })}
      {...(props.isShare && { formatOptions: { style: 'percent' } })}
    >
      <Label className={props.isLabelHidden ? 'screen-reader-only' : 'slider-label'}>{props.label}</Label>
      <SliderTrack className="slider-track">
        {({ state }) => (
          <>
            <span className="slider-rail" />
            <span className="slider-fill" style={{ width: `${state.getThumbPercent(0) * 100}%` }} />
            <SliderThumb className="slider-thumb" />
          </>
        )}
      </SliderTrack>
      {props.isLabelHidden ? null : (
        <SliderOutput className="slider-output">
          {props.outcome ?? (props.isShare ? formatPercent(props.value) : undefined)}
        </SliderOutput>
      )}
    </AriaSlider>
  );
}

function numberOf(value: number | number[]): number {
  return typeof value === 'number' ? value : (value[0] ?? 0);
}
