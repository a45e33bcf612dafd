/** A shared catalog as it is asked: where it lies, and what it says of itself. */
import { Failure } from '../../contract/failure.ts';
import type { Cluster } from './connection/connectCluster.ts';
import { type PublishedCatalog, requirePublished, requireVersion } from './format/catalogFormat.ts';

export interface ClusterCatalog {
  readonly cluster: Cluster;
  /** The products' index of the embedding space that was shown when it was opened. */
  readonly index: string;
  /** As it was last read. */
  readonly published: PublishedCatalog;
  /** Names of the fields in the order of the metadata. */
  readonly fields: readonly string[];
  /** Reads again what it says of itself. @throws Failure as opening it; `bad-input` where another embedding space is shown by now */
  renew(): Promise<void>;
}

/** @throws Failure `not-found`, `cluster-unreachable`, `cluster-refused`, `cluster-unusable`, `catalog-too-new` */
export async function openClusterCatalog(cluster: Cluster): Promise<ClusterCatalog> {
  await requireVersion(cluster);
  const opened = await requirePublished(cluster);
  let { published } = opened;
  return {
    cluster,
    index: opened.index,
    get published() {
      return published;
    },
    get fields() {
      return published.fields.map(({ name }) => name);
    },
    async renew() {
      const now = await requirePublished(cluster);
      if (now.index !== opened.index) {
        throw new Failure(
          'bad-input',
          `The catalog at ${cluster.address.text} was published with another model meanwhile. Open it again.`,
        );
      }
      published = now.published;
    },
  };
}
