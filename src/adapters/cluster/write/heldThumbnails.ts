import { z } from 'zod';
import type { Cluster } from '../connection/connectCluster.ts';

const heldSchema = z.looseObject({
  docs: z.array(z.looseObject({ _id: z.string(), found: z.boolean().default(false) })),
});

/** Of these images those whose thumbnail is there. @param index of thumbnails */
export async function heldThumbnails(
  cluster: Cluster,
  index: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { docs } = await cluster.ask(
    { method: 'POST', path: `/${index}/_mget`, query: { _source: 'false' }, body: { ids } },
    heldSchema,
  );
  return new Set(docs.flatMap(({ _id, found }) => (found ? [_id] : [])));
}
