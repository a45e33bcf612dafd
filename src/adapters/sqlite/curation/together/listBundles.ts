/** Bundles of generated lists that are to be sent. To be used within a transaction. */
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
import type { LeftBundles } from './leftBundles.ts';
import type { SharedRenamings } from './sharedRenamings.ts';

export interface ListBundles {
  /** From now on lists that come to it are to be sent as they are. */
  begin(generation: number): void;
  add(generation: number, lists: readonly GeneratedList[]): void;
  /**
   * Somebody here said that it stands: until that is sent it is newer than all others. Its lists are to be sent before, also where they were
   * sent already: they may not be there any more. Of one whose lists are not all here nothing is sent.
   */
  raise(name: string): void;
  /** Another index is followed: its lists are to be sent again. */
  renew(name: string): void;
  /** Of what stands, the oldest first; of lists that were not bundled yet a few bundles are made. */
  unsent(): ListBundle[];
  areUnsent(name: string): boolean;
  /** What others are to find once it is said that it stands, or no longer does; null: nothing. */
  toBeFound(name: string, isStanding: boolean): string | null;
  /** What was sent is gone. @returns false where not all of its lists are here */
  anew(name: string): boolean;
  /** Sets by which generations stand. */
  named(): ReadonlySet<string>;
  forget(bundles: readonly BundleName[]): void;
  /** It stands by these bundles from now on, which another made: what was made of it here is left. */
  drop(name: string, set: string): void;
}

/** A megabyte or two. */
export const bundlesAtOnce = 20;
/** Reading the lists takes longer than sending them: nobody is to wait for it. */
const madeAtOnce = 5;
/** Greater than the number of any write. */
export const unsentOrder = 2 ** 52;

interface GenerationRow {
  readonly id: number;
  readonly name: string;
  readonly set: string | null;
  /** All that there are to be. */
  readonly bundles: number;
  /** So many were made here; 0 where another made them. */
  readonly bundled: number;
  readonly after: string | null;
  readonly order: number;
  readonly isWhole: number;
}

const columns = `id, name, bundle_set AS "set", bundles, bundled, bundle_after AS after, order_number AS "order",
  is_whole AS isWhole`;

