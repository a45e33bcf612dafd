/** What the cluster is known to have of each thing. To be used within a transaction. */
import type { Revision, ThingName } from '../../../../core/team/ports.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';

export interface KnownThing extends Revision {
  readonly value: string | null;
  readonly author: string;
  readonly at: string;
  /** Said in this replica. */
  readonly isOwn: boolean;
  /** Under which names it was said, as JSON; null: under this one. */
  readonly moved: string | null;
}

export interface SharedThings {
  get(name: ThingName): KnownThing | null;
  set(name: ThingName, known: KnownThing): void;
  forget(name: ThingName): void;
  forgetAll(): void;
}

interface Row extends Omit<KnownThing, 'isOwn'> {
  readonly isOwn: number;
}

const ofThing = 'subject = @subject AND list_type = @listType AND product_id = @productId AND item = @item';

export function createSharedThings(database: SqliteDatabase): SharedThings {
  const select = database.prepare<ThingName, Row>(`
    SELECT seq_no AS seqNo, primary_term AS primaryTerm, value, author, at, is_own AS isOwn, moved
    FROM shared_things WHERE ${ofThing}`);
  const upsert = database.prepare(`
    INSERT OR REPLACE INTO shared_things (subject, list_type, product_id, item, seq_no, primary_term, value, author, at, is_own, moved)
    VALUES (@subject, @listType, @productId, @item, @seqNo, @primaryTerm, @value, @author, @at, @isOwn, @moved)`);
  const setOrder = database.prepare('UPDATE generations SET order_number = ? WHERE name = ?');
  const remove = database.prepare(`DELETE FROM shared_things WHERE ${ofThing}`);
  const removeAll = database.prepare('DELETE FROM shared_things');
  return {
    get(name) {
      const row = select.get(name);
      return row === undefined ? null : { ...row, isOwn: row.isOwn === 1 };
    },
    set({ subject, listType, productId, item }, { isOwn, seqNo, primaryTerm, value, author, at, moved }) {
      upsert.run({
        ...{ subject, listType, productId, item },
        ...{ seqNo, primaryTerm, value, author, at, moved },
        isOwn: isOwn ? 1 : 0,
      });
      if (subject === 'generation') setOrder.run(seqNo, item);
    },
    forget(name) {
      remove.run(name);
    },
    forgetAll() {
      removeAll.run();
    },
  };
}
