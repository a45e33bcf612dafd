/** The columns of an edited export, found by their names wherever they stand now, and its rows. */
import { exportColumns } from '../../../contract/exports.ts';
import { Failure } from '../../../contract/failure.ts';
import { plainColumnName } from '../../imports/metadata/columnWords.ts';
import type { MetadataFile } from '../../imports/ports.ts';

type ExportColumn = (typeof exportColumns)[number];

export interface EditedRow {
  /** Of the file, or of the sheet. */
  readonly line: number;
  /** As it stands; empty where the column is lost. */
  cell(column: ExportColumn): string;
}

export interface EditedFile {
  readonly name: string;
  readonly headerLine: number;
  readonly rowCount: number;
  has(column: ExportColumn): boolean;
  rows(): Generator<EditedRow>;
}

/** True where a table with these columns can only be an export of lists. */
export function isExport(columns: readonly string[]): boolean {
  const places = findColumns(columns);
  return places.has('product_id') && places.has('recommended_id');
}

/** @throws Failure `bad-input` for a file that is no export, or has no rows */
export function readEditedFile(file: MetadataFile): EditedFile {
  const name = file.path.slice(Math.max(file.path.lastIndexOf('/'), file.path.lastIndexOf('\\')) + 1);
  const places = findColumns(file.columns);
  const lost = (['product_id', 'recommended_id'] as const).filter((column) => !places.has(column));
  if (lost.length > 0) {
    throw new Failure(
      'bad-input',
      `${name} cannot be read as recommendation lists: it has no column ${lost.join(' and no column ')}. Choose a file that "Export lists" wrote; its columns may be in any order, with these two among them.`,
    );
  }
  const filled = file.rows.flatMap((cells, index) =>
    cells.some((cell) => cell.trim() !== '') ? [index] : [],
  );
  if (filled.length === 0) {
    throw new Failure('bad-input', `${name} has a header and no rows: there is nothing to import.`);
  }
  return {
    name,
    headerLine: file.header.line,
    rowCount: filled.length,
    has: (column) => places.has(column),
    *rows() {
      for (const index of filled) {
        const cells = file.rows[index] ?? [];
        yield {
          line: file.lines[index] ?? 0,
          cell: (column) => cells[places.get(column) ?? -1] ?? '',
        };
      }
    },
  };
}

function findColumns(columns: readonly string[]): ReadonlyMap<ExportColumn, number> {
  const plain = columns.map(plainColumnName);
  return new Map(
    exportColumns.flatMap((column) => {
      const at = plain.indexOf(plainColumnName(column));
      return at < 0 ? [] : [[column, at]];
    }),
  );
}
