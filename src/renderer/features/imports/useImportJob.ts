/** The import that runs now and the last one's report, as the query cache has them. */
import type { Output } from '../../../contract/contract.ts';
import type { ImportProgress, ImportReport } from '../../../contract/imports.ts';
import { invalidate, queryClient } from '../../api/queries.ts';
import { useCall, useEvent } from '../../api/useCall.ts';
import { useSheets } from '../../shell/sheets.ts';
import { announce, showToast } from '../../shell/toasts.ts';
import { announceFinish, announceStart } from './importAnnouncements.ts';
import { showImportSheet } from './importIntent.ts';

type Current = Output<'imports.current'>;

const currentKey = ['imports.current', {}] as const;
const nothing: Current = { progress: null, report: null, problems: [] };

/** Failed files are asked for again at most this often while an import runs. */
const problemsIntervalMs = 1000;

export function useImportJob(): Current & { readonly isLoading: boolean } {
  const { data, isLoading } = useCall('imports.current', {});
  return { ...(data ?? nothing), isLoading };
}

/** Shows an import in the cache as soon as it was started, before its first event. */
export function expectImport(importId: string, folder: string): void {
  const progress: ImportProgress = {
    importId,
    folder,
    state: 'preparing',
    isCounted: false,
    found: 0,
    embedded: 0,
    unchanged: 0,
    duplicate: 0,
    failed: 0,
    imagesPerSecond: 0,
    secondsLeft: null,
  };
  const old = readCurrent();
  const isKnown = old.progress?.importId === importId || old.report?.importId === importId;
  if (!isKnown) writeCurrent({ ...old, progress, problems: [] });
}

/** Keeps the cache true to the import's events and tells its start and end. Mounted once, in the toolbar. */
export function useFollowImports(): void {
  useEvent('imports.progress', receiveProgress);
  useEvent('imports.finished', receiveReport);
}

let problemsTimer: ReturnType<typeof setTimeout> | null = null;

function askForProblems(): void {
  if (problemsTimer !== null) return;
  problemsTimer = setTimeout(() => {
    problemsTimer = null;
    void invalidate(['imports.current']);
  }, problemsIntervalMs);
}

function receiveProgress(progress: ImportProgress): void {
  const old = readCurrent();
  const isNew = old.progress?.importId !== progress.importId;
  if (isNew || (old.progress?.state === 'preparing' && progress.state !== 'preparing'))
    announce(announceStart(progress));
  const failedBefore = isNew ? 0 : (old.progress?.failed ?? 0);
  if (progress.failed > failedBefore) {
    if (failedBefore === 0) announce('A file failed; the import goes on.');
    askForProblems();
  }
  writeCurrent({ ...old, progress, problems: isNew ? [] : old.problems });
}

function receiveReport(report: ImportReport): void {
  writeCurrent({ progress: null, report, problems: [] });
  announce(announceFinish(report));
  if (useSheets.getState().open?.name === 'import') return;
  showToast(announceFinish(report), {
    kind: report.outcome === 'stopped' ? 'error' : 'note',
    action: { label: 'Show report', run: () => showImportSheet({ showsReport: true }) },
  });
}

function readCurrent(): Current {
  return queryClient.getQueryData<Current>(currentKey) ?? nothing;
}

function writeCurrent(current: Current): void {
  queryClient.setQueryData<Current>(currentKey, current);
}
