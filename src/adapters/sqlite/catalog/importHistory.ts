/** The imports that a catalog has seen, each with the report that it ended with. */
import type { Output } from '../../../contract/contract.ts';
import { Failure } from '../../../contract/failure.ts';
import { importReportSchema, type PastImport, pastImportSchema } from '../../../contract/imports.ts';
import type { CatalogDatabase } from './openDatabase.ts';

export interface ImportHistory {
  /** The newest 200, the last one first. */
  newest(): PastImport[];
  /** @throws Failure `not-found` */
  report(number: number): Output<'imports.report'>;
}

interface ImportRow {
  number: number;
  startedAt: string;
  folder: string;
  report: string | null;
}

export function createImportHistory(database: CatalogDatabase): ImportHistory {
  // Without its lists, which may name thousands of files.
  const selectNewest = database.prepare<[], ImportRow>(`
    SELECT imports.number, imports.started_at AS startedAt, sources.folder,
      json_remove(imports.report, '$.problems', '$.named', '$.notes', '$.runtimeNotes') AS report
    FROM imports JOIN sources ON sources.id = imports.source_id
    ORDER BY imports.number DESC LIMIT 200`);
  const selectOne = database.prepare<[number], ImportRow & { sourceId: number }>(`
    SELECT imports.number, imports.started_at AS startedAt, sources.folder, sources.id AS sourceId, imports.report
    FROM imports JOIN sources ON sources.id = imports.source_id WHERE imports.number = ?`);
  const selectProducts = database.prepare<{ sourceId: number; paths: string }, { path: string; id: string }>(`
    SELECT images.path, products.id
    FROM json_each(@paths) AS named
    CROSS JOIN images ON images.source_id = @sourceId AND images.path = named.value
    JOIN products ON products.key = images.product_key`);

  return {
    newest: () =>
      selectNewest.all().flatMap(({ number, startedAt, folder, report }) => {
        const ended = report === null ? null : (JSON.parse(report) as unknown);
        // Earlier versions knew less to report; one that cannot be read is none.
        const past = pastImportSchema.safeParse({ number, startedAt, folder, ended });
        return past.data === undefined ? [] : [past.data];
      }),
    report(number) {
      const row = selectOne.get(number);
      const report = importReportSchema.safeParse(JSON.parse(row?.report ?? 'null')).data;
      if (row === undefined || report === undefined)
        throw new Failure(
          'not-found',
          'This import left no report, because it did not come to its end. Import the folder again: what was done is not done twice.',
        );
      const paths = [
        ...report.problems.map(({ path }) => path),
        ...report.named.flatMap(({ entries }) =>
          entries.filter(({ line }) => line === undefined).map(({ name }) => name),
        ),
      ];
      const products = selectProducts.all({
        sourceId: row.sourceId,
        paths: JSON.stringify([...new Set(paths)]),
      });
      return { startedAt: row.startedAt, report, products };
    },
  };
}
