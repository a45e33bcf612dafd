/** Reads what can be read of a damaged catalog: the folders it was made from. */
import { openReadOnly } from '../../adapters/sqlite/openSqlite.ts';

/** The imported folders, or none where the database is too damaged to tell. */
export function rescueSources(file: string): string[] {
  try {
    const database = openReadOnly(file);
    try {
      return database.prepare<[], string>('SELECT folder FROM sources ORDER BY id').pluck().all();
    } finally {
      database.close();
    }
  } catch {
    return [];
  }
}
