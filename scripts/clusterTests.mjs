/** The core of the tests on a cluster, as a part of `npm test`: where this machine cannot run three nodes they are skipped, and nothing fails. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { freemem } from 'node:os';
import { dirname, join } from 'node:path';
import { installOpenSearch, openSearchObstacle } from './installOpenSearch.mjs';
import { root, say } from './setup.mjs';

const gibibyte = 2 ** 30;
/** Three nodes hold 2.1 GB, the tests and a browser the rest. */
const leastMemoryBytes = 3.5 * gibibyte;

/**
 * @param run runs them with this environment, writes their JSON report, and answers with the exit status
 * @param findObstacle why they cannot run here, or null
 * @returns null where they were skipped, which is said with the reason
 */
export async function runClusterTests(run, findObstacle = clusterObstacle) {
  const report = join(root, 'test-results', 'cluster.json');
  const obstacleFile = join(root, 'test-results', 'cluster-obstacle.txt');
  mkdirSync(dirname(report), { recursive: true });
  for (const file of [report, obstacleFile]) rmSync(file, { force: true });
  const before = findObstacle();
  if (before !== null) return skip(before);
  const status = await run({ TWINSET_TESTS: 'core', TWINSET_CLUSTER_OBSTACLE: obstacleFile }, report);
  // A node that the system ended for want of memory is no failed test either.
  if (status !== 0 && existsSync(obstacleFile)) return skip(readFileSync(obstacleFile, 'utf8'));
  return { status, report };
}

/** Gets OpenSearch where it is missing. */
export function clusterObstacle() {
  return openSearchObstacle() ?? memoryObstacle() ?? installObstacle();
}

function skip(obstacle) {
  say(`${obstacle}: the tests on a cluster are skipped.`);
  return null;
}

function memoryObstacle() {
  // What a container's limit leaves, where there is one.
  const freeBytes = process.availableMemory?.() ?? freemem();
  if (freeBytes >= leastMemoryBytes) return null;
  const [free, least] = [freeBytes, leastMemoryBytes].map((bytes) => (bytes / gibibyte).toFixed(1));
  return `${free} GiB of memory are free, and three nodes need ${least}`;
}

function installObstacle() {
  try {
    installOpenSearch();
    return null;
  } catch (error) {
    return error.message;
  }
}
