/** The numbers of an import, in words: what the sum is, how far it is, how long it takes. */
import type { ImportCounts, ImportProgress } from '../../../contract/imports.ts';
import type { JobState } from '../../../contract/jobs.ts';
import { formatCount } from '../../components/format.ts';

/** Files that have ended in one of the four ways. */
export function countFinished(counts: ImportCounts): number {
  return counts.embedded + counts.unchanged + counts.duplicate + counts.failed;
}

/** Share of the files that are finished, 0…1; null while the files are still being counted. */
export function shareFinished(progress: ImportProgress): number | null {
  if (!progress.isCounted) return null;
  if (progress.found === 0) return 1;
  return Math.min(1, countFinished(progress) / progress.found);
}

/** Whole percent, rounded down so that 100 % means finished. */
export function percentFinished(progress: ImportProgress): number | null {
  const share = shareFinished(progress);
  return share === null ? null : Math.floor(share * 100);
}

/** "2,000 found = 1,950 embedded + 30 unchanged + 15 duplicate + 5 failed". */
export function describeSum(counts: ImportCounts): string {
  const parts = [
    `${formatCount(counts.embedded)} embedded`,
    `${formatCount(counts.unchanged)} unchanged`,
    `${formatCount(counts.duplicate)} duplicate`,
    `${formatCount(counts.failed)} failed`,
  ];
  return `${formatCount(counts.found)} found = ${parts.join(' + ')}`;
}

/** Images per second: one decimal below ten, none above. */
export function describeSpeed(imagesPerSecond: number): string {
  const digits = imagesPerSecond < 10 ? 1 : 0;
  return imagesPerSecond.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** An import that has not ended, as the interface shows it. */
export interface RunningImport extends ImportProgress {
  readonly jobId: string;
  readonly state: JobState;
}

/** One word for the state of an import that runs: "Importing". */
export function describeState({
  state,
  isPreparing,
  sending,
}: Pick<RunningImport, 'state' | 'isPreparing' | 'sending'>): string {
  if (state === 'paused') return 'Paused';
  if (state === 'cancelling') return 'Cancelling';
  if (sending !== undefined) return 'Sending';
  return isPreparing ? 'Preparing' : 'Importing';
}
