/** Reverse links: a product that no list shows takes the last place in the list of one that it shows itself. */
import type { Filter } from '../../../contract/products.ts';
import type { CandidateSearch } from './candidateSearch.ts';
import { createListFill, type FillGround, type ListFill } from './listFill.ts';

/** Entries of its own list that a product is offered to, the nearest first: farther ones hardly look like it. */
const mostTries = 3;

/**
 * Changes the lists, after all of them are filled and counted. A list gives up its last suggestion only where another list
 * shows that product too, so that nobody is pushed out altogether; what was decided stays, and rules hold.
 * @returns how many products found a place
 */
export async function linkBack(
  sources: { readonly ground: FillGround; readonly candidates: CandidateSearch },
  fills: readonly ListFill[],
): Promise<number> {
  const { ground, candidates } = sources;
  const fillOf = new Map(fills.map((fill) => [fill.row, fill]));
  let open = fills.filter(({ row, chosen }) => chosen.length > 0 && ground.exposure[row] === 0);
  const before = open.length;
  for (let attempt = 0; attempt < mostTries && open.length > 0; attempt++) {
    const offers = new Map<ListFill, number[]>();
    for (const { row, chosen } of open) {
      const target = fillOf.get(chosen[attempt] ?? -1);
      if (target === undefined) continue;
      const rows = offers.get(target);
      if (rows === undefined) offers.set(target, [row]);
      else rows.push(row);
    }
    const requests = Array.from(offers, ([fill, rows]) => ({
      fill,
      count: rows.length,
      without: [],
      within: [{ kind: 'ids', ids: rows.map((row) => ground.table.ids[row] ?? '') }] satisfies Filter[],
    }));
    const found = await candidates.find(requests);
    for (const [at, { fill }] of requests.entries()) {
      const { rows = [], scores = [] } = found[at] ?? {};
      for (const [place, row] of rows.entries()) takeAsLast(ground, fill, row, scores[place] ?? 0);
    }
    open = open.filter(({ row }) => ground.exposure[row] === 0);
  }
  return before - open.length;
}

/** Puts the product last in the list, where its rule lets it in, in place of one that other lists show too. */
function takeAsLast({ exposure, ...ground }: FillGround, list: ListFill, row: number, score: number): void {
  const isFull = list.missing === 0;
  const last = isFull ? list.chosen.at(-1) : undefined;
  if (isFull && (last === undefined || (exposure[last] ?? 0) < 2)) return;
  const trial = createListFill(
    { ...ground, exposure },
    {
      row: list.row,
      rule: list.rule,
      kept: list.kept,
      chosen: isFull ? list.chosen.slice(0, -1) : list.chosen,
      rejected: list.rejected,
      missing: 1,
    },
  );
  trial.offer(row, score);
  if (trial.missing > 0) return;
  if (last === undefined) list.missing--;
  else {
    list.chosen.pop();
    exposure[last] = (exposure[last] ?? 0) - 1;
  }
  list.chosen.push(row);
  exposure[row] = (exposure[row] ?? 0) + 1;
}
