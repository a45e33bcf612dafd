/**
 * Decisions move to `curation.db`, where no import can remove them. They are on disk there before they go here, and a second
 * carrying over changes nothing, so a crash between the two loses none.
 */
import type { DecisionState } from '../../../../contract/lists.ts';
import type { CurationStore } from '../../../../core/lists/ports.ts';
import type { SqliteDatabase } from '../../openSqlite.ts';

export const sql = 'DROP TABLE decisions;';

interface OldDecision {
  productId: string;
  lookAlikeId: string;
  state: DecisionState;
  decidedAt: string;
}

export function carryDecisions(database: SqliteDatabase, curation: CurationStore | null): void {
  const decisions = database
    .prepare<[], OldDecision>(`
      SELECT product.id AS productId, other.id AS lookAlikeId, decisions.state, decisions.decided_at AS decidedAt
      FROM decisions
      JOIN products AS product ON product.key = decisions.product_key
      JOIN products AS other ON other.key = decisions.look_alike_key
      ORDER BY decisions.product_key, decisions.position`)
    .all();
  if (decisions.length === 0) return;
  if (curation === null) throw new Error('This catalog holds decisions: it is opened with its curation.');
  curation.carryOver(decisions);
}
