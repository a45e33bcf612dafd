import { CircleCheck, Download, FolderSearch } from 'lucide-react';
import type { ExportProgress } from '../../../contract/lists.ts';
import { useAction, useCall } from '../../api/useCall.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { describeDuration, formatCount, formatCounted } from '../../components/format.ts';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { baseName } from './exportPlan.ts';
import type { ExportJob } from './useExportJob.ts';

/** How the export goes, and where its file is. */
export function ExportResult({ job }: { readonly job: ExportJob }) {
  const { progress, failure } = job;
  if (failure !== null)
    return (
      <ErrorNote
        title="The file was not written. An older file of that name is untouched."
        failure={failure}
      />
    );
  if (job.isStarting) return <ProgressBar label="Starting the export" value={null} />;
  if (progress === null) return null;
  if (progress.state === 'cancelled') return <p role="status">Cancelled: no file was written.</p>;
  if (progress.state === 'done') return <Written progress={progress} />;
  return (
    <ProgressBar
      label="Exporting"
      value={progress.totalProducts === 0 ? null : progress.products / progress.totalProducts}
      valueText={`${formatCount(progress.products)} of ${formatCounted(progress.totalProducts, 'list')} · ${formatCounted(progress.rows, 'row')}`}
    />
  );
}

function Written({ progress }: { readonly progress: ExportProgress }) {
  const host = useCall('host.info', {}).data;
  const show = useAction('host.showFile');
  const { file } = progress;
  return (
    <div className="export-done">
      <CircleCheck size={32} strokeWidth={1.5} aria-hidden />
      <p className="export-done-words" role="status">
        {`${formatCounted(progress.rows, 'row')} for ${formatCounted(progress.products, 'product')}, in ${describeDuration(progress.seconds)}`}
      </p>
      {file === null ? null : <p className="quiet export-path">{file}</p>}
      {file === null || host === undefined ? null : host.kind === 'electron' ? (
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
    </div>
  );
}
