/** Steps that were made here of what another's renaming moved: they are undone where it is now. To be used within a transaction. */
import type { MovedThing, ThingName } from '../../../../core/team/ports.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';

export interface JournalMoves {
  /** @param text what stands there. @returns whether it is what the last of these steps said */
  follow(moved: MovedThing, to: ThingName, text: string): boolean;
}

type Moving = Record<'subject' | 'listType' | 'from' | 'fromItem' | 'to' | 'toItem' | 'by', string>;

const ofThing =
  'subject = @subject AND list_type = @listType AND product_id = @from AND item = @fromItem AND moved_by IS NOT @by';

export function createJournalMoves(database: SqliteDatabase): JournalMoves {
  const selectLast = database
    .prepare<Moving, string | null>(
      `SELECT after FROM journal WHERE ${ofThing} AND state = 'done' ORDER BY number DESC LIMIT 1`,
    )
    .pluck();
  const update = database.prepare<Moving>(
    `UPDATE journal SET product_id = @to, item = @toItem, moved_by = @by WHERE ${ofThing}`,
  );
  return {
    follow({ from, by }, { subject, listType, productId, item }, text) {
      const moving = {
        ...{ subject, listType, by },
        ...{ from: from.productId, fromItem: from.item, to: productId, toItem: item },
      };
      const last = selectLast.get(moving) ?? null;
      update.run(moving);
      return last !== null && isWordOf(last, text);
    },
  };
}

/** At the moment at which it was said there; a pin may have another place by now, and steps leave out what is as usual. */
function isWordOf(step: string, text: string): boolean {
  const { position: _, ...word } = JSON.parse(step) as Record<string, unknown>;
  const standing = JSON.parse(text) as Record<string, unknown>;
  return Object.entries(word).every(([name, value]) => standing[name] === value);
}
