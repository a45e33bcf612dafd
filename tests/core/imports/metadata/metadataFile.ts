/** Metadata files as the reader would hand them over. */
import type { MetadataFile } from '../../../../src/core/imports/ports.ts';

/** @param lines the header and the rows, cells separated by commas without quoting */
export function metadataFile(...lines: string[]): MetadataFile {
  const [columns = [], ...rows] = lines.map((line) => line.split(','));
  return {
    path: '/data/table.csv',
    encoding: 'utf-8',
    delimiter: ',',
    columns,
    header: { cells: columns, line: 1 },
    rows,
    lines: rows.map((_, at) => at + 2),
    malformedLines: [],
    notes: [],
  };
}
