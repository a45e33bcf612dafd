import type { ImportReport, NamedList } from '../../../../contract/imports.ts';
import { formatCount, formatCounted } from '../../../components/format.ts';

/** What came of the metadata: a sentence, and each number that has names behind it. */
export interface MetadataFacts {
  readonly summary: string;
  /** With no entries where the report was made before names were kept. */
  readonly numbers: readonly NamedList[];
}

/** Null where there was no metadata. */
export function describeMetadata(
  report: Pick<ImportReport, 'metadata' | 'imagesWithoutRow' | 'named'>,
): MetadataFacts | null {
  const { rows, matched, withoutImage, nullRowsDropped, duplicateRowsDropped } = report.metadata;
  if (rows === 0) return null;
  const counts: readonly (readonly [NamedList['what'], number])[] = [
    ['rows-without-image', withoutImage],
    ['rows-empty', nullRowsDropped],
    ['rows-repeated', duplicateRowsDropped],
    ['images-without-row', report.imagesWithoutRow],
  ];
  return {
    summary: `${formatCounted(rows, 'row')} read, ${formatCount(matched)} matched with an image`,
    numbers: counts
      .filter(([, total]) => total > 0)
      .map(([what, total]) => ({ what, total, entries: namesOf(report, what) })),
  };
}

/** The names that a report has of this kind. */
export function namesOf(
  { named }: Pick<ImportReport, 'named'>,
  what: NamedList['what'],
): NamedList['entries'] {
  return named.find((list) => list.what === what)?.entries ?? [];
}
