/**
 * How far a products' index is written: each shard numbers its writes. What is numbered up to a shard's checkpoint is on every copy of it
 * that may ever answer, so that nothing undoes it; a shard that was put back, or made anew, has another history.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { WrittenSoFar } from '../../../core/cluster/ports.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';

const statsSchema = z.object({
  indices: z.record(
    z.string(),
    z.object({
      shards: z.record(
        z.string(),
        z.array(
          z.looseObject({
            routing: z.looseObject({ primary: z.boolean() }),
            commit: z.looseObject({ user_data: z.looseObject({ history_uuid: z.string() }) }).optional(),
            seq_no: z
              .looseObject({ max_seq_no: z.number().int(), global_checkpoint: z.number().int() })
              .optional(),
          }),
        ),
      ),
    }),
  ),
});
const markSchema = z.array(z.tuple([z.string(), z.string(), z.number()]));

interface Shard {
  readonly number: string;
  readonly history: string;
  readonly last: number;
  readonly checkpoint: number;
}

/** Others may write all the time. */
const mostLooks = 20;
const betweenLooksMs = 50;

async function readShards({ cluster, index }: ClusterCatalog): Promise<Shard[]> {
  const told = 'indices.*.shards.*';
  const query = {
    level: 'shards',
    filter_path: `${told}.routing.primary,${told}.commit.user_data.history_uuid,${told}.seq_no`,
  };
  const path = `/${index}/_stats/get`;
  const { indices } = await cluster.ask({ method: 'GET', path, query }, statsSchema);
  return Object.entries(indices[index]?.shards ?? {}).flatMap(([number, copies]) =>
    copies.flatMap(({ routing, commit, seq_no: writes }) =>
      routing.primary && commit !== undefined && writes !== undefined
        ? [
            {
              number,
              history: commit.user_data.history_uuid,
              last: writes.max_seq_no,
              checkpoint: writes.global_checkpoint,
            },
          ]
        : [],
    ),
  );
}

export async function readWritten(catalog: ClusterCatalog): Promise<WrittenSoFar> {
  const shards = await readShards(catalog);
  const mark: z.infer<typeof markSchema> = shards
    .map(({ number, history, checkpoint }): [string, string, number] => [number, history, checkpoint])
    .toSorted(([one], [other]) => Number(one) - Number(other));
  return {
    mark: JSON.stringify(mark),
    isAll: shards.length > 0 && shards.every(({ last, checkpoint }) => last === checkpoint),
  };
}

/** What is written beyond both marks is numbered higher in every shard; null: of another history, so that all may be other. */
export function writesSince(mark: string, now: string): number | null {
  const before = new Map(
    markSchema.parse(JSON.parse(mark)).map(([number, ...rest]) => [number, rest] as const),
  );
  let least = Number.POSITIVE_INFINITY;
  for (const [number, history] of markSchema.parse(JSON.parse(now))) {
    const [historyThen, checkpoint = -1] = before.get(number) ?? [];
    if (historyThen !== history) return null;
    least = Math.min(least, checkpoint);
  }
  return Number.isFinite(least) ? least : null;
}

/** Waits a little for what is being written at this moment. */
export async function isLasting(catalog: ClusterCatalog): Promise<boolean> {
  const seen = await readShards(catalog);
  let now = seen;
  for (let look = 1; ; look++) {
    const checkpoints = new Map(now.map(({ number, checkpoint }) => [number, checkpoint]));
    if (seen.every(({ number, last }) => last <= (checkpoints.get(number) ?? -1))) return true;
    if (look === mostLooks) return false;
    await wait(betweenLooksMs);
    now = await readShards(catalog);
  }
}
