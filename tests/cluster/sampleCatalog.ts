/** A drawn catalog with real embeddings, and the address of a shared one that nobody else uses. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import {
  type ClusterCatalog,
  connectCluster,
  openClusterCatalog,
} from '../../src/adapters/cluster/cluster.ts';
import type { Publication } from '../../src/contract/cluster.ts';
import type { Input } from '../../src/contract/contract.ts';
import type { CatalogSession } from '../../src/core/catalogs/session.ts';
import { openLocalSession } from '../../src/engine/catalogs/local/localSession.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { sharedVision } from '../engine/sharedVision.ts';
import { resourcesFolder, runImport } from '../engine/workplace.ts';
import { makeDataFolder } from '../runFolder.ts';

export interface SampleCatalog {
  readonly folder: string;
  readonly dataFolder: string;
  /** Of another curator's machine. */
  readonly sharedDataFolder: string;
  /** Of a third one's. */
  readonly thirdDataFolder: string;
  /** With the catalog open; one at a time. */
  openEngine(): Promise<Engine>;
  openSession(): Promise<CatalogSession>;
  remove(): void;
}

/** @param count products, each with a picture */
export async function makeSampleCatalog(count: number): Promise<SampleCatalog> {
  const place = mkdtempSync(join(tmpdir(), 'twinset-shared-'));
  const dataFolder = makeDataFolder(join(place, 'data'));
  const sharedDataFolder = makeDataFolder(join(place, 'other machine'));
  const thirdDataFolder = makeDataFolder(join(place, 'third machine'));
  const vision = sharedVision(resourcesFolder);
  const engine = await createEngine({ dataFolder, resourcesFolder }, { vision });
  const { catalog, imageFolder, metadata } = await engine.call('catalogs.openSample', { count });
  await runImport(engine, { folder: imageFolder, metadata });
  await engine.close();
  return {
    folder: catalog.folder,
    dataFolder,
    sharedDataFolder,
    thirdDataFolder,
    async openEngine() {
      const opened = await createEngine({ dataFolder, resourcesFolder }, { vision });
      await opened.call('catalogs.open', { folder: catalog.folder });
      return opened;
    },
    openSession: () =>
      openLocalSession(
        catalog.folder,
        {
          create: false,
          axesOf: async () => null,
          onProblem(reason) {
            throw reason;
          },
        },
        vision,
      ),
    remove: () => rmSync(place, { recursive: true, force: true }),
  };
}

/** @param name of the catalog there */
export function addressOf(name: string): string {
  return `http://${inject('clusterHosts')}/${name}`;
}

/** Publishes the open catalog and waits for the end. @throws where it did not come to its end */
export async function publish(engine: Engine, order: Input<'cluster.publish'>): Promise<Publication> {
  const { jobId } = await engine.call('cluster.publish', order);
  const job = await engine.call('jobs.wait', { id: jobId });
  if (job.kind !== 'publish' || job.result === null) throw new Error(`It was not published: ${job.message}`);
  return job.result;
}

/** An engine of another machine with the shared catalog open. @param name of the catalog there */
export async function openSharedEngine(
  sample: Pick<SampleCatalog, 'sharedDataFolder'>,
  name: string,
  address = addressOf(name),
): Promise<Engine> {
  const vision = sharedVision(resourcesFolder);
  const engine = await createEngine({ dataFolder: sample.sharedDataFolder, resourcesFolder }, { vision });
  await engine.call('catalogs.open', { folder: address });
  return engine;
}

/** The same by somebody whom others know by this name, on a machine of their own. */
export async function openSharedAs(author: string, sharedDataFolder: string, name: string): Promise<Engine> {
  const engine = await openSharedEngine({ sharedDataFolder }, name);
  await engine.call('settings.set', { author });
  return engine;
}

/** A sample catalog that was published, and what two people have of it; closed and removed by whoever asked for it. */
export interface SampleOfTwo {
  readonly sample: SampleCatalog;
  /** With the catalog that was published. */
  readonly local: Engine;
  readonly anna: Engine;
  readonly ben: Engine;
  /** Of all products. */
  readonly ids: readonly string[];
}

/** @param name of the catalog there @param before what is done to the local one before it is published */
export async function shareSample(
  count: number,
  name: string,
  before?: (local: Engine, ids: readonly string[]) => Promise<unknown>,
): Promise<SampleOfTwo> {
  const sample = await makeSampleCatalog(count);
  const local = await sample.openEngine();
  const { ids } = await local.call('products.ids', { view: {} });
  await before?.(local, ids);
  await publish(local, { address: addressOf(name) });
  const anna = await openSharedAs('Anna', sample.sharedDataFolder, name);
  const ben = await openSharedAs('Ben', sample.thirdDataFolder, name);
  return { sample, local, anna, ben, ids };
}

/** Ends all engines, and removes what they had. */
export async function closeSample({ anna, ben, local, sample }: Omit<SampleOfTwo, 'ids'>): Promise<void> {
  await Promise.all([anna, ben, local].map((engine) => engine.close()));
  sample.remove();
}

/** The shared catalog; closed by whoever asked for it. */
export function openShared(name: string): Promise<ClusterCatalog> {
  return openClusterCatalog(connectCluster({ address: addressOf(name) }));
}

/** Exports and waits for the end. @returns the file. @throws where it did not come to its end */
export async function exportLists(engine: Engine, order: Input<'lists.export'>): Promise<string> {
  const { jobId } = await engine.call('lists.export', order);
  const job = await engine.call('jobs.wait', { id: jobId });
  if (job.kind !== 'export' || job.result === null) throw new Error(`It was not exported: ${job.message}`);
  return job.result.file;
}
