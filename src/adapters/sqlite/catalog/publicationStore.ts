/** Where a catalog was published, and what was renamed in it since: decisions there are to follow. */
import { randomUUID } from 'node:crypto';
import type { Renaming, RenamingsPort, Succession } from '../../../core/imports/storePort.ts';
import { type RenamingRow, readRenaming } from '../prepareRenamings.ts';
import { withSqliteFailures } from '../sqliteFailure.ts';
import type { CatalogDatabase } from './openDatabase.ts';

export interface PublicationStore {
  /** From now on what is renamed is kept for this address. */
  begin(address: string): void;
  /** What is kept for it. */
  renamings(address: string): RenamingsPort;
  /** To be called within the transaction that renames the products. */
  keep(successions: readonly Succession[]): void;
}

export function createPublicationStore(database: CatalogDatabase, file: string): PublicationStore {
  const insertAddress = database.prepare('INSERT OR IGNORE INTO publications (address) VALUES (?)');
  const selectAddresses = database.prepare<[], string>('SELECT address FROM publications').pluck();
  const insert = database.prepare(
    'INSERT INTO published_renamings (id, address, successions) VALUES (?, ?, ?)',
  );
  const select = database.prepare<[string], RenamingRow>(
    'SELECT id, successions FROM published_renamings WHERE address = ? ORDER BY number',
  );
  const remove = database.prepare('DELETE FROM published_renamings WHERE address = ? AND id = ?');
  const removeAll = database.transaction((address: string, renamings: readonly Renaming[]) => {
    for (const { id } of renamings) remove.run(address, id);
  });
  return {
    begin(address) {
      withSqliteFailures(file, () => insertAddress.run(address));
    },
    renamings: (address) => ({
      all: () => select.all(address).map(readRenaming),
      forget: (renamings) => withSqliteFailures(file, () => removeAll(address, renamings)),
    }),
    keep(successions) {
      const id = randomUUID();
      const text = JSON.stringify(successions);
      for (const address of selectAddresses.all()) insert.run(id, address, text);
    },
  };
}
