/** The lists that generations made, kept by generation: which of them stand is the journal's to change, or what others say. */
import { randomUUID } from 'node:crypto';
import type { GeneratedList } from '../../../core/lists/ports.ts';
import { listsPerBundle } from '../../../core/team/bundles.ts';
import type { SqliteDatabase } from '../openSqlite.ts';

/** All of it but `listOf`, `all`, `standing` and `listsOf` is to be used within a transaction. */
export interface GeneratedLists {
  /** Null where no generation that stands made the product's list. */
  listOf(listType: string, productId: string): GeneratedList | null;
  /** Those of one type that stand, in no order. */
  all(listType: string): GeneratedList[];
  /** The generations of a type that stand, the newest last; others where their lists are. */
  standing(listType: string): string[];
  /** The lists of one generation, a few at a time. @param after those of products after this one */
  listsOf(name: string, after?: string): Iterable<readonly GeneratedList[]>;
  /** The names of those that no undo or redo can bring back any more. */
  forgotten(): string[];
  /** Begins a generation that does not stand yet; what is forgotten is removed. */
  begin(listType: string, rules: string, now: string): number;
  nameOf(generation: number): string;
  add(generation: number, listType: string, lists: readonly GeneratedList[]): void;
  /** None before all its lists are here. */
  productsOf(name: string): string[];
  /**
   * Takes lists and their entries over to other ids; where both have a list of one generation, the one that did not move stays. Lists that
   * are not all here follow once they are.
   * @returns the products of those that changed, by their new ids
   */
  rename(newIds: ReadonlyMap<string, string>, only?: RenamedLists): string[];
}

export interface RenamedLists {
  /** Of this generation alone. */
  readonly generation?: number;
  /** Not of generations that have this renaming in their lists already. */
  readonly renaming?: string;
}

interface Row {
  readonly listType: string;
  readonly productId: string;
  readonly generation: number;
  readonly rule: number | null;
  readonly entries: string;
}

const columns = 'list_type AS listType, product_id AS productId, generation, rule, entries';
const joined = `generated_lists.list_type AS listType, product_id AS productId, generation, rule, entries
  FROM generated_lists JOIN generations ON generations.id = generation`;
const isStanding = 'standing_since IS NOT NULL AND is_whole = 1';

