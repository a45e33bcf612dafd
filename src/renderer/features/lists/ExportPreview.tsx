import type { Input, Output } from '../../../contract/contract.ts';
import { useCall } from '../../api/useCall.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted } from '../../components/format.ts';
import { ScrollRegion } from '../../components/layout/ScrollRegion.tsx';
import { BlockedProducts } from './BlockedProducts.tsx';
import { useSettled } from './useSettled.ts';

type Options = Input<'lists.preview'>;

const settleMs = 250;

/** The first ten rows as the file will have them; dimmed while they are not yet those of the choices above. */
export function ExportPreview({ options }: { readonly options: Options }) {
  const settled = useSettled(options, settleMs);
  const { data, error, isPlaceholderData, isFetching } = useCall('lists.preview', settled, {
    keepPrevious: true,
  });
  const isStale = isPlaceholderData || isFetching || JSON.stringify(options) !== JSON.stringify(settled);

  return (
    <section className="export-preview" aria-labelledby="export-preview-title">
      <header className="export-preview-header">
        <h3 id="export-preview-title">First rows</h3>
        {data === undefined ? null : (
          <span className="quiet" aria-live="polite">
            {isStale
              ? 'Updating…'
              : `from the lists of ${formatCounted(data.products, 'product')}${data.isLearned ? ', in the learned order' : ''}`}
          </span>
        )}
      </header>
      {error === null ? null : <ErrorNote title="The preview cannot be made" failure={error} />}
      {data === undefined && error === null ? (
        <div className="export-preview-frame export-waiting" aria-busy="true" />
      ) : null}
      {data === undefined || error !== null ? null : <Rows data={data} isStale={isStale} />}
    </section>
  );
}

function Rows({ data, isStale }: { readonly data: Output<'lists.preview'>; readonly isStale: boolean }) {
  const { shop } = data;
  if (shop === undefined) return <Table columns={data.columns} rows={data.rows} isStale={isStale} />;
  return (
    <>
      {shop.lines.length === 0 ? (
        <p className="export-preview-frame export-none quiet" data-stale={isStale}>
          Nothing to write: no list has a product that the shop knows. Choose another field for the key, or
          other lists.
        </p>
      ) : (
        <ScrollRegion className="export-preview-frame" isStale={isStale} label="Preview of the file">
          <pre className="export-lines">{shop.lines.join('\n')}</pre>
        </ScrollRegion>
      )}
      <BlockedProducts blocked={shop.blocked} total={shop.blockedTotal} />
    </>
  );
}

interface TableProps {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly isStale: boolean;
}

function Table({ columns, rows, isStale }: TableProps) {
  if (rows.length === 0)
    return (
      <p className="export-preview-frame export-none quiet" data-stale={isStale}>
        No row: no look-alike passes these choices. Drop “only accepted and pinned” or a “same” field.
      </p>
    );
  return (
    <ScrollRegion className="export-preview-frame" isStale={isStale} label="Preview of the file">
      <table className="export-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other identity and never move.
            <tr key={at}>
              {columns.map((column, columnAt) => (
                <td key={column} title={row[columnAt] ?? ''}>
                  {row[columnAt] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
