/** Thumbnails in an index of the cluster, a document each. */
import { z } from 'zod';
import type { ThumbnailStore } from '../../../core/cluster/thumbnails.ts';
import { noIndexType, refusalFailure } from '../connection/clusterFailure.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { findIndex } from '../format/catalogFormat.ts';
import { indexNames } from '../format/indexNames.ts';
import { writeDocuments } from '../write/writeDocuments.ts';

const documentSchema = z.looseObject({
  _id: z.string(),
  found: z.boolean().default(false),
  error: z.looseObject({ type: z.string().default(''), reason: z.string().nullish() }).optional(),
  _source: z.looseObject({ bytes: z.base64() }).optional(),
});
const answerSchema = z.object({ docs: z.array(documentSchema) });
const anything = z.unknown();
/** A part of the index cannot be read. */
const unavailable = 503;

/** @param copies how many must have each that is written; null: as many as the index says */
export function createIndexThumbnails(cluster: Cluster, copies: number | null = null): ThumbnailStore {
  const index = indexNames(cluster.address.name).thumbnails;

  async function ask(ids: readonly string[], query: Readonly<Record<string, string>>) {
    if (ids.length === 0) return [];
    const { docs } = await cluster.ask(
      { method: 'POST', path: `/${index}/_mget`, query, body: { ids } },
      answerSchema,
    );
    // One that was dropped holds nothing.
    for (const { error } of docs)
      if (error !== undefined && error.type !== noIndexType)
        throw refusalFailure(unavailable, error.type, error.reason ?? '', cluster.address.text);
    return docs;
  }

  async function held(imageIds: readonly string[]): Promise<ReadonlySet<string>> {
    const docs = await ask(imageIds, { _source: 'false' });
    return new Set(docs.flatMap(({ _id, found }) => (found ? [_id] : [])));
  }

  return {
    held,
    async read(imageIds) {
      const docs = await ask(imageIds, {});
      return new Map(
        docs.flatMap(({ _id, _source }) =>
          _source === undefined ? [] : [[_id, Buffer.from(_source.bytes, 'base64')] as const],
        ),
      );
    },
    async write(thumbnails) {
      const documents = [...thumbnails].map(([id, bytes]) => ({
        id,
        body: { bytes: Buffer.from(bytes).toString('base64') },
      }));
      await writeDocuments(cluster, index, documents, copies);
    },
    async examine(imageIds, of) {
      const there = await held(imageIds);
      return imageIds.flatMap((imageId) =>
        there.has(imageId)
          ? []
          : [
              `${of(imageId)} has no thumbnail at ${cluster.address.text}. Publish the catalog again, or import its folder again.`,
            ],
      );
    },
  };
}

/** Once all that was in it is elsewhere. @throws Failure `cluster-unusable` for an index that is not Twinset's */
export async function dropIndexThumbnails(cluster: Cluster): Promise<void> {
  const { thumbnails } = indexNames(cluster.address.name);
  if ((await findIndex(cluster, thumbnails, 'thumbnails')) === null) return;
  await cluster.ask({ method: 'DELETE', path: `/${thumbnails}`, allow: [404] }, anything);
}
