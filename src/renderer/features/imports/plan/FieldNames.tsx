import { TextField } from '../../../components/controls/TextField.tsx';
import { type CsvFile, type ImportPlan, withRenamed } from './importPlan.ts';

interface FieldNamesProps {
  readonly file: CsvFile;
  readonly plan: ImportPlan;
  readonly onChange: (plan: ImportPlan) => void;
}

/** One line per column: what the catalog will call it. */
export function FieldNames({ file, plan, onChange }: FieldNamesProps) {
  return (
    <div className="field-names">
      {file.columns.map((column) => (
        <FieldName
          key={column}
          column={column}
          name={plan.renamed[column] ?? column}
          onRename={(name) => onChange(withRenamed(plan, column, name))}
        />
      ))}
    </div>
  );
}

interface FieldNameProps {
  readonly column: string;
  readonly name: string;
  readonly onRename: (name: string) => void;
}

function FieldName({ column, name, onRename }: FieldNameProps) {
  return (
    <>
      <span className="one-line field-names-column" title={column}>
        {column}
      </span>
      <span className="quiet" aria-hidden>
        →
      </span>
      <TextField label={`Name of ${column} in the catalog`} isLabelHidden value={name} onChange={onRename} />
    </>
  );
}
