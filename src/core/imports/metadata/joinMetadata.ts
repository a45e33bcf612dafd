/** Joins the rows of a metadata file to image files: one product per id, found by whatever the images are named after. */
import type { MetadataOptions } from '../../../contract/imports.ts';
import type { NamedEntry } from '../namedLists.ts';
import type { MetadataRow, RowMatcher } from '../placeFinder.ts';
import type { MetadataFile } from '../ports.ts';
import { createImageIndex } from './imageIndex.ts';
import { describeFile, describeJoin } from './joinNotes.ts';
import { createImageMatcher, type Match } from './matchImages.ts';
import { chooseColumns } from './metadataColumns.ts';
import { withMissingHeader } from './missingHeader.ts';
import { readProducts } from './tableProducts.ts';

/** rows = matched + withoutImage (`takeUnmatched`) + nullRowsDropped + duplicateRowsDropped. */
export interface MetadataTable extends RowMatcher {
  readonly fields: readonly string[];
  /** Rows of the file, the header not counted. */
  readonly rowCount: number;
  /** Rows without an id, or with nothing but an id although the file has other columns. */
  readonly nullRowsDropped: number;
  /**
   * Rows whose id came before; the first one stands. A row that continues a product (a variant of Shopify's, a row
   * with nothing but a further image) counts here too: its images are the product's.
   */
  readonly duplicateRowsDropped: number;
  /** Of the rows that were dropped, as many as a report names. */
  readonly emptyRows: readonly NamedEntry[];
  readonly repeatedRows: readonly NamedEntry[];
  /** What was noticed and decided, in words; what needs a look begins with "Attention: ". */
  readonly notes: readonly string[];
  /** The row of an image (path below the imported folder, forward slashes), remembered as matched. */
  matchFile(path: string): MetadataRow | null;
  rankOf(path: string): number;
  /** The ids of the rows that no image has matched so far, in the order of the file. */
  takeUnmatched(): string[];
  /** The line of the first row with this id. */
  lineOf(id: string): number | undefined;
}

/**
 * @param paths all images below the imported folder: which column they are named after, and whether a loose match fits
 *   one row and one file, only the whole list can tell
 * @throws Failure `metadata-unusable` where the columns do not say which product a row is about
 */
export function joinMetadata(
  read: MetadataFile,
  options: MetadataOptions,
  paths: readonly string[],
): MetadataTable {
  const index = createImageIndex(paths);
  const file = withMissingHeader(read, options, index);
  const columns = chooseColumns(file, options, index);
  const table = readProducts(file, columns, index);
  const matcher = createImageMatcher([...table.products.values()], index, columns.id >= 0);
  const matches = new Map<string, Match | null>();
  for (const path of paths) matches.set(path, matcher.match(path));
  const notes = [
    ...describeFile(file),
    ...columns.notes,
    ...describeJoin({ file, columns, table, matches, matcher }),
  ];
  const matched = new Set<string>();

  return {
    fields: columns.fields.map(({ name }) => name),
    rowCount: file.rows.length,
    nullRowsDropped: table.nullRowsDropped,
    duplicateRowsDropped: table.duplicateRowsDropped,
    emptyRows: table.emptyRows,
    repeatedRows: table.repeatedRows,
    notes,
    matchFile(path) {
      const known = matches.get(path);
      const match = known === undefined ? matcher.match(path) : known;
      if (match === null) return null;
      matched.add(match.row.id);
      return match.row;
    },
    rankOf: (path) => matches.get(path)?.rank ?? 0,
    lineOf: (id) => table.products.get(id)?.line,
    takeUnmatched: () => [...table.products.keys()].filter((id) => !matched.has(id)),
  };
}
