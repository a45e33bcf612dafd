import type { ImportReport } from '../../../../contract/imports.ts';
import { formatCount, formatCounted } from '../../../components/format.ts';

/** What came of the metadata, a sentence each; nothing where there was no metadata and nothing to say. */
export function describeMetadata(report: Pick<ImportReport, 'metadata' | 'imagesWithoutRow'>): string[] {
  const { rows, matched, withoutImage, nullRowsDropped, duplicateRowsDropped } = report.metadata;
  if (rows === 0) return [];
  const lines = [`${formatCounted(rows, 'row')} read, ${formatCount(matched)} matched with an image`];
  if (withoutImage > 0) lines.push(`${formatCounted(withoutImage, 'row')} without an image: left out`);
  if (nullRowsDropped > 0) lines.push(`${formatCounted(nullRowsDropped, 'empty row')} dropped`);
  if (duplicateRowsDropped > 0) lines.push(`${formatCounted(duplicateRowsDropped, 'duplicate row')} dropped`);
  if (report.imagesWithoutRow > 0)
    lines.push(`${formatCounted(report.imagesWithoutRow, 'image')} without a row: imported all the same`);
  return lines;
}
