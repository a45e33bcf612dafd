/** Products that were renamed in the shared catalog and that decisions have not followed yet. To be used within a transaction. */
import type { Renaming } from '../../../../core/imports/storePort.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';
import { prepareRenamings } from '../../prepareRenamings.ts';

export interface RenamingLines {
  /** In the order in which it happened; what was kept or followed before is left out. */
  keep(renamings: readonly Renaming[]): void;
  all(): Renaming[];
  /** The oldest ones, up to this one, are followed. */
  settle(last: Renaming): void;
}

export function createRenamingLines(database: SqliteDatabase): RenamingLines {
  const insert = database.prepare('INSERT OR IGNORE INTO renamings (id, successions) VALUES (?, ?)');
  const selectFollowed = database
    .prepare<[], string>('SELECT id FROM renamings WHERE successions IS NULL')
    .pluck();
  const removeBefore = database.prepare(
    'DELETE FROM renamings WHERE number < (SELECT number FROM renamings WHERE id = ?)',
  );
  const empty = database.prepare('UPDATE renamings SET successions = NULL WHERE id = ?');
  return {
    keep(renamings) {
      const followed = selectFollowed.get();
      const last = renamings.findIndex(({ id }) => id === followed);
      for (const { id, successions } of renamings.slice(last + 1))
        insert.run(id, JSON.stringify(successions));
    },
    all: prepareRenamings(database),
    settle({ id }) {
      removeBefore.run(id);
      empty.run(id);
    },
  };
}
