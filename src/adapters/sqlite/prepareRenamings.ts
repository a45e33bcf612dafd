import type { Renaming, Succession } from '../../core/imports/storePort.ts';
import type { SqliteDatabase } from './openSqlite.ts';

/** Those that the table `renamings` keeps with their products, in the order in which it happened. */
export function prepareRenamings(database: Pick<SqliteDatabase, 'prepare'>): () => Renaming[] {
  const select = database.prepare<[], { id: string; successions: string }>(
    'SELECT id, successions FROM renamings WHERE successions IS NOT NULL ORDER BY number',
  );
  return () =>
    select.all().map(({ id, successions }) => {
      return { id, successions: JSON.parse(successions) as Succession[] };
    });
}
