/** Many generated lists, and what the cluster has of them. */
import { inject } from 'vitest';
import type { GeneratedList } from '../../../src/core/lists/ports.ts';

/** More than one batch of bundles has. @param first of every list */
export function manyLists(first: string, products = 12_000): GeneratedList[] {
  return Array.from({ length: products }, (_, at) => ({
    productId: `p${at}`,
    rule: at % 3 === 0 ? null : 0,
    entries: [first, `p${at + 1}`, `p${at + 2}`],
  }));
}

/** Of what curators of a catalog say. @param name the catalog's */
export async function countDocuments(name: string, query: object): Promise<number> {
  const url = `http://${inject('clusterHosts').split(',')[0]}/${name}-curation`;
  await fetch(`${url}/_refresh`, { method: 'POST' });
  const answer = await fetch(`${url}/_count`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return ((await answer.json()) as { count: number }).count;
}
