import { Minus, Plus } from 'lucide-react';
import { NumberField as AriaNumberField, Button, Group, Input, Label } from 'react-aria-components';
import './NumberField.css';

export interface NumberFieldProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** Called when a number within the bounds is settled: by Enter, on leaving, by the arrow keys and buttons. */
  readonly onChange: (value: number) => void;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
}

export function NumberField(props: NumberFieldProps) {
  return (
    <AriaNumberField
      className="number-field"
      value={props.value}
      minValue={props.min}
      maxValue={props.max}
      step={props.step ?? 1}
      isDisabled={props.isDisabled ?? false}
      autoFocus={props.autoFocus ?? false}
      onChange={(value) => {
        if (Number.isFinite(value)) props.onChange(value);
      }}
    >
      <Label className={props.isLabelHidden ? 'screen-reader-only' : 'number-field-label'}>
        {props.label}
      </Label>
      <Group className="number-field-group">
        <Button slot="decrement" className="number-field-step">
          <Minus size={12} aria-hidden />
        </Button>
        <Input className="number-field-input" />
        <Button slot="increment" className="number-field-step">
          <Plus size={12} aria-hidden />
        </Button>
      </Group>
    </AriaNumberField>
  );
}
