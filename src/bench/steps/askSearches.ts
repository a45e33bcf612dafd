/** Look-alikes as a click asks for them, of many products, timed. */
import type { Filter } from '../../contract/products.ts';
import type { LookAlike, Metric } from '../../contract/search.ts';
import { shareField } from '../benchCatalog.ts';
import type { BenchEngine } from '../benchPlace.ts';

export interface SearchKind {
  readonly name: string;
  readonly metric: Metric;
  /** Values of the share field that pass; null: all products. */
  readonly shares: readonly string[] | null;
}

export const plain: SearchKind = { name: 'plain', metric: 'cosine', shares: null };

export const searchKinds: readonly SearchKind[] = [
  plain,
  { name: 'filter5', metric: 'cosine', shares: ['5 %'] },
  { name: 'filter30', metric: 'cosine', shares: ['5 %', '25 %'] },
  { name: 'manhattan', metric: 'manhattan', shares: null },
];

/** How many look-alikes are asked for. */
export const wantedLookAlikes = 10;
const warmUps = 10;

export interface Asked {
  /** As the engine says: without the way to it and back. */
  readonly engineMs: number[];
  readonly callMs: number[];
  /** By query. */
  readonly found: Map<string, readonly LookAlike[]>;
}

export function filtersOf({ shares }: SearchKind): Filter[] {
  return shares === null ? [] : [{ field: shareField, values: [...shares] }];
}

/** Some of the queries, to be asked before the first that counts: the other way round, so that none is measured twice in a row. */
export function warmingOf(queries: readonly string[]): string[] {
  return queries.toReversed().slice(0, warmUps);
}

export async function askSearches(
  engine: BenchEngine,
  kind: SearchKind,
  queries: readonly string[],
): Promise<Asked> {
  const asked: Asked = { engineMs: [], callMs: [], found: new Map() };
  const { metric } = kind;
  const where = filtersOf(kind);
  const k = wantedLookAlikes;
  const warming = warmingOf(queries);
  for (const [at, id] of [...warming, ...queries].entries()) {
    const startedAt = performance.now();
    const answer = await engine.call('search.similar', { query: { kind: 'product', id }, k, metric, where });
    if (at < warming.length) continue;
    asked.callMs.push(performance.now() - startedAt);
    asked.engineMs.push(answer.milliseconds);
    asked.found.set(id, answer.results);
  }
  return asked;
}
