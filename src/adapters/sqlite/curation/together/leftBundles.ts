/**
 * Bundles in the cluster that nobody needs any more: a set that stood is named by nothing once its generation was taken back or bundled
 * anew, because whoever says again that it stands bundles it under another name. To be used within a transaction.
 */
import type { LeftSet } from '../../../../core/team/bundles.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';

export interface LeftBundles {
  /** @param after the number of the write after which nothing names it; left out: nothing ever did */
  leave(set: LeftSet & { readonly generation: string }, after?: number): void;
  /** What was begun of generations that are forgotten now, and never said to stand. @param names of generations */
  leaveForgotten(names: readonly string[]): void;
  /**
   * Those that nothing names for certain: not what the cluster is known to have, and nothing that is on its way there; some of them.
   * @param received every change up to here was received, and none of them can be lost
   */
  removable(received: number): LeftSet[];
  forget(sets: readonly LeftSet[]): void;
  forgetAll(): void;
}

const before = -1;
const setsAtOnce = 10;

export function createLeftBundles(database: SqliteDatabase): LeftBundles {
  const insert = database.prepare<LeftSet & { generation: string; after: number }>(`
    INSERT INTO left_bundles (set_name, generation, bundles, after) VALUES (@set, @generation, @bundles, @after)
    ON CONFLICT DO UPDATE SET bundles = max(bundles, excluded.bundles), after = max(after, excluded.after)`);
  const selectForgotten = database.prepare<[string], LeftSet>(`
    SELECT bundle_set AS "set", max(bundles, bundled) AS bundles FROM generations
    WHERE name = ? AND bundle_set IS NOT NULL AND is_whole = 1 AND NOT EXISTS (
      SELECT 1 FROM shared_things WHERE subject = 'generation' AND item = name AND is_own = 0)`);
  const isNamed = `SELECT 1 FROM shared_things
    WHERE subject = 'generation' AND item = generation AND json_extract(value, '$.bundleSet') = set_name`;
  const removeNamed = database.prepare(`
    DELETE FROM left_bundles WHERE EXISTS (${isNamed}) AND NOT EXISTS (
      SELECT 1 FROM outbox WHERE subject = 'generation' AND item = generation)`);
  const select = database.prepare<[number], LeftSet>(`
    SELECT set_name AS "set", bundles FROM left_bundles WHERE after <= ?
      AND NOT EXISTS (${isNamed})
      AND NOT EXISTS (SELECT 1 FROM outbox WHERE subject = 'generation' AND item = generation)
    LIMIT ${setsAtOnce}`);
  const remove = database.prepare<[string]>('DELETE FROM left_bundles WHERE set_name = ?');
  const removeAll = database.prepare('DELETE FROM left_bundles');

  const leave: LeftBundles['leave'] = ({ set, generation, bundles }, after = before) =>
    void insert.run({ set, generation, bundles, after });

  return {
    leave,
    leaveForgotten(names) {
      for (const generation of names) {
        const found = selectForgotten.get(generation);
        if (found !== undefined) leave({ ...found, generation });
      }
    },
    removable(received) {
      removeNamed.run();
      return select.all(received);
    },
    forget(sets) {
      for (const { set } of sets) remove.run(set);
    },
    forgetAll() {
      removeAll.run();
    },
  };
}
