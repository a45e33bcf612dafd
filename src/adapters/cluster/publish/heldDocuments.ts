/** What an earlier publication left on the cluster. */
import { z } from 'zod';
import type { Cluster } from '../connection/connectCluster.ts';

const knownSchema = z.looseObject({
  docs: z.array(
    z.looseObject({
      _id: z.string(),
      found: z.boolean().default(false),
      _source: z.looseObject({ digest: z.string(), place: z.number() }).optional(),
    }),
  ),
});
const heldSchema = z.looseObject({
  docs: z.array(z.looseObject({ _id: z.string(), found: z.boolean().default(false) })),
});
const lastPlaceSchema = z.looseObject({
  aggregations: z.object({ last: z.looseObject({ value: z.number().nullable() }) }),
});
const anything = z.unknown();

/** What stands of each under its id: what it says, and its place in the order. */
export async function knownDocuments(cluster: Cluster, index: string, ids: readonly string[]) {
  const { docs } = await cluster.ask(
    {
      method: 'POST',
      path: `/${index}/_mget`,
      query: { _source_includes: 'digest,place' },
      body: { ids },
    },
    knownSchema,
  );
  return new Map(docs.flatMap(({ _id, _source }) => (_source === undefined ? [] : [[_id, _source]])));
}

/** Of these images those that have one. */
export async function heldThumbnails(
  cluster: Cluster,
  index: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { docs } = await cluster.ask(
    { method: 'POST', path: `/${index}/_mget`, query: { _source: 'false' }, body: { ids } },
    heldSchema,
  );
  return new Set(docs.flatMap(({ _id, found }) => (found ? [_id] : [])));
}

/** Where products go that are new. */
export async function lastPlace(cluster: Cluster, index: string): Promise<number> {
  await cluster.ask({ method: 'POST', path: `/${index}/_refresh` }, anything);
  const { aggregations } = await cluster.ask(
    {
      method: 'POST',
      path: `/${index}/_search`,
      query: { allow_partial_search_results: 'false' },
      body: { size: 0, aggs: { last: { max: { field: 'place' } } } },
    },
    lastPlaceSchema,
  );
  return (aggregations.last.value ?? -1) + 1;
}
