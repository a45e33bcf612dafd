/** Vitest's global set-up: one cluster for all files of a run. */
import type { TestProject } from 'vitest/node';
import { installOpenSearch } from '../../scripts/installOpenSearch.mjs';
import setUpRunFolder from '../runFolder.ts';
import { startNodes } from './clusterNodes.ts';
import { serveControl } from './nodeControl.ts';

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
  const nodes = await startNodes(installOpenSearch());
  const control = await serveControl(nodes);
  project.provide('clusterHosts', nodes.hosts.join(','));
  project.provide('clusterControl', control.address);
  return async () => {
    control.close();
    await nodes.close();
    removeRunFolder();
  };
}
