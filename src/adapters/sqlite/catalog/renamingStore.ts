/** Renamed products of a catalog whose decisions lie elsewhere, kept in the transaction that renames them. */
import { randomUUID } from 'node:crypto';
import type { RenamingsPort, Succession } from '../../../core/imports/storePort.ts';
import { prepareRenamings } from '../prepareRenamings.ts';
import { withSqliteFailures } from '../sqliteFailure.ts';
import type { CatalogDatabase } from './openDatabase.ts';

export interface RenamingStore extends RenamingsPort {
  /** To be called within that transaction. */
  keep(successions: readonly Succession[]): void;
}

export function createRenamingStore(database: CatalogDatabase, file: string): RenamingStore {
  const insert = database.prepare('INSERT INTO renamings (id, successions) VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM renamings WHERE id = ?');
  return {
    keep(successions) {
      insert.run(randomUUID(), JSON.stringify(successions));
    },
    all: prepareRenamings(database),
    forget: (renamings) =>
      withSqliteFailures(file, () =>
        database.transaction(() => {
          for (const { id } of renamings) remove.run(id);
        })(),
      ),
  };
}
