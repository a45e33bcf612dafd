import { Minus, Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { NumberField as AriaNumberField, Button, Group, Input, Label, Text } from 'react-aria-components';
import { formatCount } from '../format.ts';
import './NumberField.css';

export interface NumberFieldProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Called when a whole number within the bounds is settled: by Enter, on leaving, by the arrow keys and buttons. */
  readonly onChange: (value: number) => void;
  /** Also called for every number that is typed on the way, where what may be done next hangs on it. */
  readonly isLive?: boolean;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
}

/** A comma that comes while a number is typed would move the cursor. */
const ungrouped = { useGrouping: false };
const settlingKeys: ReadonlySet<string> = new Set(['Enter', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown']);

/** A whole number. What is typed out of its bounds is corrected, and the field says so. */
export function NumberField(props: NumberFieldProps) {
  const { min, max } = props;
  const [correction, setCorrection] = useState<{ typed: number; became: number } | null>(null);

  /** Asked just before the field takes what is typed. */
  function noteCorrection(typed: number): void {
    const became = Math.min(max, Math.max(min, Math.round(typed)));
    if (Number.isFinite(typed) && became !== typed) setCorrection({ typed, became });
  }

  function takeTyped({ target }: FormEvent): void {
    setCorrection(null);
    if (props.isLive !== true || !(target instanceof HTMLInputElement)) return;
    const typed = /^\d+$/.test(target.value) ? Number(target.value) : Number.NaN;
    if (typed >= min && typed <= max) props.onChange(typed);
  }

  return (
    <AriaNumberField
      className="number-field"
      value={props.value}
      minValue={min}
      maxValue={max}
      step={1}
      {...(props.isLive && { formatOptions: ungrouped })}
      isDisabled={props.isDisabled ?? false}
      autoFocus={props.autoFocus ?? false}
      onChange={(value) => {
        if (Number.isFinite(value)) props.onChange(value);
      }}
    >
      {({ state }) => (
        <>
          <Label className={props.isLabelHidden ? 'screen-reader-only' : 'number-field-label'}>
            {props.label}
          </Label>
          <Group
            className="number-field-group"
            onInput={takeTyped}
            onBlurCapture={() => noteCorrection(state.numberValue)}
            onKeyDownCapture={({ key }) => {
              if (settlingKeys.has(key)) noteCorrection(state.numberValue);
            }}
          >
            <Button
              slot="decrement"
              className="number-field-step"
              onPressStart={() => noteCorrection(state.numberValue)}
            >
              <Minus size={12} aria-hidden />
            </Button>
            <Input className="number-field-input" />
            <Button
              slot="increment"
              className="number-field-step"
              onPressStart={() => noteCorrection(state.numberValue)}
            >
              <Plus size={12} aria-hidden />
            </Button>
          </Group>
          <Text slot="description" role="status" className="number-field-note">
            {correction?.became === props.value
              ? `From ${formatCount(min)} to ${formatCount(max)}: ${correction.typed} became ${formatCount(correction.became)}`
              : null}
          </Text>
        </>
      )}
    </AriaNumberField>
  );
}
