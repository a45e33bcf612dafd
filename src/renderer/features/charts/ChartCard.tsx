import { Download, Table } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { asFailure } from '../../../contract/failure.ts';
import { Button } from '../../components/controls/Button.tsx';
import { formatCount } from '../../components/format.ts';
import { ScrollRegion } from '../../components/layout/ScrollRegion.tsx';
import { writeCsv } from '../../shell/csvText.ts';
import { showToast } from '../../shell/toasts.ts';
import { downloadText } from '../imports/report/downloadText.ts';

/** The header first. */
export type TableRows = readonly (readonly (string | number)[])[];

export interface ChartCardProps {
  /** What it is about, in a word or two. */
  readonly subject: string;
  /** What it says of that. */
  readonly message: string;
  readonly isStale?: boolean;
  /** All that is behind the chart, for its table and its file; without it there is neither. */
  readonly readRows?: () => Promise<TableRows>;
  readonly children?: ReactNode;
}

/** More lines than a person reads; the file has them all. */
const mostRows = 1000;

/** One message in words, the chart that shows it, and the numbers behind it. */
export function ChartCard({ subject, message, isStale = false, readRows, children }: ChartCardProps) {
  const [table, setTable] = useState<TableRows | null>(null);

  async function withRows(use: (rows: TableRows) => void): Promise<void> {
    try {
      if (readRows !== undefined) use(await readRows());
    } catch (thrown) {
      showToast(asFailure(thrown).message, { kind: 'error' });
    }
  }

  return (
    <section className="chart-card" aria-label={subject} aria-busy={isStale}>
      <h2>
        {subject}: <span className="chart-message">{message}</span>
      </h2>
      {children}
      {readRows === undefined ? null : (
        <div className="chart-foot">
          <Button
            variant="quiet"
            icon={<Table size={14} aria-hidden />}
            aria-label={`Table: ${subject}`}
            aria-expanded={table !== null}
            onPress={() => (table === null ? void withRows(setTable) : setTable(null))}
          >
            Table
          </Button>
          <Button
            variant="quiet"
            icon={<Download size={14} aria-hidden />}
            aria-label={`CSV: ${subject}`}
            onPress={() =>
              void withRows((rows) => downloadText(`${fileName(subject)}.csv`, 'text/csv', writeCsv(rows)))
            }
          >
            CSV
          </Button>
        </div>
      )}
      {table === null ? null : <RowsTable subject={subject} rows={table} />}
    </section>
  );
}

function RowsTable({ subject, rows }: { readonly subject: string; readonly rows: TableRows }) {
  const [header = [], ...lines] = rows;
  return (
    <>
      <ScrollRegion label={`${subject} in numbers`} className="chart-table">
        <table>
          <thead>
            <tr>
              {header.map((cell) => (
                <th key={cell} scope="col">
                  {cell === '' ? '(none)' : cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, mostRows).map(([name = '', ...cells]) => (
              <tr key={name}>
                <th scope="row">{name === '' ? '(none)' : name}</th>
                {cells.map((cell, at) => (
                  <td key={header[at + 1]}>{typeof cell === 'number' ? formatCount(cell) : cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {lines.length <= mostRows ? null : (
        <p className="quiet">{`The first ${formatCount(mostRows)} of ${formatCount(lines.length)} lines; the CSV has them all.`}</p>
      )}
    </>
  );
}

/** No character that a file system refuses. */
function fileName(subject: string): string {
  return subject.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
}
