/** How well look-alikes agree with what the curator decided on them. */
import type { MeasuredDecisions } from '../../contract/insight/quality.ts';
import type { ListedDecision } from '../lists/ports.ts';
import { createTally, estimate, type Tally } from './estimate.ts';

/** A product and what was decided on its look-alikes that are in the catalog. */
export interface DecidedProduct {
  readonly id: string;
  readonly decisions: readonly ListedDecision[];
}

/** How many look-alikes are searched for what was accepted; one that is farther away counts as not found. */
export const searchedDepth = 200;

/** @param orders by setting: of each product its look-alikes' ids, nearest first, `searchedDepth` at most */
export function measureDecisions(
  type: string,
  k: number,
  products: readonly DecidedProduct[],
  orders: readonly (readonly (readonly string[])[])[],
): MeasuredDecisions {
  const count = (state: ListedDecision['state']): number =>
    products.reduce((sum, { decisions }) => sum + decisions.filter((one) => one.state === state).length, 0);
  const acceptance = orders.map((order) => tallyAcceptance(products, order, k));
  const decided = acceptance.map(({ counts }) => counts.reduce((sum, one) => sum + one, 0));
  const ranks = orders.map((order) => tallyRanks(products, order));
  const ranked = ranks[0]?.counts.reduce((sum, one) => sum + one, 0) ?? 0;
  return {
    type,
    products: products.length,
    accepted: count('accepted'),
    rejected: count('rejected'),
    pinned: count('pinned'),
    // Where one of two settings shows none of them, there is nothing to set against each other.
    acceptance: decided.length === 0 || decided.includes(0) ? null : { decided, ...estimate(acceptance) },
    reciprocalRank: ranked === 0 ? null : { products: ranked, depth: searchedDepth, ...estimate(ranks) },
  };
}

function tallyAcceptance(
  products: readonly DecidedProduct[],
  order: readonly (readonly string[])[],
  k: number,
): Tally {
  const tally = createTally(products.length);
  for (const [place, { decisions }] of products.entries()) {
    const shown = new Set(order[place]?.slice(0, k));
    const decided = decisions.filter(({ id }) => shown.has(id));
    tally.counts[place] = decided.length;
    tally.hits[place] = decided.filter(({ state }) => state !== 'rejected').length;
  }
  return tally;
}

/** Of products with something accepted or pinned. */
function tallyRanks(products: readonly DecidedProduct[], order: readonly (readonly string[])[]): Tally {
  const tally = createTally(products.length);
  for (const [place, { decisions }] of products.entries()) {
    const chosen = new Set(decisions.flatMap(({ id, state }) => (state === 'rejected' ? [] : [id])));
    if (chosen.size === 0) continue;
    const found = (order[place] ?? []).findIndex((id) => chosen.has(id));
    tally.counts[place] = 1;
    tally.hits[place] = found === -1 ? 0 : 1 / (found + 1);
  }
  return tally;
}
