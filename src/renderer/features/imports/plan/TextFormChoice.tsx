import { Select } from '../../../components/controls/Select.tsx';
import { type CsvFile, delimiterWords, encodingName, type TextForm } from './importPlan.ts';

interface TextFormChoiceProps {
  readonly file: CsvFile;
  readonly form: TextForm;
  readonly onChange: (form: TextForm) => void;
}

// No encoding and no delimiter is called the empty string, so it can stand for "found by itself" in a select.
const found = '';
/** Those that tables are most often written in; any other may be given on the command line. */
const encodings = [
  ...['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1250', 'windows-1251', 'windows-1253'],
  ...['windows-1254', 'windows-1255', 'windows-1256', 'windows-1257', 'iso-8859-2', 'koi8-r', 'macintosh'],
  ...['gbk', 'big5', 'shift_jis', 'euc-jp', 'euc-kr'],
];

/** How the letters and cells of a table are written, for the file that was read wrongly: its preview is read again. */
export function TextFormChoice({ file, form, onChange }: TextFormChoiceProps) {
  const named = encodings.map((value) => ({ value, label: encodingName(value) }));
  return (
    <div className="import-line">
      <Select
        label="Letters"
        value={form.encoding ?? found}
        options={[{ value: found, label: foundLabel(form.encoding, encodingName(file.encoding)) }, ...named]}
        onChange={(value) => onChange({ ...form, encoding: value === found ? null : value })}
      />
      <Select
        label="Cells end at"
        value={form.delimiter ?? found}
        options={[
          {
            value: found,
            label: foundLabel(form.delimiter, delimiterWords[file.delimiter] ?? file.delimiter),
          },
          ...Object.entries(delimiterWords).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(value) => onChange({ ...form, delimiter: value === found ? null : value })}
      />
    </div>
  );
}

/** What was found is only known while nothing was chosen. */
function foundLabel(chosen: string | null, words: string): string {
  return chosen === null ? `Found by itself: ${words}` : 'Found by itself';
}
