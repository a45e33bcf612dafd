/** The import that runs now and the last one's report, as the query cache has them; and what is told of them. */
import { useRef } from 'react';
import type { Output } from '../../../contract/contract.ts';
import { hasEnded, type JobOf } from '../../../contract/jobs.ts';
import { invalidate, queryClient } from '../../api/queries.ts';
import { useCall, useEvent } from '../../api/useCall.ts';
import { useJobs } from '../../api/useJobs.ts';
import { useSheets } from '../../shell/sheets.ts';
import { announce, showToast } from '../../shell/toasts.ts';
import { announceFinish, announceStart } from './importAnnouncements.ts';
import { showImportSheet } from './importIntent.ts';
import type { RunningImport } from './importNumbers.ts';

type Latest = Output<'imports.latest'>;

const nothing: Latest = { report: null, problems: [] };

/** Failed files are asked for again at most this often while an import runs. */
const problemsIntervalMs = 1000;

export function useImportJob(): Latest & {
  readonly progress: RunningImport | null;
  /** Those that could not even begin to read files. */
  readonly unstarted: readonly JobOf<'import'>[];
  readonly isLoading: boolean;
} {
  const { jobs, isLoading } = useJobs('import');
  const latest = useCall('imports.latest', {});
  const running = jobs.find((job) => !hasEnded(job));
  return {
    ...(latest.data ?? nothing),
    progress: running === undefined ? null : { ...running.detail, jobId: running.id, state: running.state },
    unstarted: jobs.filter((job) => job.state === 'failed' && job.result === null),
    isLoading: isLoading || latest.isLoading,
  };
}

/** Tells the start and the end of imports. Mounted once, in the toolbar. */
export function useFollowImports(): void {
  /** What was known of each import, so that nothing is told twice. */
  const told = useRef(new Map<string, { readonly failed: number; readonly hasStarted: boolean }>());
  useEvent('jobs.changed', ({ job }) => {
    if (job?.kind !== 'import') return;
    if (hasEnded(job)) tellEnd(job);
    else tellProgress(job, told.current);
  });
}

let problemsTimer: ReturnType<typeof setTimeout> | null = null;

function askForProblems(): void {
  if (problemsTimer !== null) return;
  problemsTimer = setTimeout(() => {
    problemsTimer = null;
    void invalidate(['imports.latest']);
  }, problemsIntervalMs);
}

function tellProgress(
  { id, detail }: JobOf<'import'>,
  told: Map<string, { readonly failed: number; readonly hasStarted: boolean }>,
): void {
  const before = told.get(id) ?? { failed: 0, hasStarted: false };
  if (!before.hasStarted && !detail.isPreparing) announce(announceStart(detail));
  if (detail.failed > before.failed) {
    if (before.failed === 0) announce('A file failed; the import goes on.');
    askForProblems();
  }
  told.set(id, { failed: detail.failed, hasStarted: before.hasStarted || !detail.isPreparing });
}

function tellEnd(job: JobOf<'import'>): void {
  const { result: report } = job;
  // Without a report it did not start, which its caller was told.
  if (report === null) return;
  queryClient.setQueryData<Latest>(['imports.latest', {}], { report, problems: [] });
  announce(announceFinish(report));
  if (useSheets.getState().open?.name === 'import') return;
  showToast(announceFinish(report), {
    kind: report.outcome === 'stopped' ? 'error' : 'note',
    action: { label: 'Show report', run: () => showImportSheet({ showsReport: true }) },
  });
}
