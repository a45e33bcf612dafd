/** A shared catalog as it is asked: where it lies, and what it said of itself when it was opened. */
import type { Cluster } from './connection/connectCluster.ts';
import { type PublishedCatalog, requirePublished, requireVersion } from './format/catalogFormat.ts';

export interface ClusterCatalog {
  readonly cluster: Cluster;
  /** The products' index of the embedding space that was shown then. */
  readonly index: string;
  readonly published: PublishedCatalog;
  /** Names of the fields in the order of the metadata. */
  readonly fields: readonly string[];
}

/** @throws Failure `not-found`, `cluster-unreachable`, `cluster-refused`, `cluster-unusable`, `catalog-too-new` */
export async function openClusterCatalog(cluster: Cluster): Promise<ClusterCatalog> {
  await requireVersion(cluster);
  const { index, published } = await requirePublished(cluster);
  return { cluster, index, published, fields: published.fields.map(({ name }) => name) };
}
