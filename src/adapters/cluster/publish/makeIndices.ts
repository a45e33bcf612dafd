/** The indices of a shared catalog, made where they are missing. */
import { z } from 'zod';
import type { GraphKind } from '../../../contract/cluster.ts';
import type { Input } from '../../../contract/contract.ts';
import { Failure } from '../../../contract/failure.ts';
import { readRefusal, refusalFailure } from '../connection/clusterFailure.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import {
  findIndex,
  type IndexKind,
  type PublishedCatalog,
  readPublished,
  requireVectors,
} from '../format/catalogFormat.ts';
import {
  curationBody,
  type IndexShape,
  journalBody,
  productsBody,
  thumbnailsBody,
} from '../format/indexBodies.ts';
import { indexNames } from '../format/indexNames.ts';
import type { VectorMapping } from '../format/vectorMapping.ts';

const madeSchema = z.looseObject({ error: z.unknown().optional() });
const badRequest = 400;
const healthSchema = z.looseObject({ number_of_data_nodes: z.number().int() });

/** As many embeddings as one shard is good for. */
const picturesPerShard = 2_000_000;
/** So that several nodes work on one search. */
const usualShards = 3;

/** @param wished where a person said more than the catalog's size does */
export async function shapeFor(
  cluster: Cluster,
  pictures: number,
  wished: Pick<Input<'cluster.publish'>, 'shards' | 'replicas' | 'graph'>,
): Promise<IndexShape> {
  const health = await cluster.ask({ method: 'GET', path: '/_cluster/health' }, healthSchema);
  const nodes = Math.max(1, health.number_of_data_nodes);
  return {
    shards: wished.shards ?? Math.max(Math.ceil(pictures / picturesPerShard), Math.min(usualShards, nodes)),
    replicas: wished.replicas ?? Math.min(1, nodes - 1),
    graph: wished.graph ?? null,
  };
}

export interface ProductsIndex {
  /** Not shown before it is named so. */
  readonly index: string;
  /** It was shown at some time. */
  readonly wasShown: boolean;
}

/**
 * Makes those that are missing; what is there stays.
 * @throws Failure `cluster-unusable` where another's index has the name, somebody changed one, or there is no k-NN; `bad-input` where a
 * graph is there that keeps embeddings in another way than is wished
 */
export async function makeIndices(
  cluster: Cluster,
  shape: IndexShape,
  published: PublishedCatalog,
): Promise<ProductsIndex> {
  const names = indexNames(cluster.address.name);
  const small = { ...shape, shards: 1 };
  const products = names.products(published.runtime.space);
  const wanted: readonly (readonly [index: string, kind: IndexKind, body: object])[] = [
    [products, 'products', productsBody(shape, published)],
    ...(published.thumbnails.kind === 'index'
      ? [[names.thumbnails, 'thumbnails', thumbnailsBody(shape)] as const]
      : []),
    [names.curation, 'curation', curationBody(small)],
    [names.journal, 'journal', journalBody(small)],
  ];
  // All are looked at before the first is made.
  const missing: [index: string, body: object][] = [];
  let wasShown = false;
  for (const [index, kind, body] of wanted) {
    const found = await findIndex(cluster, index, kind);
    if (found === null) missing.push([index, body]);
    else if (kind === 'products') {
      requireVectors(found, cluster.address.text);
      requireGraph(found.vectors, shape.graph, cluster.address.text);
      wasShown = readPublished(found, cluster.address.text).publishedAt !== null;
    }
  }
  for (const [index, body] of missing) await makeIndex(cluster, index, body);
  return { index: products, wasShown };
}

function requireGraph({ graph }: VectorMapping, wished: GraphKind | null, at: string): void {
  if (wished === null || wished === graph) return;
  throw new Failure(
    'bad-input',
    `The catalog at ${at} has its embeddings as ${graph} in the graph, and an index keeps that as it was made. Leave "graph" out, or publish to another address as ${wished}.`,
  );
}

/** One that was asked for twice, because the first answer was late, is there. */
async function makeIndex(cluster: Cluster, index: string, body: object): Promise<void> {
  const answer = await cluster.ask(
    {
      method: 'PUT',
      path: `/${index}`,
      query: { wait_for_active_shards: 'all' },
      body,
      allow: [badRequest],
    },
    madeSchema,
  );
  if (answer.error === undefined) return;
  const { type, reason } = readRefusal(answer);
  if (type !== 'resource_already_exists_exception')
    throw refusalFailure(badRequest, type, reason, cluster.address.text);
}
