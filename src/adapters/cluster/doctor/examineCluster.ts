/** Looks at a cluster and the catalog on it: what is found, and what to do. */
import type { ClusterCheck, ClusterReport } from '../../../contract/cluster.ts';
import { Failure } from '../../../contract/failure.ts';
import { nameOfPlace, type ThumbnailAccess } from '../../../core/cluster/thumbnails.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import {
  askVersion,
  type FoundIndex,
  findIndex,
  readPublished,
  versionProblem,
} from '../format/catalogFormat.ts';
import { indexNames } from '../format/indexNames.ts';
import { openThumbnails, type PublishedPlace } from '../thumbnails/openThumbnails.ts';
import { checkCopies } from './checkCopies.ts';
import { checkNodes } from './checkNodes.ts';

const requestsTimed = 7;
/** Every look-alike waits for a few requests. */
const slowMs = 150;

/** @throws Failure where the cluster cannot be asked at all */
export async function examineCluster(cluster: Cluster, access: ThumbnailAccess): Promise<ClusterReport> {
  const { text, name } = cluster.address;
  const version = await askVersion(cluster);
  const problem = versionProblem(version.number, version.distribution, text);
  const checks: ClusterCheck[] = [
    problem === null
      ? good('version', `OpenSearch ${version.number}`)
      : { name: 'version', state: 'bad', found: version.number, advice: problem },
    await checkLatency(cluster),
  ];
  const seen = await checkNodes(cluster);
  checks.push(...seen.checks);
  const found = await look(checks, () => findIndex(cluster, indexNames(name).shown, 'products'));
  if (found !== null) {
    checks.push(...(await checkCopies(cluster, found.index, seen.nodes)));
    checks.push(await checkThumbnails(cluster, readPublished(found, text).thumbnails, access));
  }
  return {
    address: text,
    ok: checks.every(({ state }) => state !== 'bad'),
    version: version.number,
    nodes: seen.nodes,
    catalog: found === null ? null : describeCatalog(found, text),
    checks,
  };
}

async function checkLatency(cluster: Cluster): Promise<ClusterCheck> {
  const times: number[] = [];
  for (let asked = 0; asked < requestsTimed; asked++) {
    const startedAtMs = performance.now();
    await askVersion(cluster);
    times.push(performance.now() - startedAtMs);
  }
  const median = times.sort((a, b) => a - b)[Math.floor(requestsTimed / 2)] ?? 0;
  const found = `${median.toFixed(1)} ms there and back`;
  if (median < slowMs) return good('latency', found);
  return {
    name: 'latency',
    state: 'attention',
    found,
    advice: 'Every search takes longer by that. Work nearer to the cluster, or ask why it is slow.',
  };
}

/** What is at the address: none yet, a catalog, or what is told as a check. */
async function look(
  checks: ClusterCheck[],
  find: () => Promise<FoundIndex | null>,
): Promise<FoundIndex | null> {
  try {
    const found = await find();
    checks.push(
      found === null
        ? {
            name: 'catalog',
            state: 'attention',
            found: 'there is none at this address yet',
            advice: 'Send one there with "cluster publish".',
          }
        : good('catalog', `${found.index}, format ${found.mark.format}`),
    );
    return found;
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    checks.push({
      name: 'catalog',
      state: 'bad',
      found: 'what is at this address cannot be used',
      advice: thrown.message,
    });
    return null;
  }
}

/** Whether they can be reached from this machine. */
async function checkThumbnails(
  cluster: Cluster,
  place: PublishedPlace,
  access: ThumbnailAccess,
): Promise<ClusterCheck> {
  if (place.kind === 'index') return good('thumbnails', 'in an index of their own');
  const found = `in ${nameOfPlace(place)}`;
  const thumbnails = openThumbnails(cluster, place, { access });
  try {
    await thumbnails.held([]);
    return good('thumbnails', found);
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const state = access.reach(place) === null ? 'attention' : 'bad';
    return { name: 'thumbnails', state, found, advice: thrown.message };
  } finally {
    thumbnails.close();
  }
}

function describeCatalog(found: FoundIndex, text: string): NonNullable<ClusterReport['catalog']> {
  const { catalog, runtime, products, publishedAt } = readPublished(found, text);
  return { name: catalog, format: found.mark.format, space: runtime.space, products, publishedAt };
}

function good(name: string, found: string): ClusterCheck {
  return { name, state: 'good', found, advice: null };
}
