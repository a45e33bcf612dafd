/** What the cluster is known to have of each thing. To be used within a transaction. */

import { z } from 'zod';
import type { LeftSet } from '../../../../core/team/bundles.ts';
import type { Revision, ThingName } from '../../../../core/team/ports.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';
import type { LeftBundles } from './leftBundles.ts';

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

const setSchema = z.object({ bundleSet: z.string(), bundles: z.number() });

export function createSharedThings(database: SqliteDatabase, left: Pick<LeftBundles, 'leave'>): SharedThings {
  const select = database.prepare<ThingName, Row>(`
    SELECT seq_no AS seqNo, primary_term AS primaryTerm, value, author, at, is_own AS isOwn, moved
    FROM shared_things WHERE ${ofThing}`);
  const upsert = database.prepare(`
    INSERT OR REPLACE INTO shared_things (subject, list_type, product_id, item, seq_no, primary_term, value, author, at, is_own, moved)
    VALUES (@subject, @listType, @productId, @item, @seqNo, @primaryTerm, @value, @author, @at, @isOwn, @moved)`);
  const setOrder = database.prepare('UPDATE generations SET order_number = ? WHERE name = ?');
  const isPart = database
    .prepare<[string], number>('SELECT count(*) FROM generations WHERE name = ? AND is_whole = 0')
    .pluck();
  const remove = database.prepare(`DELETE FROM shared_things WHERE ${ofThing}`);
  const removeAll = database.prepare('DELETE FROM shared_things');

  /** Who says otherwise of a generation leaves its bundles. Who has not got all of its lists cannot bundle them anew, and keeps to them. */
  function leaveBundles(generation: string, before: string | null, now: KnownThing): void {
    const was = setOf(before);
    if (!now.isOwn || was === null || was.set === setOf(now.value)?.set || isPart.get(generation) === 1)
      return;
    left.leave({ ...was, generation }, now.seqNo);
  }

  return {
    get(name) {
      const row = select.get(name);
      return row === undefined ? null : { ...row, isOwn: row.isOwn === 1 };
    },
    set(name, known) {
      const { subject, listType, productId, item } = name;
      const { isOwn, seqNo, primaryTerm, value, author, at, moved } = known;
      if (subject === 'generation') leaveBundles(item, select.get(name)?.value ?? null, known);
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

function setOf(value: string | null): LeftSet | null {
  const { data } = setSchema.safeParse(value === null ? null : JSON.parse(value));
  return data === undefined ? null : { set: data.bundleSet, bundles: data.bundles };
}
