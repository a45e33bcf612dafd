/** Sends the open catalog to a cluster, as a job. */
import type { Publication } from '../../contract/cluster.ts';
import type { Parsed } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { parseClusterAddress } from '../../core/cluster/clusterAddress.ts';
import { parseObjectAddress } from '../../core/cluster/objectAddress.ts';
import type { Cancellation } from '../../core/imports/ports.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import { authorName } from '../team/authorName.ts';
import { openPublishedRenamings, type PublishedRenamings, renamedSince } from './followPublished.ts';
import { openPublicationSource } from './publicationSource.ts';
import { accessFrom } from './thumbnailAccess.ts';

/** Of the whole work the products are nearly all. */
const shareOfProducts = 0.98;

const cancelled =
  'The publication was cancelled before all decisions had followed renamed products. What is sent stays; publish again to go on.';

/** Returns the job's id. @throws Failure `bad-input`, `not-allowed`, `file-unreadable`, `no-catalog`, `already-running` */
export async function startPublish(
  context: EngineContext,
  catalog: CatalogSession,
  { shards, replicas, graph, thumbnails, objectKeys, ...connection }: Parsed<'cluster.publish'>,
): Promise<string> {
  const adapter = await import('../../adapters/cluster/cluster.ts');
  const { publications } = catalog;
  const address = parseClusterAddress(connection.address).text;
  const since = publications === undefined ? [] : renamedSince(publications, address);
  const fromElsewhere = adapter.findObjectKeys(objectKeys);
  const access = accessFrom(context, { address, ca: connection.ca, fromElsewhere });
  const source = await openPublicationSource(catalog);
  const cluster = adapter.connectCluster(connection);
  const author = authorName(context.settings.read());

  /** Decisions follow what was renamed, and then what this catalog says of that is sent. */
  async function followRenamed(
    renamed: PublishedRenamings,
    sent: Omit<Publication, 'followed' | 'resting'>,
    signal: Cancellation,
  ): Promise<Publication> {
    const team = adapter.connectCuration(connection);
    const requireGoingOn = (): void => {
      if (signal.aborted) throw new Failure('cancelled', cancelled);
    };
    try {
      const there = { cluster, index: sent.index };
      const { followed, resting } = await renamed.follow({
        ...{ team, author, requireGoingOn },
        claim: (ids, replica) => adapter.claimRenamings(cluster, ids, { author, replica }),
        findOfOthers: (ids) => adapter.findOfOthers(there, ids, adapter.published),
      });
      const late = await adapter.publishLate(cluster, {
        ...{ catalog: source.name, author, things: source.things },
        isLate: renamed.isLate,
        requireGoingOn: async () => requireGoingOn(),
      });
      return { ...sent, curated: sent.curated + late, followed, resting };
    } finally {
      await team.close();
    }
  }

  async function publish(
    control: Cancellation,
    onProgress: Parameters<typeof adapter.publishCatalog>[2]['onProgress'],
  ): Promise<Publication> {
    const renamed = publications === undefined ? null : openPublishedRenamings(publications, address, since);
    try {
      const { outside, ...sent } = await adapter.publishCatalog(cluster, source, {
        ...{ author, shards, replicas, graph, thumbnails, access, onProgress },
        objectKeys:
          thumbnails?.kind === 'objects' ? access.keysFor(parseObjectAddress(thumbnails.address)) : null,
        signal: control,
        ...(renamed !== null && { isLate: renamed.isLate, renamings: renamed.ids }),
      });
      if (outside !== null && thumbnails !== undefined)
        context.followed.keep(address, outside, thumbnails.kind === 'folder' ? thumbnails.path : null);
      return renamed === null
        ? { ...sent, followed: 0, resting: 0 }
        : await followRenamed(renamed, sent, control);
    } finally {
      await renamed?.close();
    }
  }

  requireStillOpen(context, catalog);
  return context.jobs.start({
    kind: 'publish',
    detail: { step: 'products', done: 0, total: source.count },
    async run({ control, tell }) {
      try {
        return await publish(control, (progress) => tell(shareOf(progress), progress));
      } finally {
        await cluster.close();
      }
    },
  }).id;
}

function shareOf({ step, done, total }: { step: string; done: number; total: number }): number {
  return step === 'products' ? (shareOfProducts * done) / Math.max(1, total) : shareOfProducts;
}
