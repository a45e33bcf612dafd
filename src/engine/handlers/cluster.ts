import type { clusterMethods } from '../../contract/cluster.ts';
import type { Handlers } from '../../contract/contract.ts';
import { findOriginals, startEmbed } from '../cluster/embedJob.ts';
import { followThumbnails } from '../cluster/followThumbnails.ts';
import { startPublish } from '../cluster/publishJob.ts';
import { accessFrom } from '../cluster/thumbnailAccess.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function clusterHandlers(context: EngineContext): Handlers<keyof typeof clusterMethods> {
  return {
    'cluster.publish': async (order) => ({
      jobId: await startPublish(context, requireCatalog(context), order),
    }),
    'cluster.originals': () => findOriginals(requireCatalog(context)),
    'cluster.embed': (order) => ({ jobId: startEmbed(context, requireCatalog(context), order) }),
    'cluster.thumbnails': () => ({ outside: requireCatalog(context).thumbnails?.state() ?? null }),
    'cluster.followThumbnails': (order) => followThumbnails(context, requireCatalog(context), order),
    'cluster.doctor': async (connection) => {
      const { connectCluster, examineCluster, findObjectKeys } = await import(
        '../../adapters/cluster/cluster.ts'
      );
      const cluster = connectCluster(connection);
      const { text: address } = cluster.address;
      const fromElsewhere = findObjectKeys(undefined);
      const access = accessFrom(context, { address, ca: connection.ca, fromElsewhere });
      try {
        return await examineCluster(cluster, access);
      } finally {
        await cluster.close();
      }
    },
  };
}
