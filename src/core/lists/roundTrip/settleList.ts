/** One list as its rows want it: no product twice, pins in their order. */
import type { WantedState } from './compareList.ts';
import { nameFew, type Remarks } from './remarks.ts';

export interface EditedEntry {
  readonly line: number;
  readonly id: string;
  readonly state: WantedState;
  /** From 1; null where it cannot be read. */
  readonly rank: number | null;
  readonly score: number | null;
}

export interface EditedList {
  readonly productId: string;
  /** Those that may be pins come in the order that pins are to have. */
  readonly entries: readonly EditedEntry[];
  /** Rows that name the list, refused ones too. */
  readonly rowCount: number;
  /** Told of already: ranks are missing. */
  readonly hasGaps: boolean;
}

/** The rows of one list. */
export interface EditedRows {
  readonly productId: string;
  readonly entries: EditedEntry[];
  /** Of rows that name the list and were refused. */
  readonly refusedRanks: number[];
}

/** No export has longer lists: a rank beyond this was typed to mean "last". */
const longestList = 200;

/** @param remarks gets what the rows say that cannot be, or was read otherwise */
export function settleList(rows: EditedRows, hasRanks: boolean, remarks: Remarks): EditedList {
  const { productId, refusedRanks } = rows;
  const entries = withoutDoubles(productId, rows.entries, remarks);
  const rowCount = rows.entries.length + refusedRanks.length;
  if (!hasRanks) return { productId, entries, rowCount, hasGaps: false };
  const hasGaps = tellGaps(rows, remarks);
  const ordered = orderPins(productId, entries, remarks);
  return { productId, entries: ordered, rowCount, hasGaps };
}

function withoutDoubles(
  productId: string,
  rows: readonly EditedEntry[],
  { refused }: Remarks,
): readonly EditedEntry[] {
  const byId = Map.groupBy(rows, ({ id }) => id);
  if (byId.size === rows.length) return rows;
  return [...byId.values()].flatMap((same) => {
    const [first, ...others] = same;
    if (first === undefined) return [];
    const agree = others.every(({ state }) => state === first.state);
    for (const { line, id } of agree ? others : same) {
      const lines = nameFew(same.flatMap((row) => (row.line === line ? [] : [row.line])));
      refused.push({
        row: line,
        text: agree
          ? `${id} is in the list of ${productId} already, on row ${first.line}.`
          : `${id} has another state in the list of ${productId} on row ${lines}: none of them was taken.`,
      });
    }
    return agree ? [first] : [];
  });
}

/** By rank; by their rows where a rank is lost or stands twice. */
function orderPins(
  productId: string,
  entries: readonly EditedEntry[],
  { repaired }: Remarks,
): readonly EditedEntry[] {
  const pins = entries.filter(({ state }) => mayBePin(state));
  const lost = pins.find(({ rank }) => rank === null);
  if (lost !== undefined && pins.length > 1) {
    repaired.push({
      row: lost.line,
      text: `The rank of ${lost.id} cannot be read: the pins of ${productId} are taken in the order of their rows.`,
    });
  }
  const ordered =
    lost === undefined ? pins.toSorted((one, other) => (one.rank ?? 0) - (other.rank ?? 0)) : pins;
  for (const [at, { id, line, rank, state }] of ordered.entries()) {
    const before = ordered[at - 1];
    if (rank === null || rank !== before?.rank || state !== 'pinned') continue;
    repaired.push({
      row: line,
      text: `Rank ${rank} of ${productId} is given to ${before.id} on row ${before.line} too: ${id} comes after it.`,
    });
  }
  return [...ordered, ...entries.filter(({ state }) => !mayBePin(state))];
}

/** A row whose state is lost may stand for a pin. */
export function mayBePin(state: WantedState): boolean {
  return state === 'pinned' || state === null;
}

/** True where ranks are missing, and were told of. */
function tellGaps({ productId, entries, refusedRanks }: EditedRows, { refused }: Remarks): boolean {
  const ranks = new Set([...entries.flatMap(({ rank }) => rank ?? []), ...refusedRanks]);
  const rowCount = entries.length + refusedRanks.length;
  const last = Math.max(0, ...ranks);
  // A rank that stands twice was moved there by hand: its old place is no deleted row.
  if (ranks.size !== rowCount || last > longestList || last === rowCount) return false;
  const gone: number[] = [];
  for (let rank = 1; rank < last; rank++) if (!ranks.has(rank)) gone.push(rank);
  refused.push({
    row: entries[0]?.line ?? 0,
    text: `The list of ${productId} has no row of rank ${nameFew(gone)} any more. A deleted row decides nothing: to drop a product from a list, keep its row and write rejected.`,
  });
  return true;
}
