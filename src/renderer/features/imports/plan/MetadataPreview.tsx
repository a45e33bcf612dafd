import { ScrollRegion } from '../../../components/layout/ScrollRegion.tsx';
import type { CsvFile, ImportPlan } from './importPlan.ts';

const previewRows = 5;

/** The first rows as they stand in the file, under the names the catalog will use. */
export function MetadataPreview({ file, plan }: { readonly file: CsvFile; readonly plan: ImportPlan }) {
  const rows = file.sample.slice(0, previewRows);
  return (
    <ScrollRegion className="preview-scroll" label="First rows of the metadata">
      <table className="preview-table">
        <thead>
          <tr>
            {file.columns.map((column) => (
              <th key={column} scope="col">
                {plan.renamed[column] ?? column}
                {roleOf(column, plan)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other identity and never move.
            <tr key={at}>
              {file.columns.map((column, columnAt) => (
                <td key={column} className="one-line" title={row[columnAt] ?? ''}>
                  {row[columnAt] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > 0 ? null : <p className="preview-empty quiet">The file has a header but no rows.</p>}
    </ScrollRegion>
  );
}

function roleOf(column: string, plan: ImportPlan) {
  const role = column === plan.idColumn ? 'id' : column === plan.imageColumn ? 'image' : null;
  return role === null ? null : <span className="preview-role">{role}</span>;
}
