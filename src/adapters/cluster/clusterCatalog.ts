/** A shared catalog as it is asked: where it lies, and what it says of itself. */
import type { Cluster } from './connection/connectCluster.ts';
import { type PublishedCatalog, requirePublished, requireVersion } from './format/catalogFormat.ts';

export interface ClusterCatalog {
  readonly cluster: Cluster;
  /** The products' index of the embedding space that is shown, as it was last read. */
  readonly index: string;
  /** As it was last read. */
  readonly published: PublishedCatalog;
  /** Names of the fields in the order of the metadata. */
  readonly fields: readonly string[];
  /** As it was last read, whatever is read later: for what asks several times, and must not mix two embedding spaces. */
  held(): ClusterCatalog;
  /** Reads again what it says of itself; another embedding space may be shown by then. @throws Failure as opening it */
  renew(): Promise<void>;
}

/** @throws Failure `not-found`, `cluster-unreachable`, `cluster-refused`, `cluster-unusable`, `catalog-too-new` */
export async function openClusterCatalog(cluster: Cluster): Promise<ClusterCatalog> {
  await requireVersion(cluster);
  let opened = await requirePublished(cluster);

  function held(): ClusterCatalog {
    const { index, published } = opened;
    const own: ClusterCatalog = {
      ...{ cluster, index, published, renew },
      fields: published.fields.map(({ name }) => name),
      held: () => own,
    };
    return own;
  }

  async function renew(): Promise<void> {
    opened = await requirePublished(cluster);
  }

  return {
    cluster,
    get index() {
      return opened.index;
    },
    get published() {
      return opened.published;
    },
    get fields() {
      return opened.published.fields.map(({ name }) => name);
    },
    held,
    renew,
  };
}
