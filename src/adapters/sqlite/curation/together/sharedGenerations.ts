/** The generations whose lists stand in a shared catalog, as curators see them. */
import type { SharedGeneration } from '../../../../core/team/bundles.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly at: string;
  readonly author: string | null;
  readonly set: string | null;
  readonly isWhole: number;
}

/** The newest first. */
export type ReadGenerations = () => SharedGeneration[];

export function createSharedGenerations(database: SqliteDatabase): ReadGenerations {
  const selectAll = database.prepare<[], Row>(`
    SELECT id, name, generations.list_type AS type, standing_since AS at, author, bundle_set AS "set", is_whole AS isWhole
    FROM generations LEFT JOIN shared_things
      ON subject = 'generation' AND shared_things.list_type = generations.list_type AND product_id = '' AND item = name
    WHERE standing_since IS NOT NULL ORDER BY order_number DESC, id DESC`);
  const countLists = database
    .prepare<[number], number>('SELECT count(*) FROM generated_lists WHERE generation = ?')
    .pluck();
  /** Whether any of its products has no newer list. */
  const isSeen = database
    .prepare<{ id: number; type: string; newer: string }, number>(`
      SELECT EXISTS (SELECT 1 FROM generated_lists AS own WHERE generation = @id AND list_type = @type AND NOT EXISTS (
        SELECT 1 FROM generated_lists AS other WHERE other.list_type = @type AND other.product_id = own.product_id
          AND other.generation IN (SELECT value FROM json_each(@newer))))`)
    .pluck();
  /** Lists of a generation change where products are renamed alone, which makes no difference to this: by it and the newer ones. */
  const covered = new Map<string, boolean>();

  function isCovered(id: number, type: string, newer: readonly number[]): boolean {
    if (newer.length === 0) return false;
    const key = JSON.stringify([id, newer]);
    const known = covered.get(key) ?? isSeen.get({ id, type, newer: JSON.stringify(newer) }) === 0;
    covered.set(key, known);
    return known;
  }

  return () => {
    const rows = selectAll.all();
    return rows.map(({ id, isWhole, ...row }, at) => {
      const newer = rows
        .slice(0, at)
        .filter((other) => other.type === row.type && other.isWhole === 1)
        .map((other) => other.id);
      return {
        ...row,
        isWhole: isWhole === 1,
        lists: countLists.get(id) ?? 0,
        isCovered: isWhole === 1 && isCovered(id, row.type, newer),
      };
    });
  };
}
