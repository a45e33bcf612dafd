/** Finds rows that were put in another order, or on one place, without being pinned: nothing keeps that, so it must be told. */
import type { ListComparison, WantedState } from './compareList.ts';
import type { Remarks } from './remarks.ts';
import type { EditedEntry, EditedList } from './settleList.ts';

/** An export orders its rows by score, unless it was asked for other distances or for variety. */
export interface MoveWatch {
  look(list: EditedList, comparison: Pick<ListComparison, 'pinsBefore'>): void;
  /** Tells what was found, once every list was looked at. */
  tell(headerLine: number, remarks: Remarks): void;
}

const advice = 'Only pinned rows keep a place: set the state of those that matter to pinned.';

export function createMoveWatch(): MoveWatch {
  const moved: { productId: string; line: number }[] = [];
  const doubled: { productId: string; line: number; text: string }[] = [];
  let lists = 0;
  return {
    look({ productId, entries }, { pinsBefore }) {
      const unpinned = entries.filter(({ id }) => !pinsBefore.includes(id));
      const first = firstOutOfOrder(unpinned);
      const double = firstOnTakenPlace(unpinned);
      lists++;
      if (first !== null) moved.push({ productId, line: first.line });
      else if (double !== null) doubled.push({ productId, ...double });
    },
    tell(headerLine, { refused }) {
      if (doubled.length > lists / 2 && lists > 1) {
        refused.push({
          row: headerLine,
          text: `The rows of ${doubled.length} lists have ranks that others of the same list have too; they were not taken. ${advice}`,
        });
      } else {
        for (const { productId, line, text } of doubled)
          refused.push({
            row: line,
            text: `${text} in the list of ${productId}; it was not taken. ${advice}`,
          });
      }
      if (moved.length > lists / 2 && lists > 1) {
        refused.push({
          row: headerLine,
          text: `The rows of ${moved.length} lists are not in the order of their scores. If they were moved by hand, their new order was not taken. ${advice}`,
        });
        return;
      }
      for (const { productId, line } of moved) {
        refused.push({
          row: line,
          text: `The list of ${productId} has an order here that is not that of its scores; it was not taken. ${advice}`,
        });
      }
    },
  };
}

/** Of the rows that are no pins, in the order of their ranks, the first with a better score than the one before. */
function firstOutOfOrder(entries: readonly EditedEntry[]): EditedEntry | null {
  const ranked = entries
    .filter(({ state, rank, score }) => mayMove(state) && rank !== null && score !== null)
    .sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0));
  return ranked.find(({ score }, at) => (score ?? 0) > (ranked[at - 1]?.score ?? Infinity)) ?? null;
}

/** Of the rows that are no pins, the first with a rank that one before it has. */
function firstOnTakenPlace(entries: readonly EditedEntry[]): { line: number; text: string } | null {
  const lines = new Map<number, number>();
  for (const { state, rank, line } of entries) {
    if (!mayMove(state) || rank === null) continue;
    const taken = lines.get(rank);
    if (taken !== undefined) return { line, text: `Rank ${rank} stands on row ${taken} too` };
    lines.set(rank, line);
  }
  return null;
}

function mayMove(state: WantedState): boolean {
  return state === 'suggested' || state === 'accepted';
}
