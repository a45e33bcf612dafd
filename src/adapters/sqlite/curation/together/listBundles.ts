/** Bundles of generated lists: those that are to be sent, and those that others sent. To be used within a transaction. */
import { randomUUID } from 'node:crypto';
import type { GeneratedList } from '../../../../core/lists/ports.ts';
import {
  type BundleName,
  bundleText,
  type ListBundle,
  listsPerBundle,
  readBundleText,
} from '../../../../core/team/bundles.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';
import type { GeneratedLists } from '../generatedLists.ts';
import type { SharedRenamings } from './sharedRenamings.ts';

export interface ListBundles {
  /** From now on lists that come to it are to be sent as they are. */
  begin(generation: number): void;
  add(generation: number, lists: readonly GeneratedList[]): void;
  /**
   * Somebody here said that it stands: until that is sent it is newer than all others. Its lists are to be sent before, also where they were
   * sent already: they may not be there any more.
   */
  raise(name: string): void;
  /** Another index is followed: its lists are to be sent again. */
  renew(name: string): void;
  /** Of what stands, the oldest first. */
  unsent(): ListBundle[];
  areUnsent(name: string): boolean;
  forget(bundles: readonly BundleName[]): void;
  /** Of what others say stands, the newest first. @param except sets */
  missing(except: ReadonlySet<string>): BundleName[];
  /** @returns the products of generations whose lists are all here by this; null where there is no such generation */
  take(bundles: readonly ListBundle[]): readonly string[] | null;
  /** It stands by these bundles from now on, whatever others there were. */
  use(name: string, set: string): void;
}

/** A megabyte or two. */
const bundlesAtOnce = 20;
/** Greater than the number of any write. */
export const unsentOrder = 2 ** 52;

interface PartRow {
  readonly id: number;
  readonly set: string;
  readonly bundles: number;
}

export function createListBundles(
  database: SqliteDatabase,
  generated: GeneratedLists,
  renamings: SharedRenamings,
): ListBundles {
  const beginSet = database.prepare<{ id: number; set: string; knows: string; order: number }>(`
    UPDATE generations SET bundle_set = @set, bundles = 0, knows = @knows, order_number = @order WHERE id = @id`);
  const raiseOrder = database.prepare<[number, string]>(
    'UPDATE generations SET order_number = ? WHERE name = ?',
  );
  const selectByName = database.prepare<[string], { id: number; order: number }>(
    'SELECT id, order_number AS "order" FROM generations WHERE name = ?',
  );
  const hasSet = database
    .prepare<[number], number>('SELECT bundle_set IS NOT NULL FROM generations WHERE id = ?')
    .pluck();
  const nextPlace = database
    .prepare<[number], number>(
      'UPDATE generations SET bundles = bundles + 1 WHERE id = ? RETURNING bundles - 1',
    )
    .pluck();
  const insertUnsent = database.prepare<[number, number, string]>(
    'INSERT INTO unsent_bundles (generation, place, lists) VALUES (?, ?, ?)',
  );
  const removeUnsent = database.prepare<[number]>('DELETE FROM unsent_bundles WHERE generation = ?');
  const selectUnsent = database.prepare<[], BundleName & { lists: string }>(`
    SELECT bundle_set AS "set", place, lists FROM unsent_bundles JOIN generations ON id = generation
    WHERE standing_since IS NOT NULL ORDER BY id, place LIMIT ${bundlesAtOnce}`);
  const countUnsent = database
    .prepare<[string], number>(
      'SELECT count(*) FROM unsent_bundles WHERE generation = (SELECT id FROM generations WHERE name = ?)',
    )
    .pluck();
  const forgetOne = database.prepare<BundleName>(`
    DELETE FROM unsent_bundles
    WHERE place = @place AND generation = (SELECT id FROM generations WHERE bundle_set = @set)`);
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

  const removeOthers = database.prepare<[string, string]>(
    'DELETE FROM unsent_bundles WHERE generation = (SELECT id FROM generations WHERE name = ? AND bundle_set <> ?)',
  );

  function begin(id: number, set: string, order: number): void {
    removeUnsent.run(id);
    beginSet.run({ id, set, order, knows: JSON.stringify(renamings.ids()) });
  }

  function add(id: number, lists: readonly GeneratedList[]): void {
    for (let at = 0; at < lists.length; at += listsPerBundle)
      insertUnsent.run(id, nextPlace.get(id) ?? 0, bundleText(lists.slice(at, at + listsPerBundle)));
  }

  function bundleAll(name: string, id: number, order: number): void {
    begin(id, randomUUID(), order);
    for (const lists of generated.listsOf(name)) add(id, lists);
  }

  function areUnsent(name: string): boolean {
    return (countUnsent.get(name) ?? 0) > 0;
  }

  function complete({ id, knows }: { id: number; knows: string }): readonly string[] {
    const known = new Set(JSON.parse(knows) as string[]);
    for (const { id: renaming, newIds } of renamings.all())
      if (!known.has(renaming)) generated.rename(newIds, { generation: id });
    makeWhole.run(id);
    removeFetched.run(id);
    return generated.productsOf(selectName.get(id) ?? '');
  }

  return {
    begin: (generation) => begin(generation, randomUUID(), unsentOrder),
    add(generation, lists) {
      if (hasSet.get(generation) === 1) add(generation, lists);
    },
    raise(name) {
      const found = selectByName.get(name);
      if (found === undefined) return;
      if (areUnsent(name)) raiseOrder.run(unsentOrder, name);
      else bundleAll(name, found.id, unsentOrder);
    },
    renew(name) {
      const found = selectByName.get(name);
      if (found !== undefined) bundleAll(name, found.id, found.order);
    },
    unsent: () =>
      selectUnsent.all().map(({ set, place, lists }) => ({ set, place, lists: readBundleText(lists) ?? [] })),
    areUnsent,
    forget(bundles) {
      for (const { set, place } of bundles) forgetOne.run({ set, place });
    },
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
    use(name, set) {
      removePart.run(name, set);
      removeOthers.run(name, set);
    },
  };
}
