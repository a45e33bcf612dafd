import type { Renaming, Succession } from '../../core/imports/storePort.ts';
import type { SqliteDatabase } from './openSqlite.ts';

export interface RenamingRow {
  readonly id: string;
  /** As JSON. */
  readonly successions: string;
}

export function readRenaming({ id, successions }: RenamingRow): Renaming {
  return { id, successions: JSON.parse(successions) as Succession[] };
}

/** Those that the table `renamings` keeps with their products, in the order in which it happened. */
export function prepareRenamings(database: Pick<SqliteDatabase, 'prepare'>): () => Renaming[] {
  const select = database.prepare<[], RenamingRow>(
    'SELECT id, successions FROM renamings WHERE successions IS NOT NULL ORDER BY number',
  );
  return () => select.all().map(readRenaming);
}
