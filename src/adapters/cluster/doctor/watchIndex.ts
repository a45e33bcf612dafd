/** An index as the cluster has it on disk, and whether it is still putting that in order. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Cluster } from '../connection/connectCluster.ts';

export interface IndexSize {
  readonly documents: number;
  /** Of all copies together. */
  readonly bytes: number;
  readonly shards: number;
  /** Of each shard, the first among them. */
  readonly copies: number;
}

const statsSchema = z.looseObject({
  _shards: z.looseObject({ successful: z.number().int() }),
  _all: z.looseObject({
    primaries: z.looseObject({ docs: z.looseObject({ count: z.number().int() }) }),
    total: z.looseObject({ store: z.looseObject({ size_in_bytes: z.number() }) }),
  }),
  indices: z.record(z.string(), z.looseObject({ shards: z.record(z.string(), z.array(z.unknown())) })),
});
const mergesSchema = z.looseObject({
  _all: z.looseObject({ total: z.looseObject({ merges: z.looseObject({ current: z.number().int() }) }) }),
});

export async function sizeOf(cluster: Cluster, index: string): Promise<IndexSize> {
  const stats = await cluster.ask(
    { method: 'GET', path: `/${index}/_stats/docs,store`, query: { level: 'shards' } },
    statsSchema,
  );
  const shards = Object.keys(stats.indices[index]?.shards ?? {}).length;
  return {
    documents: stats._all.primaries.docs.count,
    bytes: stats._all.total.store.size_in_bytes,
    shards,
    copies: Math.round(stats._shards.successful / Math.max(1, shards)),
  };
}

const lookEveryMs = 1000;
/** Between two merges there is a moment without any. */
const quietLooks = 3;

/** Until its segments are as few as the cluster wants them: searches are slower, and less alike, before that. */
export async function untilMerged(cluster: Cluster, index: string, mostMs: number): Promise<void> {
  let quiet = 0;
  for (let waitedMs = 0; quiet < quietLooks && waitedMs < mostMs; waitedMs += lookEveryMs) {
    await wait(lookEveryMs);
    const { _all } = await cluster.ask({ method: 'GET', path: `/${index}/_stats/merge` }, mergesSchema);
    quiet = _all.total.merges.current === 0 ? quiet + 1 : 0;
  }
}
