import { Select, type SelectOption } from '../../../components/controls/Select.tsx';
import { type CsvFile, type ImportPlan, nameColumnOf, withNameColumn } from './importPlan.ts';

interface ColumnChoiceProps {
  readonly file: CsvFile;
  readonly plan: ImportPlan;
  readonly onChange: (plan: ImportPlan) => void;
}

// No column is called the empty string, so it can stand for "none" in a select.
const none = '';

/** Which columns hold the product's id, its image and its name; all others become attributes. */
export function ColumnChoice({ file, plan, onChange }: ColumnChoiceProps) {
  const columns: SelectOption<string>[] = file.columns.map((column) => ({ value: column, label: column }));
  return (
    <div className="import-line">
      <Select
        label="Product id"
        value={plan.idColumn ?? none}
        options={[
          { value: none, label: plan.imageColumn === null ? 'Choose a column' : 'The image’s name' },
          ...columns,
        ]}
        onChange={(column) => onChange({ ...plan, idColumn: columnOrNull(column) })}
      />
      <Select
        label="Image file"
        value={plan.imageColumn ?? none}
        options={[{ value: none, label: 'Named after the id' }, ...columns]}
        onChange={(column) => onChange({ ...plan, imageColumn: columnOrNull(column) })}
      />
      <Select
        label="Product name"
        value={nameColumnOf(plan) ?? none}
        options={[{ value: none, label: 'Found by itself' }, ...columns]}
        onChange={(column) => onChange(withNameColumn(plan, columnOrNull(column)))}
      />
    </div>
  );
}

function columnOrNull(column: string): string | null {
  return column === none ? null : column;
}
