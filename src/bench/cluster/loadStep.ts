/** `load`: the catalog is put on the cluster, as a person publishes it. */
import type { Cluster } from '../../adapters/cluster/connection/connectCluster.ts';
import { Failure } from '../../contract/failure.ts';
import { type BenchCatalog, openQuietly } from '../benchCatalog.ts';
import type { BenchPlace } from '../benchPlace.ts';
import { absent, derived, type Measurement } from '../measurement.ts';
import type { ClusterOrder, LoadedCatalog } from './clusterOrder.ts';
import { benchName } from './ownCatalog.ts';

/** A cluster that merges for longer is measured as it is. */
const mostMergingMs = 300_000;

/** @throws Failure `bad-input` where somebody else's catalog is there */
export async function loadCatalog(
  place: BenchPlace,
  cluster: Cluster,
  catalog: BenchCatalog,
  { connection, shape }: Pick<ClusterOrder, 'connection' | 'shape'>,
): Promise<LoadedCatalog> {
  const { findCatalogs, untilMerged } = await import('../../adapters/cluster/cluster.ts');
  const { indices, catalogs } = await findCatalogs(cluster);
  const isFree =
    indices.length === 0 || (catalogs.length > 0 && catalogs.every((name) => name === benchName));
  if (!isFree) {
    const { text } = cluster.address;
    throw new Failure(
      'bad-input',
      `There is a catalog at ${text} already (${catalogs.join(', ') || indices.join(', ')}). bench puts one of its own there and removes it: give it a name that nobody uses.`,
    );
  }
  return place.withEngine(async (engine) => {
    await openQuietly(engine, catalog);
    const { jobId } = await engine.call('cluster.publish', { ...connection, ...shape });
    const job = await place.whileOpen(
      () => void engine.call('jobs.cancel', { id: jobId }).catch(() => undefined),
      engine.call('jobs.wait', { id: jobId }),
    );
    if (job.kind !== 'publish' || job.result === null)
      throw new Failure('internal', job.message ?? 'The catalog could not be put on the cluster.');
    const publishedAt = performance.now();
    await untilMerged(cluster, job.result.index, mostMergingMs);
    return { publication: job.result, settledSeconds: (performance.now() - publishedAt) / 1000 };
  });
}

export async function describeLoad(
  cluster: Cluster,
  { publication, settledSeconds }: LoadedCatalog,
): Promise<Measurement[]> {
  const { sizeOf } = await import('../../adapters/cluster/cluster.ts');
  const { index, products, written, unchanged, thumbnails, seconds } = publication;
  const { documents, bytes, shards, copies } = await sizeOf(cluster, index);
  const wasThere = `it was there already: ${unchanged.toLocaleString('en-US')} pictures unchanged`;
  const size = derived(
    'load.disk',
    'bytes/picture',
    bytes / (documents * copies),
    `of one copy of ${documents.toLocaleString('en-US')}, without thumbnails`,
  );
  if (unchanged > 0) return [absent('load', 'products/s', wasThere), size];
  return [
    derived(
      'load',
      'products/s',
      products / seconds,
      `${written.toLocaleString('en-US')} pictures and ${thumbnails.toLocaleString('en-US')} thumbnails; ${shards} shards, ${copies} copies`,
    ),
    derived('load.seconds', 's', seconds),
    derived('load.settled', 's', settledSeconds, 'more, until the cluster had put its segments together'),
    size,
  ];
}
