/** Bundles of generated lists that others sent, until all of a generation are here. To be used within a transaction. */
import type { BundleName, ListBundle } from '../../../../core/team/bundles.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';
import type { GeneratedLists } from '../generatedLists.ts';
import { bundlesAtOnce } from './listBundles.ts';
import type { SharedRenamings } from './sharedRenamings.ts';

export interface ComingBundles {
  /** Of what others say stands, the newest first. @param except sets */
  missing(except: ReadonlySet<string>): BundleName[];
  /** @returns the products of generations whose lists are all here by this; null where there is no such generation */
  take(bundles: readonly ListBundle[]): readonly string[] | null;
  /** It comes in these bundles from now on: what is here of others is of no use. */
  drop(name: string, set: string): void;
}

interface PartRow {
  readonly id: number;
  readonly set: string;
  readonly bundles: number;
}

export function createComingBundles(
  database: SqliteDatabase,
  generated: GeneratedLists,
  renamings: Pick<SharedRenamings, 'all'>,
): ComingBundles {
  const selectParts = database.prepare<[], PartRow>(`
    SELECT id, bundle_set AS "set", bundles FROM generations WHERE is_whole = 0 AND standing_since IS NOT NULL
    ORDER BY order_number DESC, id DESC`);
  const selectPart = database.prepare<[string], PartRow & { listType: string; knows: string }>(`
    SELECT id, bundle_set AS "set", bundles, list_type AS listType, knows FROM generations
    WHERE is_whole = 0 AND bundle_set = ?`);
  const selectFetched = database
    .prepare<[number], number>('SELECT place FROM fetched_bundles WHERE generation = ?')
    .pluck();
  const noteFetched = database.prepare<[number, number]>(
    'INSERT OR IGNORE INTO fetched_bundles (generation, place) VALUES (?, ?)',
  );
  const removeFetched = database.prepare<[number]>('DELETE FROM fetched_bundles WHERE generation = ?');
  const makeWhole = database.prepare<[number]>('UPDATE generations SET is_whole = 1 WHERE id = ?');
  const selectName = database.prepare<[number], string>('SELECT name FROM generations WHERE id = ?').pluck();
  const removePart = database.prepare<[string, string]>(
    'DELETE FROM generations WHERE name = ? AND is_whole = 0 AND bundle_set <> ?',
  );

  function complete({ id, knows }: { id: number; knows: string }): readonly string[] {
    const known = new Set(JSON.parse(knows) as string[]);
    for (const { id: renaming, newIds } of renamings.all())
      if (!known.has(renaming)) generated.rename(newIds, { generation: id });
    makeWhole.run(id);
    removeFetched.run(id);
    return generated.productsOf(selectName.get(id) ?? '');
  }

  return {
    missing(except) {
      const missing: BundleName[] = [];
      for (const { id, set, bundles } of selectParts.all()) {
        if (except.has(set)) continue;
        const fetched = new Set(selectFetched.all(id));
        for (let place = 0; place < bundles; place++) {
          if (missing.length === bundlesAtOnce) return missing;
          if (!fetched.has(place)) missing.push({ set, place });
        }
      }
      return missing;
    },
    take(bundles) {
      const productIds: string[] = [];
      let isDone = false;
      for (const { set, place, lists } of bundles) {
        const part = selectPart.get(set);
        if (part === undefined || selectFetched.all(part.id).includes(place)) continue;
        generated.add(part.id, part.listType, lists);
        noteFetched.run(part.id, place);
        if (selectFetched.all(part.id).length < part.bundles) continue;
        isDone = true;
        productIds.push(...complete(part));
      }
      return isDone ? productIds : null;
    },
    drop(name, set) {
      removePart.run(name, set);
    },
  };
}