export function createGeneratedLists(database: SqliteDatabase): GeneratedLists {
  const selectOne = database.prepare<[string, string], Row>(`
    SELECT ${joined} WHERE generated_lists.list_type = ? AND product_id = ? AND ${isStanding}
    ORDER BY order_number DESC, generation DESC LIMIT 1`);
  const selectGenerations = database.prepare<[string], { id: number; renamings: number }>(`
    SELECT id, (SELECT count(*) FROM shared_renamings) AS renamings FROM generations
    WHERE list_type = ? AND ${isStanding} ORDER BY order_number, id`);
  const selectOfGeneration = database.prepare<[number], Row>(
    `SELECT ${columns} FROM generated_lists WHERE generation = ? ORDER BY product_id`,
  );
  // By all that the index has, so that a page costs as much as it holds.
  const selectSome = database.prepare<[string, string, number], Row>(
    `SELECT ${joined} AND generations.list_type = generated_lists.list_type
    WHERE name = ? AND product_id > ? ORDER BY product_id LIMIT ?`,
  );
  const selectToRename = database.prepare<{ generation: number | null; renaming: string | null }, Row>(`
    SELECT ${columns} FROM generated_lists WHERE generation IN (
      SELECT id FROM generations
      WHERE (id = @generation OR (@generation IS NULL AND is_whole = 1))
        AND NOT EXISTS (SELECT 1 FROM json_each(knows) WHERE value = @renaming))`);
  const isForgotten = `standing_since IS NULL AND name NOT IN
    (SELECT item FROM journal WHERE subject = 'generation' AND state IN ('done', 'undone'))`;
  const selectForgotten = database
    .prepare<[], string>(`SELECT name FROM generations WHERE ${isForgotten}`)
    .pluck();
  const removeForgotten = database.prepare(`DELETE FROM generations WHERE ${isForgotten}`);
  /** What is bundled already has other ids. */
  const bundleAnew = database.prepare<[number]>(
    "UPDATE generations SET bundle_after = '' WHERE id = ? AND bundle_after IS NOT NULL",
  );
  const insertGeneration = database
    .prepare<[string, string, string, string], number>(
      'INSERT INTO generations (name, list_type, rules, made_at) VALUES (?, ?, ?, ?) RETURNING id',
    )
    .pluck();
  const selectName = database.prepare<[number], string>('SELECT name FROM generations WHERE id = ?').pluck();
  const insert = database.prepare(`
    INSERT INTO generated_lists (list_type, product_id, generation, rule, entries)
    VALUES (@listType, @productId, @generation, @rule, @entries) ON CONFLICT DO NOTHING`);
  const remove = database.prepare(
    'DELETE FROM generated_lists WHERE list_type = @listType AND product_id = @productId AND generation = @generation',
  );
  const selectProducts = database
    .prepare<[string], string>(
      'SELECT product_id FROM generated_lists WHERE generation = (SELECT id FROM generations WHERE name = ? AND is_whole = 1)',
    )
    .pluck();

  return {
    listOf(listType, productId) {
      const row = selectOne.get(listType, productId);
      return row === undefined ? null : toList(row);
    },
    all(listType) {
      const rows = new Map<string, Row>();
      for (const { id } of selectGenerations.all(listType))
        for (const row of selectOfGeneration.iterate(id)) rows.set(row.productId, row);
      return [...rows.values()].map(toList);
    },
    standing: (listType) => selectGenerations.all(listType).map(({ id, renamings }) => `${id} ${renamings}`),
    *listsOf(name, from = '') {
      for (let after = from; ; ) {
        const rows = selectSome.all(name, after, listsPerBundle);
        if (rows.length > 0) yield rows.map(toList);
        if (rows.length < listsPerBundle) return;
        after = rows.at(-1)?.productId ?? '';
      }
    },
    forgotten: () => selectForgotten.all(),
    begin(listType, rules, now) {
      removeForgotten.run();
      const id = insertGeneration.get(randomUUID(), listType, rules, now);
      if (id === undefined) throw new RangeError('A generation got no number.');
      return id;
    },
    nameOf(generation) {
      const name = selectName.get(generation);
      if (name === undefined) throw new RangeError(`There is no generation ${generation}.`);
      return name;
    },
    add(generation, listType, lists) {
      for (const { productId, rule, entries } of lists)
        insert.run({ listType, productId, generation, rule, entries: JSON.stringify(entries) });
    },
    productsOf: (name) => selectProducts.all(name),
    rename(newIds, only = {}) {
      if (newIds.size === 0) return [];
      const moved: { from: Row; to: Row }[] = [];
      const { generation = null, renaming = null } = only;
      for (const row of selectToRename.iterate({ generation, renaming })) {
        const to = renameRow(row, newIds);
        if (to !== row) moved.push({ from: row, to });
      }
      for (const { from } of moved) remove.run(from);
      for (const { to } of moved) insert.run(to);
      for (const id of new Set(moved.map(({ to }) => to.generation))) bundleAnew.run(id);
      return moved.map(({ to }) => to.productId);
    },
  };
}

function toList({ productId, rule, entries }: Row): GeneratedList {
  return { productId, rule, entries: JSON.parse(entries) as string[] };
}

/** The row itself where no id in it is renamed; a product is never in its own list, and in another one once. */
function renameRow(row: Row, newIds: ReadonlyMap<string, string>): Row {
  const entries = toList(row).entries;
  if (!newIds.has(row.productId) && !entries.some((id) => newIds.has(id))) return row;
  const productId = newIds.get(row.productId) ?? row.productId;
  const renamed = new Set(entries.map((id) => newIds.get(id) ?? id));
  renamed.delete(productId);
  return { ...row, productId, entries: JSON.stringify([...renamed]) };
}
