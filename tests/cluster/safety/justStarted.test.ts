/** A cluster that has just started knows its nodes before it knows its indices: no catalog is missing until it knows both. */
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openClusterCatalog } from '../../../src/adapters/cluster/clusterCatalog.ts';
import { connectCluster } from '../../../src/adapters/cluster/connection/connectCluster.ts';
import { Failure } from '../../../src/contract/failure.ts';
import { controlAt, type NodeControl } from '../fixtures/nodeControl.ts';
import { addressOf, makeSampleCatalog, publish, type SampleCatalog } from '../fixtures/sampleCatalog.ts';

const name = 'just-started';
const allNodes = [0, 1, 2];

let nodes: NodeControl;
let sample: SampleCatalog;

beforeAll(async () => {
  nodes = controlAt(inject('clusterControl'));
  sample = await makeSampleCatalog(6);
  const local = await sample.openEngine();
  await publish(local, { address: addressOf(name), shards: 1 });
  await local.close();
});

afterAll(() => sample.remove());

/** Asks for the catalog again and again until it is there. @returns what was said before */
async function untilOpened(address: string): Promise<ReadonlySet<string>> {
  const said = new Set<string>();
  const cluster = connectCluster({ address }, { timeoutMs: 10_000, retries: 0 });
  try {
    for (;;) {
      try {
        await openClusterCatalog(cluster);
        return said;
      } catch (thrown) {
        if (!(thrown instanceof Failure)) throw thrown;
        said.add(`${thrown.code}: ${thrown.message}`);
      }
    }
  } finally {
    await cluster.close();
  }
}

it('a cluster that has just started is waited for, and not taken for one without the catalog', async ({
  annotate,
}) => {
  await Promise.all(allNodes.map((node) => nodes.kill(node)));
  const [host] = inject('clusterHosts').split(',');
  const opening = untilOpened(`http://${host}/${name}`);
  await Promise.all(allNodes.map((node) => nodes.start(node)));
  const said = await opening;
  await annotate([...said].join('\n'));
  expect([...said].filter((words) => words.startsWith('not-found'))).toEqual([]);
});
