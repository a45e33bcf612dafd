/** The lists that generations made, kept by generation: which of them stand is the journal's to change. */
import type { GeneratedList } from '../../../core/lists/ports.ts';
import type { SqliteDatabase } from '../openSqlite.ts';

/** All of it but `listOf`, `all` and `standing` is to be used within a transaction. */
export interface GeneratedLists {
  /** Null where no generation that stands made the product's list. */
  listOf(listType: string, productId: string): GeneratedList | null;
  /** Those of one type that stand, in no order. */
  all(listType: string): GeneratedList[];
  /** The numbers of the generations of a type that stand. */
  standing(listType: string): number[];
  /** Begins a generation that does not stand yet; what no undo or redo can bring back any more is removed. */
  begin(listType: string, rules: string, now: string): number;
  add(generation: number, listType: string, lists: readonly GeneratedList[]): void;
  productsOf(generation: string): string[];
  /** Takes lists and their entries over to other ids; where both have a list of one generation, the one that did not move stays. @returns how many */
  rename(newIds: ReadonlyMap<string, string>): number;
}

interface Row {
  readonly listType: string;
  readonly productId: string;
  readonly generation: number;
  readonly rule: number | null;
  readonly entries: string;
}

const columns = 'list_type AS listType, product_id AS productId, generation, rule, entries';

export function createGeneratedLists(database: SqliteDatabase): GeneratedLists {
  const selectOne = database.prepare<[string, string], Row>(`
    SELECT ${columns} FROM generated_lists WHERE list_type = ? AND product_id = ?
      AND generation IN (SELECT id FROM generations WHERE standing_since IS NOT NULL)
    ORDER BY generation DESC LIMIT 1`);
  const selectStanding = database.prepare<[string], Row>(`
    SELECT list_type AS listType, product_id AS productId, max(generation) AS generation, rule, entries
    FROM generated_lists
    WHERE list_type = ? AND generation IN (SELECT id FROM generations WHERE standing_since IS NOT NULL)
    GROUP BY product_id`);
  const selectGenerations = database
    .prepare<[string], number>(
      'SELECT id FROM generations WHERE list_type = ? AND standing_since IS NOT NULL ORDER BY id',
    )
    .pluck();
  const selectAll = database.prepare<[], Row>(`SELECT ${columns} FROM generated_lists`);
  const removeForgotten = database.prepare(`
    DELETE FROM generations WHERE standing_since IS NULL AND CAST(id AS TEXT) NOT IN
      (SELECT item FROM journal WHERE subject = 'generation' AND state IN ('done', 'undone'))`);
  const insertGeneration = database
    .prepare<[string, string, string], number>(
      'INSERT INTO generations (list_type, rules, made_at) VALUES (?, ?, ?) RETURNING id',
    )
    .pluck();
  const insert = database.prepare(`
    INSERT INTO generated_lists (list_type, product_id, generation, rule, entries)
    VALUES (@listType, @productId, @generation, @rule, @entries) ON CONFLICT DO NOTHING`);
  const remove = database.prepare(
    'DELETE FROM generated_lists WHERE list_type = @listType AND product_id = @productId AND generation = @generation',
  );
  const selectProducts = database
    .prepare<[string], string>('SELECT product_id FROM generated_lists WHERE generation = ?')
    .pluck();

  return {
    listOf(listType, productId) {
      const row = selectOne.get(listType, productId);
      return row === undefined ? null : toList(row);
    },
    all: (listType) => selectStanding.all(listType).map(toList),
    standing: (listType) => selectGenerations.all(listType),
    begin(listType, rules, now) {
      removeForgotten.run();
      const id = insertGeneration.get(listType, rules, now);
      if (id === undefined) throw new RangeError('A generation got no number.');
      return id;
    },
    add(generation, listType, lists) {
      for (const { productId, rule, entries } of lists)
        insert.run({ listType, productId, generation, rule, entries: JSON.stringify(entries) });
    },
    productsOf: (generation) => selectProducts.all(generation),
    rename(newIds) {
      if (newIds.size === 0) return 0;
      const moved: { from: Row; to: Row }[] = [];
      for (const row of selectAll.iterate()) {
        const to = renameRow(row, newIds);
        if (to !== row) moved.push({ from: row, to });
      }
      for (const { from } of moved) remove.run(from);
      for (const { to } of moved) insert.run(to);
      return moved.length;
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
