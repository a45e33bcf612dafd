/** The nodes of a cluster: how they are, whether all find look-alikes, their disks and their clocks. */
import { z } from 'zod';
import type { ClusterCheck } from '../../../contract/cluster.ts';
import type { Cluster } from '../connection/connectCluster.ts';

const healthSchema = z.looseObject({
  status: z.enum(['green', 'yellow', 'red']),
  number_of_nodes: z.number().int(),
  number_of_data_nodes: z.number().int(),
  unassigned_shards: z.number().int(),
});
const pluginsSchema = z.array(z.looseObject({ name: z.string(), component: z.string() }));
const statsSchema = z.looseObject({
  nodes: z.record(
    z.string(),
    z.looseObject({
      name: z.string(),
      timestamp: z.number(),
      fs: z.looseObject({
        total: z.looseObject({ total_in_bytes: z.number(), available_in_bytes: z.number() }),
      }),
    }),
  ),
});

/** OpenSearch puts nothing more on a node at 85 %, and takes writes no more at 95 %. */
const fullShare = { attention: 0.8, bad: 0.9 } as const;
/** Times of decisions would stand in the wrong order. */
const clockOffMs = { attention: 2000, bad: 60_000 } as const;

export async function checkNodes(
  cluster: Cluster,
): Promise<{ readonly nodes: number; readonly checks: ClusterCheck[] }> {
  const health = await cluster.ask({ method: 'GET', path: '/_cluster/health' }, healthSchema);
  const plugins = await cluster.ask(
    { method: 'GET', path: '/_cat/plugins', query: { format: 'json', h: 'name,component' } },
    pluginsSchema,
  );
  const askedAtMs = Date.now();
  const { nodes } = await cluster.ask({ method: 'GET', path: '/_nodes/stats/fs' }, statsSchema);
  const here = (askedAtMs + Date.now()) / 2;
  const stats = Object.values(nodes);
  return {
    nodes: health.number_of_nodes,
    checks: [
      checkHealth(health),
      checkPlugin(
        stats.map(({ name }) => name),
        plugins,
      ),
      checkDisks(stats),
      checkClocks(stats, here),
    ],
  };
}

function checkHealth(health: z.infer<typeof healthSchema>): ClusterCheck {
  const {
    status,
    number_of_nodes: nodes,
    number_of_data_nodes: holding,
    unassigned_shards: missing,
  } = health;
  const found = `${status}, ${nodes} nodes, ${holding} of which hold data`;
  switch (status) {
    case 'green':
      return nodes >= 3
        ? { name: 'health', state: 'good', found, advice: null }
        : {
            name: 'health',
            state: 'attention',
            found,
            advice: 'With fewer than three nodes the loss of one stops the cluster. Add nodes.',
          };
    case 'yellow':
      return {
        name: 'health',
        state: 'attention',
        found: `${found}; ${missing} copies are missing`,
        advice:
          'All can be read, with fewer copies than wished. Start the nodes that are gone, or wait while copies are made.',
      };
    case 'red':
      return {
        name: 'health',
        state: 'bad',
        found: `${found}; ${missing} copies are missing, some data among them`,
        advice: 'A part of the data cannot be read. Start the nodes that are gone; else put a snapshot back.',
      };
  }
}

function checkPlugin(nodes: readonly string[], plugins: z.infer<typeof pluginsSchema>): ClusterCheck {
  const have = new Set(
    plugins.filter(({ component }) => component === 'opensearch-knn').map(({ name }) => name),
  );
  const lacking = nodes.filter((name) => !have.has(name));
  if (lacking.length === 0)
    return { name: 'k-NN', state: 'good', found: 'opensearch-knn is on every node', advice: null };
  return {
    name: 'k-NN',
    state: 'bad',
    found: `opensearch-knn is missing on ${lacking.join(', ')}`,
    advice: 'Install the plugin there and start the node again; look-alikes cannot be found without it.',
  };
}

type NodeStats = z.infer<typeof statsSchema>['nodes'][string];

function checkDisks(nodes: readonly NodeStats[]): ClusterCheck {
  const used = nodes.map(({ name, fs: { total } }) => ({
    name,
    share: 1 - total.available_in_bytes / total.total_in_bytes,
  }));
  const [fullest] = used.sort((a, b) => b.share - a.share);
  const share = fullest?.share ?? 0;
  const found = `the fullest disk (${fullest?.name ?? 'none'}) is ${Math.round(100 * share)} % full`;
  const state = share >= fullShare.bad ? 'bad' : share >= fullShare.attention ? 'attention' : 'good';
  return {
    name: 'disk',
    state,
    found,
    advice: state === 'good' ? null : 'Make room or add a node: at 95 % nothing can be written any more.',
  };
}

function checkClocks(nodes: readonly NodeStats[], here: number): ClusterCheck {
  const off = nodes.map(({ name, timestamp }) => ({ name, ms: Math.abs(timestamp - here) }));
  const [worst] = off.sort((a, b) => b.ms - a.ms);
  const ms = worst?.ms ?? 0;
  const state = ms >= clockOffMs.bad ? 'bad' : ms >= clockOffMs.attention ? 'attention' : 'good';
  return {
    name: 'clock',
    state,
    found: `${worst?.name ?? 'no node'} and this machine are ${(ms / 1000).toFixed(1)} s apart`,
    advice: state === 'good' ? null : 'Let all machines take their time from one place (NTP).',
  };
}
