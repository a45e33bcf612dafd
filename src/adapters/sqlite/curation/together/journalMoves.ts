/** Steps that were made here of what another's renaming moved: they are undone where it is now. To be used within a transaction. */
import type { Move, MovedThing, ThingName } from '../../../../core/team/ports.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';

export interface JournalMoves {
  /** @param text what stands there. @returns whether it is what the last of these steps said */
  follow(moved: MovedThing, to: ThingName, text: string): boolean;
}

interface Place {
  readonly subject: string;
  readonly listType: string;
  readonly from: string;
  readonly fromItem: string;
  /** Of steps that are there because of this renaming; null: of those that no renaming of `moves` took there. */
  readonly since: string | null;
  /** The ids of all renamings that moved it, as JSON. */
  readonly moves: string;
}

const ofPlace = `subject = @subject AND list_type = @listType AND product_id = @from AND item = @fromItem AND CASE
  WHEN @since IS NULL THEN moved_by IS NULL OR moved_by NOT IN (SELECT value FROM json_each(@moves)) ELSE moved_by = @since END`;

export function createJournalMoves(database: SqliteDatabase): JournalMoves {
  const selectLast = database.prepare<Place, { number: number; after: string | null }>(
    `SELECT number, after FROM journal WHERE ${ofPlace} AND state = 'done' ORDER BY number DESC LIMIT 1`,
  );
  const update = database.prepare<Place & Record<'to' | 'toItem' | 'by', string>>(
    `UPDATE journal SET product_id = @to, item = @toItem, moved_by = @by WHERE ${ofPlace}`,
  );
  return {
    follow({ from, by, earlier = [] }, { subject, listType, productId, item }, text) {
      const moves: readonly Move[] = [...earlier, { from, by }];
      const places = moves.map(
        (move, at): Place => ({
          ...{ subject, listType, from: move.from.productId, fromItem: move.from.item },
          since: moves[at - 1]?.by ?? null,
          moves: JSON.stringify(moves.map((one) => one.by)),
        }),
      );
      // Some are where a renaming before took them, and some were never seen there.
      const found = places.flatMap((place) => selectLast.get(place) ?? []);
      const [last] = found.toSorted((one, other) => other.number - one.number);
      for (const place of places) update.run({ ...place, to: productId, toItem: item, by });
      const after = last?.after ?? null;
      return after !== null && isWordOf(after, text);
    },
  };
}

/** At the moment at which it was said there; a pin may have another place by now, and steps leave out what is as usual. */
function isWordOf(step: string, text: string): boolean {
  const { position: _, ...word } = JSON.parse(step) as Record<string, unknown>;
  const standing = JSON.parse(text) as Record<string, unknown>;
  return Object.entries(word).every(([name, value]) => standing[name] === value);
}