export function createListBundles(
  database: SqliteDatabase,
  {
    generated,
    renamings,
    left,
  }: {
    readonly generated: Pick<GeneratedLists, 'listsOf'>;
    readonly renamings: Pick<SharedRenamings, 'ids'>;
    readonly left: Pick<LeftBundles, 'leave'>;
  },
): ListBundles {
  const selectById = database.prepare<[number], GenerationRow>(
    `SELECT ${columns} FROM generations WHERE id = ?`,
  );
  const selectByName = database.prepare<[string], GenerationRow>(
    `SELECT ${columns} FROM generations WHERE name = ?`,
  );
  const selectToBundle = database.prepare<[], GenerationRow>(`
    SELECT ${columns} FROM generations WHERE bundle_after IS NOT NULL AND standing_since IS NOT NULL ORDER BY id LIMIT 1`);
  const selectNamed = database
    .prepare<[], string>(`
      SELECT bundle_set FROM generations WHERE bundle_set IS NOT NULL AND standing_since IS NOT NULL
      UNION SELECT json_extract(value, '$.bundleSet') FROM shared_things
      WHERE subject = 'generation' AND json_extract(value, '$.bundleSet') IS NOT NULL`)
    .pluck();
  const selectChanged = database.prepare<[], GenerationRow>(
    `SELECT ${columns} FROM generations WHERE bundle_after = '' AND bundled > 0`,
  );
  const setBundles = database.prepare<{
    id: number;
    set: string;
    bundles: number;
    after: string | null;
    knows: string;
  }>(`
    UPDATE generations SET bundle_set = @set, bundles = @bundles, bundled = 0, bundle_after = @after, knows = @knows WHERE id = @id`);
  const setOrder = database.prepare<[number, number]>('UPDATE generations SET order_number = ? WHERE id = ?');
  const countLists = database
    .prepare<[number], number>('SELECT count(*) FROM generated_lists WHERE generation = ?')
    .pluck();
  const setKnows = database.prepare<[string, number]>('UPDATE generations SET knows = ? WHERE id = ?');
  const noteBundled = database.prepare<{
    id: number;
    bundled: number;
    bundles: number;
    after: string | null;
  }>('UPDATE generations SET bundled = @bundled, bundles = @bundles, bundle_after = @after WHERE id = @id');
  const insertUnsent = database.prepare<[number, number, string]>(
    'INSERT INTO unsent_bundles (generation, place, lists) VALUES (?, ?, ?)',
  );
  const removeUnsent = database.prepare<[number]>('DELETE FROM unsent_bundles WHERE generation = ?');
  const selectUnsent = database.prepare<[], BundleName & { lists: string }>(`
    SELECT bundle_set AS "set", place, lists FROM unsent_bundles JOIN generations ON id = generation
    WHERE standing_since IS NOT NULL ORDER BY id, place LIMIT ${bundlesAtOnce}`);
  const countUnsent = database
    .prepare<[number], number>('SELECT count(*) FROM unsent_bundles WHERE generation = ?')
    .pluck();
  const forgetOne = database.prepare<BundleName>(`
    DELETE FROM unsent_bundles
    WHERE place = @place AND generation = (SELECT id FROM generations WHERE bundle_set = @set)`);

  const knows = () => JSON.stringify(renamings.ids());

  function leave({ name, set, bundles, bundled }: GenerationRow): void {
    if (set !== null) left.leave({ set, generation: name, bundles: Math.max(bundles, bundled) });
  }

  /** A set of another name; whatever there was of the one before is left. */
  function bundleAnew(row: GenerationRow): void {
    leave(row);
    removeUnsent.run(row.id);
    const bundles = Math.ceil((countLists.get(row.id) ?? 0) / listsPerBundle);
    // Where there are no lists, there is nothing to be made.
    const after = bundles === 0 ? null : '';
    setBundles.run({ id: row.id, set: randomUUID(), bundles, after, knows: knows() });
  }

  function isUnsent({ id, after }: GenerationRow): boolean {
    return after !== null || (countUnsent.get(id) ?? 0) > 0;
  }

  function add(row: GenerationRow, lists: readonly GeneratedList[], after: string | null): GenerationRow {
    let { bundled } = row;
    for (let at = 0; at < lists.length; at += listsPerBundle)
      insertUnsent.run(row.id, bundled++, bundleText(lists.slice(at, at + listsPerBundle)));
    const bundles = after === null ? bundled : row.bundles;
    noteBundled.run({ id: row.id, bundled, bundles, after });
    return { ...row, bundled, bundles, after };
  }

  function make(row: GenerationRow): void {
    if (row.bundled === 0) setKnows.run(knows(), row.id);
    let now = row;
    let made = 0;
    for (const lists of generated.listsOf(row.name, row.after ?? '')) {
      const isLast = lists.length < listsPerBundle;
      now = add(now, lists, isLast ? null : (lists.at(-1)?.productId ?? null));
      made++;
      if (isLast || made === madeAtOnce) return;
    }
    noteBundled.run({ id: row.id, bundled: now.bundled, bundles: now.bundled, after: null });
  }

  return {
    begin(id) {
      setBundles.run({ id, set: randomUUID(), bundles: 0, after: null, knows: knows() });
      setOrder.run(unsentOrder, id);
    },
    add(id, lists) {
      const row = selectById.get(id);
      if (row !== undefined && row.set !== null) add(row, lists, null);
    },
    raise(name) {
      const row = selectByName.get(name);
      if (row === undefined) return;
      if (row.isWhole === 1 && !isUnsent(row)) bundleAnew(row);
      setOrder.run(unsentOrder, row.id);
    },
    renew(name) {
      const row = selectByName.get(name);
      if (row !== undefined) bundleAnew(row);
    },
    unsent() {
      // Products were renamed meanwhile: the bundles that are made already have other ids.
      for (const row of selectChanged.all()) bundleAnew(row);
      const row = selectUnsent.get() === undefined ? selectToBundle.get() : undefined;
      if (row !== undefined) make(row);
      return selectUnsent
        .all()
        .map(({ set, place, lists }) => ({ set, place, lists: readBundleText(lists) ?? [] }));
    },
    areUnsent(name) {
      const row = selectByName.get(name);
      return row !== undefined && isUnsent(row);
    },
    toBeFound(name, isStanding) {
      const row = selectByName.get(name);
      if (row === undefined || row.bundles === 0) return null;
      // Who has all of it never needs again what it takes back.
      return isStanding || row.isWhole === 0 ? row.set : null;
    },
    anew(name) {
      const row = selectByName.get(name);
      if (row?.isWhole !== 1) return false;
      bundleAnew(row);
      return true;
    },
    named: () => new Set(selectNamed.all()),
    forget(bundles) {
      for (const { set, place } of bundles) forgetOne.run({ set, place });
    },
    drop(name, set) {
      const row = selectByName.get(name);
      if (row === undefined || row.set === set) return;
      if (row.bundled > 0) leave(row);
      removeUnsent.run(row.id);
      noteBundled.run({ id: row.id, bundled: 0, bundles: row.bundles, after: null });
    },
  };
}
