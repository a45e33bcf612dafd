/** Steps in which another was quicker, kept until the person has settled them. To be used within a transaction. */
import type { Conflict, ContestedThing, ThingName } from '../../../../core/team/ports.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';

export interface ConflictLines {
  all(): Conflict[];
  get(id: number): Conflict | null;
  add(step: Pick<Conflict, 'operation' | 'at'>, things: readonly ContestedThing[]): void;
  /** Something else stands of it now. */
  follow(name: ThingName, standing: Pick<ContestedThing, 'theirs' | 'author' | 'theirsAt'>): void;
  remove(id: number): void;
}

interface Row extends ThingName, Omit<ContestedThing, 'name'>, Pick<Conflict, 'operation' | 'at'> {
  readonly conflict: number;
}

const columns = `conflict, operation, at, subject, list_type AS listType, product_id AS productId, item, mine, theirs, author,
  theirs_at AS theirsAt`;

export function createConflictLines(database: SqliteDatabase): ConflictLines {
  const nextNumber = database
    .prepare<[], number>("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'conflicts'")
    .pluck();
  const insert = database.prepare(`
    INSERT INTO conflicts (conflict, operation, at, subject, list_type, product_id, item, mine, theirs, author, theirs_at)
    VALUES (@conflict, @operation, @at, @subject, @listType, @productId, @item, @mine, @theirs, @author, @theirsAt)`);
  const selectAll = database.prepare<[], Row>(`SELECT ${columns} FROM conflicts ORDER BY number`);
  const selectOne = database.prepare<[number], Row>(
    `SELECT ${columns} FROM conflicts WHERE conflict = ? ORDER BY number`,
  );
  const update = database.prepare(`
    UPDATE conflicts SET theirs = @theirs, author = @author, theirs_at = @theirsAt
    WHERE subject = @subject AND list_type = @listType AND product_id = @productId AND item = @item`);
  const remove = database.prepare('DELETE FROM conflicts WHERE conflict = ?');
  return {
    all: () => [...Map.groupBy(selectAll.all(), ({ conflict }) => conflict).values()].flatMap(toConflict),
    get: (id) => toConflict(selectOne.all(id))[0] ?? null,
    add({ operation, at }, things) {
      const conflict = nextNumber.get() ?? 1;
      for (const { name, ...thing } of things) insert.run({ ...name, ...thing, conflict, operation, at });
    },
    follow(name, standing) {
      update.run({ ...name, ...standing });
    },
    remove(id) {
      remove.run(id);
    },
  };
}

function toConflict(rows: readonly Row[]): Conflict[] {
  const [first] = rows;
  if (first === undefined) return [];
  const things = rows.map(({ subject, listType, productId, item, mine, theirs, author, theirsAt }) => ({
    name: { subject, listType, productId, item },
    ...{ mine, theirs, author, theirsAt },
  }));
  return [{ id: first.conflict, operation: first.operation, at: first.at, things }];
}
