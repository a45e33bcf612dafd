/** Vitest's global set-up: one cluster for all files of a run. */
import { writeFileSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { installOpenSearch } from '../../scripts/installOpenSearch.mjs';
import setUpRunFolder from '../runFolder.ts';
import { type ClusterNodes, startNodes } from './fixtures/clusterNodes.ts';
import { serveControl } from './fixtures/nodeControl.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** `127.0.0.1:PORT,127.0.0.1:PORT,…` */
    clusterHosts: string;
    /** Where its nodes are killed, paused and started. */
    clusterControl: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const removeRunFolder = setUpRunFolder();
  const nodes = await startHere();
  const control = await serveControl(nodes);
  project.provide('clusterHosts', nodes.hosts.join(','));
  project.provide('clusterControl', control.address);
  return async () => {
    control.close();
    const end = nodes.fallen();
    if (end !== null) noteObstacle(end);
    await nodes.close();
    removeRunFolder();
  };
}

async function startHere(): Promise<ClusterNodes> {
  try {
    return await startNodes(installOpenSearch());
  } catch (thrown) {
    noteObstacle(thrown instanceof Error ? thrown.message : String(thrown));
    throw thrown;
  }
}

/** For `npm test`: a machine that cannot run three nodes is no failed test. */
function noteObstacle(reason: string): void {
  const file = process.env['TWINSET_CLUSTER_OBSTACLE'];
  if (file !== undefined) writeFileSync(file, reason);
}
