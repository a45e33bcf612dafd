/** An export from the sheet's point of view: start, progress, cancel, the file it became; also where the sheet was closed meanwhile. */
import { useEffect, useState } from 'react';
import type { Input } from '../../../contract/contract.ts';
import { asFailure, Failure } from '../../../contract/failure.ts';
import { hasEnded, type JobOf } from '../../../contract/jobs.ts';
import { client } from '../../api/client.ts';
import { invalidate } from '../../api/queries.ts';
import { useEvent } from '../../api/useCall.ts';
import { dismissJob, useJobs, useLastEnd } from '../../api/useJobs.ts';
import { formatCounted } from '../../components/format.ts';
import { announce } from '../../shell/toasts.ts';

export interface ExportJob {
  readonly isStarting: boolean;
  /** The one that runs, or the last one that ended, until it is forgotten. */
  readonly job: JobOf<'export'> | null;
  readonly failure: Failure | null;
  /** Asks for the place where the system has a dialog for it, then exports. */
  start(options: Input<'lists.preview'>, fileName: string): Promise<void>;
  cancel(): void;
  forget(): void;
}

export function useExportJob(): ExportJob {
  const [isStarting, setIsStarting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [read, setRead] = useState<JobOf<'export'> | null>(null);
  const { jobs } = useJobs('export');
  const running = jobs.find((one) => !hasEnded(one)) ?? null;
  const job = isStarting ? null : (running ?? read);

  // What is shown was read: here it stays until it is forgotten, in the list it need not.
  const lastEnd = useLastEnd('export');
  useEffect(() => {
    if (lastEnd === null) return;
    setRead(lastEnd);
    dismissJob(lastEnd.id);
  }, [lastEnd]);
  useEffect(() => {
    const ended = jobs.filter(hasEnded);
    if (ended[0] !== undefined) setRead(ended[0]);
    for (const { id } of ended) dismissJob(id);
  }, [jobs]);

  useEvent('jobs.changed', ({ job: changed }) => {
    if (changed?.kind !== 'export') return;
    if (changed.state === 'done') announce(`Export finished: ${formatCounted(changed.detail.rows, 'row')}.`);
    if (changed.state === 'failed') announce('The export failed.');
  });

  function forget(): void {
    setFailure(null);
    setRead(null);
  }

  return {
    isStarting,
    job,
    failure: failure ?? failureOf(job),
    async start(options, fileName) {
      setIsStarting(true);
      forget();
      try {
        const file = await chooseFile(fileName);
        if (file === 'cancelled') return;
        await client.call('lists.export', { ...options, ...(file !== null && { file }) });
        await invalidate(['jobs.list']);
      } catch (thrown) {
        setFailure(asFailure(thrown));
      } finally {
        setIsStarting(false);
      }
    },
    cancel() {
      if (job === null) return;
      client.call('jobs.cancel', { id: job.id }).catch((thrown: unknown) => setFailure(asFailure(thrown)));
    },
    forget,
  };
}

/** Where to write: a path, null for the catalog's own exports folder (in a browser), or that the person thought better of it. */
async function chooseFile(name: string): Promise<string | null | 'cancelled'> {
  const { kind } = await client.call('host.info', {});
  if (kind === 'browser') return null;
  const { path } = await client.call('host.chooseSaveFile', { title: 'Export recommendation lists', name });
  return path ?? 'cancelled';
}

function failureOf(job: JobOf<'export'> | null): Failure | null {
  if (job?.state !== 'failed' && job?.state !== 'interrupted') return null;
  return new Failure('internal', job.message ?? 'The export ended before the file was complete. Try again.');
}
