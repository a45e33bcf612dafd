/** `bench --cluster`: measures a catalog on a cluster beside the same one on this machine. */
import type { Cluster } from '../../adapters/cluster/connection/connectCluster.ts';
import type { Reading } from '../../adapters/cluster/search/fetchDocuments.ts';
import type { SearchPort } from '../../core/search/ports.ts';
import { type BenchCatalog, chooseQueries } from '../benchCatalog.ts';
import type { BenchListeners } from '../benchOrder.ts';
import type { BenchPlace } from '../benchPlace.ts';
import { describeMachine } from '../describeMachine.ts';
import { derived, type Measurement } from '../measurement.ts';
import { facetsStep, textStep } from '../steps/viewSteps.ts';
import type { ClusterOrder, ClusterReport } from './clusterOrder.ts';
import { clusterPairsStep } from './clusterPairsStep.ts';
import { clusterSearchStep } from './clusterSearch.ts';
import { decideStep } from './decideStep.ts';
import { describeLoad, loadCatalog } from './loadStep.ts';
import { benchName, prepareOwnCatalog } from './ownCatalog.ts';

/**
 * Does the steps that were asked for, in their order, and takes the catalog off the cluster again.
 * @throws Failure of the cluster in words; `bad-input` where another catalog is at the address; `cancelled` once the place was stopped
 */
export async function runClusterBench(
  place: BenchPlace,
  order: ClusterOrder,
  listeners: BenchListeners,
): Promise<ClusterReport> {
  const { connection } = order;
  const { connectCluster, findCatalogs, removeCatalogs } = await import('../../adapters/cluster/cluster.ts');
  listeners.onStep('Looking at this machine and the cluster');
  const machine = await describeMachine(place);
  const { version, nodes } = await place.withEngine((engine) => engine.call('cluster.doctor', connection));
  const cluster = connectCluster(connection);
  try {
    const local = await prepareOwnCatalog(place, order, listeners);
    const results: Measurement[] = [];
    await measureCatalog({
      ...{ place, order, cluster, local, onStep: listeners.onStep },
      async take(measured) {
        results.push(...measured);
        measured.forEach(listeners.onResult);
        await place.breathe();
      },
    });
    return { machine, cluster: { address: cluster.address.text, version, nodes }, results };
  } finally {
    if (!order.isKept) {
      const found = await findCatalogs(cluster);
      if (found.catalogs.length > 0 && found.catalogs.every((name) => name === benchName))
        await removeCatalogs(cluster, found);
    }
    await cluster.close();
  }
}

/** What is under way. */
interface ClusterBench extends Pick<BenchListeners, 'onStep'> {
  readonly place: BenchPlace;
  readonly order: ClusterOrder;
  readonly cluster: Cluster;
  readonly local: BenchCatalog;
  take(measured: readonly Measurement[]): Promise<void>;
}

async function measureCatalog({ place, order, cluster, local, onStep, take }: ClusterBench): Promise<void> {
  const { connection, steps, queries: count } = order;
  await take([derived('catalog', 'products', local.products, describeSource(order))]);
  onStep('Putting it on the cluster');
  const loaded = await loadCatalog(place, cluster, local, order);
  if (steps.includes('load')) await take(await describeLoad(cluster, loaded));
  const { address, ...how } = connection;
  const shared = { folder: address, connection: how };
  const queries = await chooseQueries(place, local, count);
  if (steps.includes('search')) {
    onStep('Searching');
    const search = await openSearch(cluster, 'approximate');
    await take(await clusterSearchStep(place, local, shared, search, queries));
  }
  if (steps.includes('facets')) {
    onStep('Counting facets');
    await take(await facetsStep(place, shared, count));
    await take(await facetsStep(place, local, count, 'facets.here'));
  }
  if (steps.includes('text')) {
    onStep('Searching for words');
    await take(await textStep(place, shared, queries));
    await take(await textStep(place, local, queries, 'text.here'));
  }
  if (steps.includes('allPairs')) {
    onStep('Making lists');
    const exact = await openSearch(cluster, 'exact');
    const approximate = await openSearch(cluster, 'approximate');
    const ids = await chooseQueries(place, local, order.lists);
    await take(await clusterPairsStep(place, local, ids, { exact, approximate }));
  }
  if (steps.includes('decide')) {
    onStep('Deciding');
    await take(await decideStep(place, local, shared));
  }
}

/** A search that reads as is asked for, where a person's is exact while that is fast. */
async function openSearch(cluster: Cluster, reading: Reading): Promise<SearchPort> {
  const { createClusterSearch, openClusterCatalog } = await import('../../adapters/cluster/cluster.ts');
  return createClusterSearch(await openClusterCatalog(cluster), { idsOfSelection: () => [], reading });
}

function describeSource({ catalog }: ClusterOrder): string {
  return catalog === null
    ? 'those imported, repeated with slightly turned vectors up to so many'
    : `as they are in ${catalog}`;
}
