import { Checkbox } from '../../components/controls/Checkbox.tsx';
import { fieldName } from '../products/fieldName.ts';

export interface FieldCheckboxesProps {
  readonly fields: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** A box per field, to stand in a group with a name; those that are ticked stay in the order in which they were. */
export function FieldCheckboxes({ fields, chosen, onChange }: FieldCheckboxesProps) {
  return fields.map((field) => (
    <Checkbox
      key={field}
      isSelected={chosen.includes(field)}
      onChange={(isSelected) =>
        onChange(isSelected ? [...chosen, field] : chosen.filter((each) => each !== field))
      }
    >
      {fieldName(field)}
    </Checkbox>
  ));
}
