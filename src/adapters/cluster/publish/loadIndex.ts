/**
 * An index that nobody sees yet: while it is loaded each document is there once, because every copy makes a graph of its own; its
 * copies are made of its files afterwards. What is lost meanwhile is still in the catalog of who publishes.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { type IndexShape, noRefresh, usualRefresh, writtenCopies } from '../format/indexBodies.ts';

export interface CopyOrder {
  /** @throws where it is to end */
  requireGoingOn(): Promise<void>;
  /** Copies of shards, the first among them. */
  onCopies(done: number, total: number): void;
  /** How long the cluster may bring no copy further. */
  readonly patienceMs: number;
}

const anything = z.unknown();
const healthSchema = z.looseObject({
  indices: z.record(
    z.string(),
    z.looseObject({
      status: z.enum(['green', 'yellow', 'red']),
      shards: z.record(z.string(), z.looseObject({ active_shards: z.number().int() })),
    }),
  ),
});
const recoverySchema = z.record(
  z.string(),
  z.looseObject({
    shards: z.array(
      z.looseObject({
        index: z.looseObject({ size: z.looseObject({ recovered_in_bytes: z.number() }) }),
        translog: z.looseObject({ recovered: z.number() }),
      }),
    ),
  }),
);

const lookEveryMs = 500;

export async function setRefresh(cluster: Cluster, index: string, interval: string): Promise<void> {
  await setIndex(cluster, index, { refresh_interval: interval });
}

/** From now on, until `makeCopies`. Nothing may wait for more copies than there are to be, at no moment. */
export async function withoutCopies(cluster: Cluster, index: string): Promise<void> {
  await setIndex(cluster, index, { 'write.wait_for_active_shards': '1' });
  await setIndex(cluster, index, { number_of_replicas: 0, refresh_interval: noRefresh });
}

/** Whether a part of it was on a node alone that is gone. @param mostMs how long it may be on its way back */
export async function isBroken(
  cluster: Cluster,
  index: string,
  { requireGoingOn, mostMs }: { requireGoingOn(): Promise<void>; readonly mostMs: number },
): Promise<boolean> {
  const startedAtMs = performance.now();
  for (;;) {
    await requireGoingOn();
    if ((await askHealth(cluster, index))?.status !== 'red') return false;
    if (performance.now() - startedAtMs > mostMs) return true;
    await wait(lookEveryMs);
  }
}

export async function removeIndex(cluster: Cluster, index: string): Promise<void> {
  await cluster.ask({ method: 'DELETE', path: `/${index}`, allow: [404] }, anything);
}

/** @throws Failure `cluster-refused` where they cannot be made; what is written stays */
export async function makeCopies(
  cluster: Cluster,
  index: string,
  shape: IndexShape,
  { requireGoingOn, onCopies, patienceMs }: CopyOrder,
): Promise<void> {
  // What is on disk is copied as it is; of what is not, each copy would make its graph.
  await cluster.ask({ method: 'POST', path: `/${index}/_flush` }, anything);
  const wanted = writtenCopies(shape);
  await setIndex(cluster, index, { number_of_replicas: shape.replicas, refresh_interval: usualRefresh });
  await setIndex(cluster, index, { 'write.wait_for_active_shards': String(wanted) });
  let before = '';
  let changedAtMs = performance.now();
  for (;;) {
    await requireGoingOn();
    const shards = Object.values((await askHealth(cluster, index))?.shards ?? {});
    const made = shards.map((shard) => Math.min(wanted, shard.active_shards));
    const done = made.reduce((sum, copies) => sum + copies, 0);
    onCopies(done, shards.length * wanted);
    if (shards.length > 0 && made.every((copies) => copies === wanted)) return;
    const now = JSON.stringify([made, await recovered(cluster, index)]);
    if (now !== before) changedAtMs = performance.now();
    else if (performance.now() - changedAtMs > patienceMs) throw notMade(cluster);
    before = now;
    await wait(lookEveryMs);
  }
}

async function setIndex(cluster: Cluster, index: string, settings: object): Promise<void> {
  await cluster.ask({ method: 'PUT', path: `/${index}/_settings`, body: { index: settings } }, anything);
}

async function askHealth(cluster: Cluster, index: string) {
  const { indices } = await cluster.ask(
    { method: 'GET', path: `/_cluster/health/${index}`, query: { level: 'shards' } },
    healthSchema,
  );
  return indices[index];
}

/** How far copies are that are being made. */
async function recovered(cluster: Cluster, index: string): Promise<number> {
  const answer = await cluster.ask(
    { method: 'GET', path: `/${index}/_recovery`, query: { active_only: 'true' } },
    recoverySchema,
  );
  const shards = answer[index]?.shards ?? [];
  return shards.reduce(
    (sum, shard) => sum + shard.index.size.recovered_in_bytes + shard.translog.recovered,
    0,
  );
}

function notMade({ address }: Cluster): Failure {
  return new Failure(
    'cluster-refused',
    `All products are at ${address.text}, and the cluster makes no copies of them, without which the catalog is not shown: a node is gone or full. Look with "cluster doctor", then publish again.`,
  );
}
