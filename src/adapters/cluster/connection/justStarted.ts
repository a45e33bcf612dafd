/** A cluster that has just started answers before it knows its indices: for some seconds it says of each that there is none. */
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import { noIndexType, readRefusal } from './clusterFailure.ts';

/** Shards are counted of all indices that it knows. */
const healthSchema = z.looseObject({
  status: z.string(),
  active_shards: z.number(),
  initializing_shards: z.number(),
  unassigned_shards: z.number(),
});

/** @param body what was answered */
export function lacksIndex(body: unknown): boolean {
  return readRefusal(body).type === noIndexType;
}

/** Without any shard a cluster is green, and red only until it knows its indices. @param health what `/_cluster/health` answered */
export function hasJustStarted(health: unknown): boolean {
  const { data } = healthSchema.safeParse(health);
  return (
    data?.status === 'red' && data.active_shards + data.initializing_shards + data.unassigned_shards === 0
  );
}

export function justStarted(address: string): Failure {
  return new Failure(
    'cluster-unreachable',
    `The cluster of ${address} has just started and does not know yet what it has. Try again in a moment; nothing is lost.`,
  );
}
