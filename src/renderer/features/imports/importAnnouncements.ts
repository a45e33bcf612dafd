/** What is said aloud of an import: its start, its end, not its ticks. */
import type { ImportProgress, ImportReport } from '../../../contract/imports.ts';
import { formatCount, formatCounted } from '../../components/format.ts';
import { lastPart } from '../../shell/files/browsePath.ts';

export function announceStart({ folder }: Pick<ImportProgress, 'folder'>): string {
  return `Import of ${lastPart(folder)} started.`;
}

/** "Import finished: 1,950 of 2,000 images embedded, 5 failed." */
export function announceFinish(report: ImportReport): string {
  const opening = {
    done: 'Import finished',
    cancelled: 'Import cancelled',
    stopped: 'Import stopped',
  }[report.outcome];
  if (report.outcome === 'stopped' && report.message !== null) return `${opening}: ${report.message}`;
  const parts = [`${formatCounted(report.embedded, 'image')} embedded`];
  if (report.unchanged > 0) parts.push(`${formatCount(report.unchanged)} unchanged`);
  if (report.duplicate > 0) parts.push(`${formatCounted(report.duplicate, 'duplicate')}`);
  if (report.failed > 0) parts.push(`${formatCount(report.failed)} failed`);
  return `${opening}: ${parts.join(', ')}.`;
}
