import { z } from 'zod';
import type { Cluster } from '../connection/connectCluster.ts';
import { askShards } from '../search/askShards.ts';

const lastPlaceSchema = z.object({
  aggregations: z.object({ last: z.looseObject({ value: z.number().nullable() }) }),
});

/** Where products go that are new, as of the last refresh. */
export async function lastPlace(cluster: Cluster, index: string): Promise<number> {
  const order = { size: 0, aggs: { last: { max: { field: 'place' } } } };
  const { aggregations } = await askShards(cluster, index, order, lastPlaceSchema);
  return (aggregations.last.value ?? -1) + 1;
}
