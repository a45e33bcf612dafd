/** The look-alikes of many products by one setting. */
import type { Failure } from '../../contract/failure.ts';
import type { Filter } from '../../contract/products.ts';
import type { Metric } from '../../contract/search.ts';
import type { Cancellation } from '../imports/ports.ts';
import type { ProductTable } from '../lists/generation/productTable.ts';
import type { Match, SearchPort } from '../search/ports.ts';
import { throwIfCancelled } from '../work/throwIfCancelled.ts';
import type { Neighbours } from './agreement.ts';

/** One way in which look-alikes are found. */
export interface NeighbourSearch {
  readonly search: SearchPort;
  readonly metric: Metric;
  readonly colourWeight?: number | undefined;
  /** What holds for every look-alike. */
  readonly among: readonly Filter[];
}

export interface NeighbourSources {
  readonly signal: Cancellation;
  /** Lets the engine answer others. */
  pause(): Promise<void>;
  onFallback(reason: Failure): void;
  /** Told after each search. */
  onSearched(): void;
}

export interface FoundNeighbours extends Neighbours {
  /** Products with fewer than `k`. */
  readonly short: number;
  /** Products whose look-alikes, two or more, are all equally near: which comes first says nothing. */
  readonly tied: number;
}

/** Of the products of these rows, in their order. @throws Failure `cancelled` */
export async function findNeighbours(
  sources: NeighbourSources,
  how: NeighbourSearch,
  { ids, rowOf }: ProductTable,
  sample: readonly number[],
  k: number,
): Promise<FoundNeighbours> {
  const rows = new Int32Array(sample.length * k).fill(-1);
  let [place, short, tied] = [0, 0, 0];
  const asked = sample.map((row) => ids[row] ?? '');
  for await (const nearest of nearestOfAll(sources, how, asked, k)) {
    for (const [at, { id }] of nearest.entries()) rows[place * k + at] = rowOf(id) ?? -1;
    if (nearest.length < k) short++;
    if (nearest.length > 1 && nearest[0]?.distance === nearest.at(-1)?.distance) tied++;
    place++;
  }
  return { k, rows, short, tied };
}

/** The ids of each product's look-alikes, nearest first. @throws Failure `cancelled` */
export async function findOrders(
  sources: NeighbourSources,
  how: NeighbourSearch,
  ids: readonly string[],
  depth: number,
): Promise<string[][]> {
  const orders: string[][] = [];
  for await (const nearest of nearestOfAll(sources, how, ids, depth))
    orders.push(nearest.map(({ id }) => id));
  return orders;
}

async function* nearestOfAll(
  { signal, pause, onFallback, onSearched }: NeighbourSources,
  { search, metric, colourWeight, among }: NeighbourSearch,
  ids: readonly string[],
  count: number,
): AsyncGenerator<readonly Match[]> {
  const queries = ids.map((id) => ({ id, listed: [], excluded: [], count }));
  const options = { metric, colourWeight, same: [], among, diversity: 0, onFallback } as const;
  for await (const { found } of search.listsOf(queries, [], options)) {
    yield found?.nearest ?? [];
    onSearched();
    throwIfCancelled(signal);
    await pause();
  }
}
