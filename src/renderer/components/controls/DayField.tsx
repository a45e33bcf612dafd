import { Input, Label, TextField } from 'react-aria-components';
import './TextField.css';

export interface DayFieldProps {
  readonly label: string;
  /** "2026-12-03", or empty. */
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** A day, typed or picked as the browser has it. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <TextField className="text-field" value={value} onChange={onChange} type="date">
      <Label className="text-field-label">{label}</Label>
      <Input className="text-field-input" max="9999-12-31" />
    </TextField>
  );
}
