/** What the cluster has of some things in truth, whatever is known of them here. */
import { z } from 'zod';
import type { TeamCluster, ThingName } from '../../../core/team/ports.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { indexNames } from '../format/indexNames.ts';
import { foundThingSchema, idOfThing, readThingDocument } from './thingDocument.ts';

const answerSchema = z.looseObject({
  docs: z.array(z.looseObject({ found: z.boolean().default(false) })),
});

export async function examineThings(
  cluster: Cluster,
  names: readonly ThingName[],
): ReturnType<TeamCluster['examine']> {
  const { docs } = await cluster.ask(
    {
      method: 'POST',
      path: `/${indexNames(cluster.address.name).curation}/_mget`,
      body: { ids: names.map(idOfThing) },
    },
    answerSchema,
  );
  return names.map((name, at) => {
    const found = foundThingSchema.safeParse(docs[at]).data;
    return { name, there: found === undefined ? null : readThingDocument(found) };
  });
}
