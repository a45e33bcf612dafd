/** Sends the open catalog to a cluster, as a job. */
import type { Parsed } from '../../contract/contract.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import { authorName } from '../team/authorName.ts';
import { openPublicationSource } from './publicationSource.ts';

/** Of the whole work the products are nearly all. */
const shareOfProducts = 0.98;

/** Returns the job's id. @throws Failure `bad-input`, `not-allowed`, `file-unreadable`, `no-catalog`, `already-running` */
export async function startPublish(
  context: EngineContext,
  catalog: CatalogSession,
  { shards, replicas, ...connection }: Parsed<'cluster.publish'>,
): Promise<string> {
  const { connectCluster, publishCatalog } = await import('../../adapters/cluster/cluster.ts');
  const source = await openPublicationSource(catalog);
  const cluster = connectCluster(connection);
  requireStillOpen(context, catalog);
  return context.jobs.start({
    kind: 'publish',
    detail: { step: 'products', done: 0, total: source.count },
    async run({ control, tell }) {
      try {
        return await publishCatalog(cluster, source, {
          author: authorName(context.settings.read()),
          shards,
          replicas,
          signal: control,
          onProgress: (progress) => tell(shareOf(progress), progress),
        });
      } finally {
        await cluster.close();
      }
    },
  }).id;
}

function shareOf({ step, done, total }: { step: string; done: number; total: number }): number {
  return step === 'products' ? (shareOfProducts * done) / Math.max(1, total) : shareOfProducts;
}
