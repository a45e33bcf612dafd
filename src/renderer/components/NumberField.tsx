import { Minus, Plus } from 'lucide-react';
import {
  NumberField as AriaNumberField,
  Button,
  FieldError,
  Group,
  Input,
  Label,
  Text,
} from 'react-aria-components';
import './NumberField.css';

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** Called when the value is settled: after Enter, on leaving the field, or by the step buttons. */
  readonly onChange: (value: number) => void;
  readonly description?: string;
  readonly isDisabled?: boolean;
}

/** A whole number, typed or stepped; what is out of bounds is brought back into them. */
export function NumberField(props: NumberFieldProps) {
  return (
    <AriaNumberField
      className="number-field"
      value={props.value}
      minValue={props.min}
      maxValue={props.max}
      step={props.step ?? 1}
      isDisabled={props.isDisabled ?? false}
      formatOptions={{ maximumFractionDigits: 0 }}
      onChange={(value) => {
        if (Number.isFinite(value)) props.onChange(value);
      }}
    >
      <Label className="number-field-label">{props.label}</Label>
      <Group className="number-field-group">
        <Button slot="decrement" className="number-field-step">
          <Minus size={12} aria-hidden />
        </Button>
        <Input className="number-field-input" />
        <Button slot="increment" className="number-field-step">
          <Plus size={12} aria-hidden />
        </Button>
      </Group>
      {props.description === undefined ? null : (
        <Text slot="description" className="number-field-description">
          {props.description}
        </Text>
      )}
      <FieldError className="number-field-description" />
    </AriaNumberField>
  );
}
