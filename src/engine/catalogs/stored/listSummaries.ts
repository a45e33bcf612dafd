/** How full the lists of products are: of a few as they are looked at, and of all by what they lack. */
import { kindOf } from '../../../core/lists/listKinds.ts';
import {
  type CurationStore,
  type ListCounts,
  type ListedDecision,
  substitute,
} from '../../../core/lists/ports.ts';
import { summariseList } from '../../../core/lists/summariseList.ts';
import type { MutableProductRows } from '../../../core/products/productRows.ts';

export interface ListSummaries {
  /** In the order of the products' own ids. */
  of(type: string, ids: readonly string[]): ListCounts[];
  /** Places that stay empty, by row. */
  shortfallOf(type: string): Uint16Array;
}

type Curation = Pick<
  CurationStore,
  'types' | 'decisionsOf' | 'generatedOf' | 'allGenerated' | 'allDecisions' | 'standingGenerations'
>;
type Rows = Pick<
  MutableProductRows,
  'version' | 'rowCount' | 'rowOf' | 'idAt' | 'isAlive' | 'imageCountAt' | 'soldOut' | 'hidden'
>;

interface AskedList {
  readonly id: string;
  readonly decisions: readonly ListedDecision[];
  readonly generated: readonly string[] | null;
}

/** So many others fill every list, whatever was decided there. */
const plenty = Number.MAX_SAFE_INTEGER;

export function createListSummaries(curation: Curation, rows: Rows): ListSummaries {
  /** What lists lack before anything is decided: it changes with products and generations alone. */
  const undecided = new Map<string, { readonly key: string; readonly missing: Uint16Array }>();

  /** How many may be suggested where nothing was generated; beyond what any of these lists can use they are not counted. */
  function countOthers(type: string, mayLeave: (row: number) => boolean, enough: number): number {
    if (type !== substitute) return 0;
    let count = 0;
    for (let row = 0; row < rows.rowCount && count < enough; row++)
      if (rows.isAlive(row) && mayLeave(row)) count++;
    return count;
  }

  function summarise(type: string, mostDecided: number): (list: AskedList) => ListCounts {
    const { length } = kindOf(curation.types(), type);
    const soldOut = rows.soldOut();
    const hidden = rows.hidden();
    const mayLeave = (row: number | undefined): boolean =>
      row !== undefined && rows.imageCountAt(row) > 0 && soldOut?.[row] !== 1 && hidden?.[row] !== 1;
    const facts = {
      isThere: (id: string) => rows.rowOf(id) !== undefined,
      mayLeave: (id: string) => mayLeave(rows.rowOf(id)),
    };
    const others = countOthers(type, mayLeave, length + 1 + mostDecided);
    return ({ id, decisions, generated }) => {
      const isSearchable = rows.imageCountAt(rows.rowOf(id) ?? -1) > 0;
      return summariseList({ id, decisions, generated, others, isSearchable }, length, facts);
    };
  }

  function undecidedOf(type: string): Uint16Array {
    const { length } = kindOf(curation.types(), type);
    const key = JSON.stringify([rows.version, length, curation.standingGenerations(type)]);
    const known = undecided.get(type);
    if (known?.key === key) return known.missing;
    const generated = new Map(
      curation.allGenerated(type).map(({ productId, entries }) => [productId, entries]),
    );
    const summaryOf = summarise(type, 0);
    const missing = new Uint16Array(rows.rowCount);
    for (let row = 0; row < rows.rowCount; row++) {
      if (!rows.isAlive(row)) continue;
      const id = rows.idAt(row);
      missing[row] = summaryOf({ id, decisions: [], generated: generated.get(id) ?? null }).missing;
    }
    undecided.set(type, { key, missing });
    return missing;
  }

  return {
    of(type, ids) {
      const lists = ids.map((id) => ({
        id,
        decisions: curation.decisionsOf(id, type),
        generated: curation.generatedOf(id, type)?.entries ?? null,
      }));
      return lists.map(summarise(type, Math.max(0, ...lists.map(({ decisions }) => decisions.length))));
    },
    shortfallOf(type) {
      const missing = undecidedOf(type).slice();
      const summaryOf = summarise(type, plenty);
      for (const [productId, decisions] of curation.allDecisions(type)) {
        const row = rows.rowOf(productId);
        if (row === undefined) continue;
        const generated = curation.generatedOf(productId, type)?.entries ?? null;
        missing[row] = summaryOf({ id: productId, decisions, generated }).missing;
      }
      return missing;
    },
  };
}
