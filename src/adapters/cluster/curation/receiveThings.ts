/**
 * What was said since a mark, from one copy of the index. The mark is a global checkpoint: every copy in sync has all writes
 * up to it for good. What lies above it may still be missing on a copy, or be rolled back, and waits for the next time.
 */
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { Received, ReceivedPage, ReplicaMark } from '../../../core/team/ports.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { indexNames } from '../format/indexNames.ts';
import { askShards } from '../search/askShards.ts';
import { foundThingSchema, readThingDocument, thingKind } from './thingDocument.ts';

const copySchema = z.looseObject({
  routing: z.looseObject({ state: z.string(), primary: z.boolean(), node: z.string() }),
  seq_no: z.looseObject({ global_checkpoint: z.number().int() }).optional(),
});
const statsSchema = z.looseObject({
  indices: z.record(
    z.string(),
    z.looseObject({ uuid: z.string(), shards: z.record(z.string(), z.array(copySchema)) }),
  ),
});
const refreshSchema = z.looseObject({
  _shards: z.looseObject({ successful: z.number().int(), failed: z.number().int() }),
});
const hitsSchema = z.looseObject({
  hits: z.looseObject({ hits: z.array(foundThingSchema) }),
});

const pageSize = 1000;

/**
 * All of it is asked of one node, so that the copy whose checkpoint is read is the one that is refreshed and searched.
 * @param node a connection to one node
 * @throws Failure where the index cannot be read now
 */
export async function receiveThings(node: Cluster, { origin, received }: ReplicaMark): Promise<Received> {
  const index = indexNames(node.address.name).curation;
  const found = await findCopy(node, index);
  const since = found.origin === origin ? received : -1;
  return { origin: found.origin, pages: readPages(node, index, found, since) };
}

interface FoundCopy {
  readonly origin: string;
  readonly node: string;
  readonly checkpoint: number;
}

/** The first copy, whose checkpoint is the newest; where it did not answer, the one that knows most. */
async function findCopy(node: Cluster, index: string): Promise<FoundCopy> {
  const { indices } = await node.ask(
    { method: 'GET', path: `/${index}/_stats/get`, query: { level: 'shards' } },
    statsSchema,
  );
  const copies = Object.values(indices).flatMap(({ uuid, shards }) =>
    Object.values(shards)
      .flat()
      .flatMap(({ routing, seq_no: numbers }) =>
        routing.state === 'STARTED' && numbers !== undefined
          ? {
              origin: uuid,
              node: routing.node,
              checkpoint: numbers.global_checkpoint,
              isFirst: routing.primary,
            }
          : [],
      ),
  );
  const [best] = copies.toSorted(
    (one, other) => Number(other.isFirst) - Number(one.isFirst) || other.checkpoint - one.checkpoint,
  );
  if (best !== undefined) return best;
  throw new Failure(
    'cluster-refused',
    `No copy of the decisions at ${node.address.text} can be read now. Look with "cluster doctor".`,
  );
}

async function* readPages(
  node: Cluster,
  index: string,
  { node: home, checkpoint }: FoundCopy,
  since: number,
): AsyncGenerator<ReceivedPage> {
  if (checkpoint <= since) return;
  const { _shards: refreshed } = await node.ask(
    { method: 'POST', path: `/${index}/_refresh` },
    refreshSchema,
  );
  if (refreshed.failed > 0) {
    throw new Failure(
      'cluster-refused',
      `A copy of the decisions at ${node.address.text} does not answer now. Look with "cluster doctor".`,
    );
  }
  for (let from = since; ; ) {
    const answer = await askShards(
      node,
      index,
      {
        size: pageSize,
        query: {
          bool: {
            filter: [{ term: { kind: thingKind } }, { range: { _seq_no: { gt: from, lte: checkpoint } } }],
          },
        },
        sort: [{ _seq_no: 'asc' }],
        seq_no_primary_term: true,
        track_total_hits: false,
      },
      hitsSchema,
      { preference: `_only_nodes:${home}` },
    );
    const { hits } = answer.hits;
    const things = hits.flatMap((hit) => readThingDocument(hit) ?? []);
    const last = hits.at(-1)?._seq_no;
    if (last === undefined || hits.length < pageSize) {
      yield { things, received: checkpoint };
      return;
    }
    yield { things, received: last };
    from = last;
  }
}
