/** What an import changed, in a line. */
import type { PastImport } from '../../../contract/imports.ts';
import { formatCount, formatCounted } from '../../components/format.ts';

const dayAndTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** ISO 8601 → "26 Nov 2026, 08:12", in the time of this computer. */
export function describeMoment(startedAt: string): string {
  return dayAndTime.format(new Date(startedAt));
}

/** The last part of a path, on whatever system it was written. */
export function folderName(folder: string): string {
  return folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder;
}

/** "12 embedded, 3 failed, 2 removed": what is not nothing. */
export function describeChanges({ ended }: PastImport, isRunning: boolean): string {
  if (ended === null) return isRunning ? 'running' : 'did not come to its end';
  const changes = (
    [
      [ended.embedded, 'embedded'],
      [ended.duplicate, 'duplicate'],
      [ended.failed, 'failed'],
      [ended.missing, 'missing'],
    ] as const
  ).flatMap(([count, what]) => (count === 0 ? [] : [`${formatCount(count)} ${what}`]));
  if (ended.removed > 0) changes.push(`${formatCounted(ended.removed, 'product')} removed`);
  if (ended.outcome !== 'done') changes.unshift(ended.outcome);
  return changes.length === 0 ? `nothing new, ${formatCount(ended.unchanged)} unchanged` : changes.join(', ');
}
