/** Runs a command's work with an engine of its own, and ends the engine whatever happens. */
import type { Input, Output } from '../contract/contract.ts';
import { findDataFolder } from '../engine/dataFolder.ts';
import type { Engine } from '../engine/engine.ts';
import { findResourcesFolder } from '../engine/installation.ts';
import { openEngine } from '../engine/openEngine.ts';
import { type CatalogWords, connectionFrom, type OutputOptions } from './options.ts';
import { note } from './print.ts';

/** A request to stop ends the engine first, so that the catalog is left in order. @throws what the work throws */
export async function withEngine<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openEngine({
    dataFolder: findDataFolder(),
    resourcesFolder: findResourcesFolder(),
    isBrief: true,
  });
  const end = (): void => {
    engine.close().then(
      () => process.exit(1),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', end);
  try {
    return await work(engine);
  } finally {
    process.off('SIGTERM', end);
    await engine.close();
  }
}

/** The same with the catalog open; what was lost of it is told on standard error. @throws Failure where there is no catalog, or another program has it */
export async function withCatalog<T>(
  words: Omit<CatalogWords, keyof OutputOptions>,
  work: (engine: Engine, catalog: Output<'catalogs.open'>) => Promise<T>,
): Promise<T> {
  return withEngine(async (engine) => {
    const catalog = await engine.call('catalogs.open', openOrder(words));
    tellNotices(catalog);
    return work(engine, catalog);
  });
}

/** What is asked for to open the catalog that a command names. */
export function openOrder(words: Omit<CatalogWords, keyof OutputOptions>): Input<'catalogs.open'> {
  return { folder: words.catalog, connection: connectionFrom(words) };
}

/** What was lost of a catalog, and what was put back. */
export function tellNotices({ notices }: Pick<Output<'catalogs.open'>, 'notices'>): void {
  for (const notice of notices) note(`Attention: ${notice}`);
}
