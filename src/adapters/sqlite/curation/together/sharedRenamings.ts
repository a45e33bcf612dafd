/** Products that were renamed in a shared catalog, in the order in which this machine heard of it. To be used within a transaction. */
import type { SqliteDatabase } from '../../openSqlite.ts';

export interface SharedRenaming {
  readonly id: string;
  readonly newIds: ReadonlyMap<string, string>;
}

export interface SharedRenamings {
  ids(): string[];
  all(): SharedRenaming[];
  /** Whether there are lists that could follow one. */
  areWanted(): boolean;
}

export function createSharedRenamings(database: SqliteDatabase): SharedRenamings {
  const select = database.prepare<[], { id: string; renamed: string }>(
    'SELECT id, renamed FROM shared_renamings ORDER BY number',
  );
  const hasGenerations = database.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM generations)').pluck();
  return {
    ids: () => select.all().map(({ id }) => id),
    all: () => select.all().map(({ id, renamed }) => ({ id, newIds: newIdsOf(renamed) })),
    areWanted: () => hasGenerations.get() === 1,
  };
}

export function newIdsOf(renamed: string): ReadonlyMap<string, string> {
  return new Map(JSON.parse(renamed) as [string, string][]);
}
