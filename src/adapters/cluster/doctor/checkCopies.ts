/** The indices of a catalog: how often each is kept, what a write waits for, whether it can be written, and how its vectors are mapped. */
import { z } from 'zod';
import type { ClusterCheck } from '../../../contract/cluster.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { readVectorMapping, rightVectors, type VectorMapping } from '../format/vectorMapping.ts';

const settingsSchema = z.record(z.string(), z.looseObject({ settings: z.record(z.string(), z.unknown()) }));
const mappingSchema = z.record(z.string(), z.looseObject({ mappings: z.unknown() }));

/** @param index the products' @param nodes of the cluster */
export async function checkCopies(cluster: Cluster, index: string, nodes: number): Promise<ClusterCheck[]> {
  const answer = await cluster.ask(
    { method: 'GET', path: `/${index}/_settings`, query: { flat_settings: 'true' } },
    settingsSchema,
  );
  const settings = answer[index]?.settings ?? {};
  const mapping = await cluster.ask({ method: 'GET', path: `/${index}/_mapping` }, mappingSchema);
  return [
    checkMapping(readVectorMapping(mapping[index]?.mappings)),
    checkReplicas(Number(settings['index.number_of_replicas'] ?? 0), nodes),
    checkWaiting(String(settings['index.write.wait_for_active_shards'] ?? '1'), nodes),
    checkBlocks(settings),
  ];
}

function checkMapping({ isRight, found }: VectorMapping): ClusterCheck {
  if (isRight) return { name: 'mapping', state: 'good', found, advice: null };
  return {
    name: 'mapping',
    state: 'bad',
    found,
    advice: `Somebody changed the index: its vectors must be ${rightVectors}. Publish the catalog under another name.`,
  };
}

function checkReplicas(replicas: number, nodes: number): ClusterCheck {
  const found = `${replicas + 1} ${replicas === 0 ? 'copy' : 'copies'} of every document`;
  if (replicas > 0) return { name: 'copies', state: 'good', found, advice: null };
  return {
    name: 'copies',
    state: 'attention',
    found,
    advice:
      nodes > 1
        ? 'The loss of one node loses data. Set index.number_of_replicas to 1.'
        : 'One node keeps one copy. Add nodes, then set index.number_of_replicas to 1.',
  };
}

function checkWaiting(waiting: string, nodes: number): ClusterCheck {
  const found = `a write waits for ${waiting} ${waiting === '1' ? 'copy' : 'copies'}`;
  if (waiting === 'all' || Number(waiting) > 1 || nodes === 1)
    return { name: 'writes', state: 'good', found, advice: null };
  return {
    name: 'writes',
    state: 'attention',
    found,
    advice: 'What one copy alone has is lost with its node. Set index.write.wait_for_active_shards to 2.',
  };
}

function checkBlocks(settings: Readonly<Record<string, unknown>>): ClusterCheck {
  const blocks = Object.entries(settings)
    .filter(([name, value]) => name.startsWith('index.blocks.') && String(value) === 'true')
    .map(([name]) => name);
  if (blocks.length === 0)
    return { name: 'read-only', state: 'good', found: 'it can be written', advice: null };
  return {
    name: 'read-only',
    state: 'bad',
    found: blocks.join(', '),
    advice: 'Nothing can be changed. Make room where disks are full; else take the block away.',
  };
}
