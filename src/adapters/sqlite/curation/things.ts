/** The things that a curator changes, read and written by key, so that one journal serves all of them. */
import type { DecisionState } from '../../../contract/lists.ts';
import type { SqliteDatabase } from '../openSqlite.ts';

/** `generation`: that a generation's lists stand. */
export type Subject = 'decision' | 'correction' | 'generation';

export interface ThingKey {
  readonly subject: Subject;
  /** Empty for what belongs to no list. */
  readonly listType: string;
  /** Empty for what belongs to no product. */
  readonly productId: string;
  /** The look-alike of a decision, the field of a correction, the number of a generation. */
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

export interface GenerationValue {
  readonly standingSince: string;
}

export type ThingValue = DecisionValue | CorrectionValue | GenerationValue;

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

  const selectGeneration = database.prepare<[string], GenerationValue>(
    'SELECT standing_since AS standingSince FROM generations WHERE id = ? AND standing_since IS NOT NULL',
  );
  const markGeneration = database.prepare('UPDATE generations SET standing_since = ? WHERE id = ?');

  function find({ subject, listType, productId, item }: ThingKey): ThingValue | undefined {
    switch (subject) {
      case 'decision':
        return selectDecision.get(listType, productId, item);
      case 'correction':
        return selectCorrection.get(productId, item);
      case 'generation':
        return selectGeneration.get(item);
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
      case 'generation':
        markGeneration.run(null, item);
    }
  }

  return {
    read: (key) => find(key) ?? null,
    write(key, value) {
      const { listType, productId, item } = key;
      if (value === null) remove(key);
      else if ('standingSince' in value) markGeneration.run(value.standingSince, item);
      else if ('state' in value) upsertDecision.run({ listType, productId, item, ...value });
      else upsertCorrection.run({ productId, item, ...value });
    },
  };
}
