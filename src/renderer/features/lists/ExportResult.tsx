import { CircleCheck, Download, FolderSearch } from 'lucide-react';
import type { ExportResult as Result } from '../../../contract/exports.ts';
import { hasEnded } from '../../../contract/jobs.ts';
import { useAction, useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { describeDuration, formatCount, formatCounted } from '../../components/format.ts';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { BlockedProducts } from './BlockedProducts.tsx';
import { baseName } from './exportPlan.ts';
import type { ExportJob } from './useExportJob.ts';

/** How the export goes, and where its file is. */
export function ExportResult({ exporting }: { readonly exporting: ExportJob }) {
  const { job, failure } = exporting;
  if (failure !== null)
    return (
      <ErrorNote
        title="The file was not written. An older file of that name is untouched."
        failure={failure}
      />
    );
  if (exporting.isStarting) return <ProgressBar label="Starting the export" value={null} />;
  if (job === null) return null;
  if (job.state === 'cancelled') return <p role="status">Cancelled: no file was written.</p>;
  if (job.result !== null) return <Written result={job.result} />;
  if (hasEnded(job)) return null;
  const { products, totalProducts, rows } = job.detail;
  return (
    <ProgressBar
      label="Exporting"
      value={job.progress}
      valueText={`${formatCount(products)} of ${formatCounted(totalProducts, 'list')} · ${formatCounted(rows, 'row')}`}
    />
  );
}

function Written({ result }: { readonly result: Result }) {
  const host = useCall('host.info', {}).data;
  const show = useAction('host.showFile');
  const { file, rows, products, seconds, blocked = [] } = result;
  return (
    <div className="export-done">
      <CircleCheck size={32} strokeWidth={1.5} aria-hidden />
      <p className="export-done-words" role="status">
        {`${formatCounted(rows, 'row')} for ${formatCounted(products, 'product')}, in ${describeDuration(seconds)}`}
      </p>
      <p className="quiet export-path">{file}</p>
      {host === undefined ? null : host.kind === 'electron' ? (
        <Button icon={<FolderSearch size={16} aria-hidden />} onPress={() => show.mutate({ path: file })}>
          Show file
        </Button>
      ) : (
        <a
          className="export-download"
          href={`/exports/${encodeURIComponent(baseName(file))}`}
          download={baseName(file)}
        >
          <Download size={16} aria-hidden />
          Download {baseName(file)}
        </a>
      )}
      {show.error === null ? null : <ErrorNote failure={show.error} />}
      <div className="export-blocked">
        <BlockedProducts blocked={blocked} total={blocked.length} />
      </div>
    </div>
  );
}
