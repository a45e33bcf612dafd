/** The catalog's own facts, its sources (imported folders) and what their last import was told. */
import { type ImportReport, importReportSchema, type MetadataOptions } from '../../../contract/imports.ts';
import type { CatalogDatabase } from './openDatabase.ts';

export interface Source {
  readonly id: number;
  readonly folder: string;
  readonly metadata: string | null;
  readonly metadataOptions: MetadataOptions;
}

export interface SourceStore {
  all(): Source[];
  find(folder: string): Source | null;
  /** Makes or updates the source of this folder. */
  save(folder: string, metadata: string | null, options: MetadataOptions): Source;
  /** A fact of the catalog by key (`name`, `runtime` …), or null. */
  fact(key: string): string | null;
  /** @param value null forgets it */
  setFact(key: string, value: string | null): void;
  beginImport(sourceId: number): number;
  finishImport(number: number, report: ImportReport): void;
  lastReport(): ImportReport | null;
}

interface SourceRow {
  id: number;
  folder: string;
  metadata: string | null;
  options: string;
}

export function createSourceStore(database: CatalogDatabase): SourceStore {
  const columns = 'id, folder, metadata, metadata_options AS options';
  const selectAll = database.prepare<[], SourceRow>(`SELECT ${columns} FROM sources ORDER BY id`);
  const selectOne = database.prepare<[string], SourceRow>(`SELECT ${columns} FROM sources WHERE folder = ?`);
  const upsert = database.prepare<[string, string | null, string], SourceRow>(`
    INSERT INTO sources (folder, metadata, metadata_options) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET metadata = excluded.metadata, metadata_options = excluded.metadata_options
    RETURNING ${columns}`);
  const selectFact = database.prepare<[string], string>('SELECT value FROM catalog WHERE key = ?').pluck();
  const upsertFact = database.prepare(
    'INSERT INTO catalog (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const removeFact = database.prepare('DELETE FROM catalog WHERE key = ?');
  const insertImport = database.prepare('INSERT INTO imports (source_id, started_at) VALUES (?, ?)');
  const updateImport = database.prepare('UPDATE imports SET report = ? WHERE number = ?');
  const selectReport = database
    .prepare<[], string>('SELECT report FROM imports WHERE report IS NOT NULL ORDER BY number DESC LIMIT 1')
    .pluck();

  return {
    all: () => selectAll.all().map(toSource),
    find(folder) {
      const row = selectOne.get(folder);
      return row === undefined ? null : toSource(row);
    },
    save(folder, metadata, options) {
      const row = upsert.get(folder, metadata, JSON.stringify(options));
      if (row === undefined) throw new Error(`The source ${folder} was not saved.`);
      return toSource(row);
    },
    fact: (key) => selectFact.get(key) ?? null,
    setFact(key, value) {
      if (value === null) removeFact.run(key);
      else upsertFact.run(key, value);
    },
    beginImport: (sourceId) => Number(insertImport.run(sourceId, new Date().toISOString()).lastInsertRowid),
    finishImport(number, report) {
      updateImport.run(JSON.stringify(report), number);
    },
    lastReport() {
      const text = selectReport.get();
      // Earlier versions knew less to report; one that cannot be read is none.
      return text === undefined ? null : (importReportSchema.safeParse(JSON.parse(text)).data ?? null);
    },
  };
}

function toSource(row: SourceRow): Source {
  return {
    id: row.id,
    folder: row.folder,
    metadata: row.metadata,
    metadataOptions: JSON.parse(row.options) as MetadataOptions,
  };
}
