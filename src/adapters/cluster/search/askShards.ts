/** A search of an index that is answered by all of its shards, or fails: never by a part of them. */
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import { clusterFailure } from '../connection/clusterFailure.ts';
import type { Cluster } from '../connection/connectCluster.ts';

const shardsSchema = z.looseObject({
  timed_out: z.boolean(),
  _shards: z.looseObject({ total: z.number(), successful: z.number(), failed: z.number() }),
});

/** On the next node each; a node that is going answers badly once or twice. */
const mostTries = 3;

/** @param query what else is said in the address. @throws Failure in words, after it was tried on several nodes */
export async function askShards<Shape extends z.ZodObject>(
  cluster: Cluster,
  index: string,
  body: object,
  shape: Shape,
  query: Readonly<Record<string, string>> = {},
): Promise<z.output<Shape>> {
  for (let tried = 1; ; tried++) {
    const answer = await cluster.ask(
      {
        method: 'POST',
        path: index === '' ? '/_search' : `/${index}/_search`,
        query: { allow_partial_search_results: 'false', ...query },
        body,
      },
      shape.extend(shardsSchema.shape),
    );
    const { timed_out: timedOut, _shards: shards } = shardsSchema.parse(answer);
    if (!timedOut && shards.failed === 0 && shards.successful === shards.total) return shape.parse(answer);
    if (tried < mostTries) continue;
    throw clusterFailure(
      new Failure(
        'cluster-refused',
        `A part of ${cluster.address.text} did not answer (${shards.successful} of ${shards.total}), so that nothing is shown rather than too little. Look with "cluster doctor".`,
      ),
      cluster.address.text,
    );
  }
}
