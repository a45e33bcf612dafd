/**
 * What was renamed in a published catalog is followed once, by whichever address and from whichever copy of that catalog it is published:
 * whoever follows it first leaves a document of it.
 */
import { z } from 'zod';
import type { Cluster } from '../connection/connectCluster.ts';
import { indexNames } from '../format/indexNames.ts';
import { writeDocuments } from '../write/writeDocuments.ts';

const kind = 'followed';
const claimSchema = z.looseObject({
  docs: z.array(
    z.looseObject({
      _source: z.looseObject({ value: z.looseObject({ replica: z.string() }) }).optional(),
    }),
  ),
});

/** @param replica who follows them. @returns those that nobody else followed */
export async function claimRenamings(
  cluster: Cluster,
  ids: readonly string[],
  { author, replica }: { readonly author: string; readonly replica: string },
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { curation } = indexNames(cluster.address.name);
  const body = { kind, author, at: new Date().toISOString(), value: { replica } };
  const documents = ids.map((id) => ({ id: `${kind}-${id}`, body, isOnlyNew: true as const }));
  await writeDocuments(cluster, curation, documents, null);
  const { docs } = await cluster.ask(
    { method: 'POST', path: `/${curation}/_mget`, body: { ids: documents.map(({ id }) => id) } },
    claimSchema,
  );
  return new Set(ids.filter((_, at) => docs[at]?._source?.value.replica === replica));
}
