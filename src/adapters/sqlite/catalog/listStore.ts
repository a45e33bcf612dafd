/** A curator's decisions on look-alikes. */
import type { Decision, DecisionState } from '../../../contract/lists.ts';
import type { CatalogDatabase } from './openDatabase.ts';

export interface ListStore {
  /** Pinned first, in their order; then the others as they were decided. */
  decisionsOf(productId: string): Decision[];
  /** Sets or takes back (null) a decision; returns the one that stood before. */
  decide(productId: string, lookAlikeId: string, state: DecisionState | null): DecisionState | null;
}

export function createListStore(database: CatalogDatabase): ListStore {
  const select = database.prepare<[string], Decision>(`
    SELECT other.id, decisions.state FROM decisions
    JOIN products AS product ON product.key = decisions.product_key
    JOIN products AS other ON other.key = decisions.look_alike_key
    WHERE product.id = ?
    ORDER BY decisions.state <> 'pinned', decisions.position`);
  const selectOne = database
    .prepare<[string, string], DecisionState>(`
      SELECT decisions.state FROM decisions
      JOIN products AS product ON product.key = decisions.product_key
      JOIN products AS other ON other.key = decisions.look_alike_key
      WHERE product.id = ? AND other.id = ?`)
    .pluck();
  const upsert = database.prepare(`
    INSERT INTO decisions (product_key, look_alike_key, state, position, decided_at)
    SELECT product.key, other.key, @state,
      (SELECT coalesce(max(position), 0) + 1 FROM decisions WHERE product_key = product.key), @now
    FROM products AS product, products AS other
    WHERE product.id = @productId AND other.id = @lookAlikeId
    ON CONFLICT DO UPDATE SET state = excluded.state, position = excluded.position, decided_at = excluded.decided_at`);
  const remove = database.prepare(`
    DELETE FROM decisions
    WHERE product_key = (SELECT key FROM products WHERE id = ?)
      AND look_alike_key = (SELECT key FROM products WHERE id = ?)`);

  return {
    decisionsOf: (productId) => select.all(productId),
    decide: database.transaction((productId: string, lookAlikeId: string, state: DecisionState | null) => {
      const previous = selectOne.get(productId, lookAlikeId) ?? null;
      if (state === null) remove.run(productId, lookAlikeId);
      else upsert.run({ productId, lookAlikeId, state, now: new Date().toISOString() });
      return previous;
    }),
  };
}
