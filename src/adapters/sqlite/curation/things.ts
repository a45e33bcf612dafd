/** The things that a curator changes, read and written by key, so that one journal serves all of them. */
import type { Opinion } from '../../../contract/boards.ts';
import type { DecisionState } from '../../../contract/lists.ts';
import type { SqliteDatabase } from '../openSqlite.ts';

export type Subject = 'decision' | 'correction' | 'board' | 'taste';

export interface ThingKey {
  readonly subject: Subject;
  /** The board's name for what belongs to a board; empty for what belongs to no list. */
  readonly listType: string;
  readonly productId: string;
  /** The look-alike of a decision, the field of a correction; else empty. */
  readonly item: string;
}

export interface DecisionValue {
  readonly state: DecisionState;
  readonly position: number | null;
  readonly reason: string | null;
  readonly decidedAt: string;
}

export interface CorrectionValue {
  readonly value: string;
  readonly correctedAt: string;
}

export interface BoardValue {
  readonly madeAt: string;
}

/** What is thought of a product on a board. */
export interface TasteValue {
  readonly opinion: Opinion;
  readonly markedAt: string;
  /** Among those marked at the same moment. */
  readonly place: number;
}

export type ThingValue = DecisionValue | CorrectionValue | BoardValue | TasteValue;

export interface Things {
  read(key: ThingKey): ThingValue | null;
  /** Null removes it. */
  write(key: ThingKey, value: ThingValue | null): void;
}

export function createThings(database: SqliteDatabase): Things {
  const selectDecision = database.prepare<[string, string, string], DecisionValue>(`
    SELECT state, position, reason, decided_at AS decidedAt FROM decisions
    WHERE list_type = ? AND product_id = ? AND look_alike_id = ?`);
  const upsertDecision = database.prepare(`
    INSERT INTO decisions (list_type, product_id, look_alike_id, state, position, reason, decided_at)
    VALUES (@listType, @productId, @item, @state, @position, @reason, @decidedAt)
    ON CONFLICT DO UPDATE SET state = excluded.state, position = excluded.position, reason = excluded.reason,
      decided_at = excluded.decided_at`);
  const deleteDecision = database.prepare(
    'DELETE FROM decisions WHERE list_type = ? AND product_id = ? AND look_alike_id = ?',
  );
  const selectCorrection = database.prepare<[string, string], CorrectionValue>(
    'SELECT value, corrected_at AS correctedAt FROM corrections WHERE product_id = ? AND field = ?',
  );
  const upsertCorrection = database.prepare(`
    INSERT INTO corrections (product_id, field, value, corrected_at) VALUES (@productId, @item, @value, @correctedAt)
    ON CONFLICT DO UPDATE SET value = excluded.value, corrected_at = excluded.corrected_at`);
  const deleteCorrection = database.prepare('DELETE FROM corrections WHERE product_id = ? AND field = ?');

  const selectBoard = database.prepare<[string], BoardValue>(
    'SELECT made_at AS madeAt FROM boards WHERE name = ?',
  );
  const upsertBoard = database.prepare(
    'INSERT INTO boards (name, made_at) VALUES (@listType, @madeAt) ON CONFLICT DO UPDATE SET made_at = excluded.made_at',
  );
  const deleteBoard = database.prepare('DELETE FROM boards WHERE name = ?');
  const selectTaste = database.prepare<[string, string], TasteValue>(
    'SELECT opinion, marked_at AS markedAt, place FROM tastes WHERE board = ? AND product_id = ?',
  );
  const upsertTaste = database.prepare(`
    INSERT INTO tastes (board, product_id, opinion, marked_at, place)
    VALUES (@listType, @productId, @opinion, @markedAt, @place)
    ON CONFLICT DO UPDATE SET opinion = excluded.opinion, marked_at = excluded.marked_at, place = excluded.place`);
  const deleteTaste = database.prepare('DELETE FROM tastes WHERE board = ? AND product_id = ?');

  function find({ subject, listType, productId, item }: ThingKey): ThingValue | undefined {
    switch (subject) {
      case 'decision':
        return selectDecision.get(listType, productId, item);
      case 'correction':
        return selectCorrection.get(productId, item);
      case 'board':
        return selectBoard.get(listType);
      case 'taste':
        return selectTaste.get(listType, productId);
    }
  }

  function remove({ subject, listType, productId, item }: ThingKey): void {
    switch (subject) {
      case 'decision':
        deleteDecision.run(listType, productId, item);
        break;
      case 'correction':
        deleteCorrection.run(productId, item);
        break;
      case 'board':
        deleteBoard.run(listType);
        break;
      case 'taste':
        deleteTaste.run(listType, productId);
        break;
    }
  }

  const upserts = {
    decision: upsertDecision,
    correction: upsertCorrection,
    board: upsertBoard,
    taste: upsertTaste,
  };

  return {
    read: (key) => find(key) ?? null,
    write(key, value) {
      if (value === null) return remove(key);
      const { listType, productId, item } = key;
      upserts[key.subject].run({ listType, productId, item, ...value });
    },
  };
}
