/** An export from the sheet's point of view: start, progress, cancel, the file it became. */
import { useState } from 'react';
import type { Input } from '../../../contract/contract.ts';
import { asFailure, Failure } from '../../../contract/failure.ts';
import type { ExportProgress } from '../../../contract/lists.ts';
import { client } from '../../api/client.ts';
import { useEvent } from '../../api/useCall.ts';
import { formatCounted } from '../../components/format.ts';
import { announce } from '../../shell/toasts.ts';
import { fileNameFor } from './exportPlan.ts';

export interface ExportJob {
  readonly isStarting: boolean;
  readonly progress: ExportProgress | null;
  readonly failure: Failure | null;
  /** Asks for the place where the system has a dialog for it, then exports. */
  start(options: Input<'lists.preview'>, catalogName: string): Promise<void>;
  cancel(): void;
  forget(): void;
}

export function useExportJob(): ExportJob {
  const [isStarting, setIsStarting] = useState(false);
  const [exportId, setExportId] = useState<string | null>(null);
  /** By id: the first event may come before the answer that names the export. */
  const [known, setKnown] = useState<Readonly<Record<string, ExportProgress>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const progress = exportId === null ? null : (known[exportId] ?? null);

  useEvent('lists.exportProgress', (next) => {
    setKnown((old) => ({ ...old, [next.exportId]: next }));
    if (next.state === 'done') announce(`Export finished: ${formatCounted(next.rows, 'row')}.`);
    if (next.state === 'failed') announce('The export failed.');
  });

  return {
    isStarting: isStarting || (exportId !== null && progress === null),
    progress,
    failure: failure ?? failureOf(progress),
    async start(options, catalogName) {
      setIsStarting(true);
      setFailure(null);
      setExportId(null);
      try {
        const file = await chooseFile(fileNameFor(catalogName, options.format ?? 'csv'));
        if (file === 'cancelled') return;
        const started = await client.call('lists.export', { ...options, ...(file !== null && { file }) });
        setExportId(started.exportId);
      } catch (thrown) {
        setFailure(asFailure(thrown));
      } finally {
        setIsStarting(false);
      }
    },
    cancel() {
      if (exportId === null) return;
      client
        .call('lists.cancelExport', { exportId })
        .catch((thrown: unknown) => setFailure(asFailure(thrown)));
    },
    forget() {
      setExportId(null);
      setFailure(null);
    },
  };
}

/** Where to write: a path, null for the catalog's own exports folder (in a browser), or that the person thought better of it. */
async function chooseFile(name: string): Promise<string | null | 'cancelled'> {
  const { kind } = await client.call('host.info', {});
  if (kind === 'browser') return null;
  const { path } = await client.call('host.chooseSaveFile', { title: 'Export recommendation lists', name });
  return path ?? 'cancelled';
}

function failureOf(progress: ExportProgress | null): Failure | null {
  if (progress?.state !== 'failed') return null;
  return new Failure(
    'internal',
    progress.message ?? 'The export ended before the file was complete. Try again.',
  );
}
