/** Wires core to adapters, once, for every host. */
import { setFlagsFromString } from 'node:v8';
import { sqliteFailure } from '../adapters/sqlite/sqliteFailure.ts';
import { createModelStore } from '../adapters/weights/modelStore.ts';
import {
  type EngineMethod,
  type Handlers,
  type Input,
  isEngineMethod,
  type Output,
  parseInput,
} from '../contract/contract.ts';
import { asFailure, Failure } from '../contract/failure.ts';
import type { CatalogSession } from '../core/catalogs/session.ts';
import { catalogFiles } from './catalogs/catalogFiles.ts';
import { sharedFolderFor } from './catalogs/catalogFolders.ts';
import { openLocalSession } from './catalogs/local/localSession.ts';
import { openSharedSession } from './catalogs/shared/sharedSession.ts';
import { findShippedAxes } from './catalogs/shippedAxes.ts';
import { openCredentialFile } from './cluster/credentialFile.ts';
import { openFollowedPlaces } from './cluster/followedPlaces.ts';
import type { EngineContext } from './context.ts';
import { makeDataFolder } from './dataFolder.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { createErrorLog } from './errorLog.ts';
import { createEventHub } from './eventHub.ts';
import { boardHandlers } from './handlers/boards.ts';
import { catalogHandlers } from './handlers/catalogs.ts';
import { clusterHandlers } from './handlers/cluster.ts';
import { exportHandlers } from './handlers/exports.ts';
import { generationHandlers } from './handlers/generation.ts';
import { importHandlers } from './handlers/imports.ts';
import { chartHandlers } from './handlers/insight/charts.ts';
import { colourHandlers } from './handlers/insight/colours.ts';
import { duplicateHandlers } from './handlers/insight/duplicates.ts';
import { mapHandlers } from './handlers/insight/map.ts';
import { mapColourHandlers } from './handlers/insight/mapColours.ts';
import { matrixHandlers } from './handlers/insight/matrix.ts';
import { qualityHandlers } from './handlers/insight/quality.ts';
import { rankingHandlers } from './handlers/insight/ranking.ts';
import { repairHandlers } from './handlers/insight/repair.ts';
import { tuningHandlers } from './handlers/insight/tuning.ts';
import { jobHandlers } from './handlers/jobs.ts';
import { listHandlers } from './handlers/lists.ts';
import { modelHandlers } from './handlers/models.ts';
import { productHandlers } from './handlers/products.ts';
import { queueHandlers } from './handlers/queue.ts';
import { searchHandlers } from './handlers/search.ts';
import { selectionHandlers } from './handlers/selections.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { teamHandlers } from './handlers/team.ts';
import { userHandlers } from './handlers/users.ts';
import { createImportOwner } from './imports/importOwner.ts';
import { createJobs } from './jobs/createJobs.ts';
import { createExportJobs } from './lists/exportJobs.ts';
import {
  bundledModels,
  createVisionOwner,
  installedModels,
  type VisionOwner,
} from './processes/visionOwner.ts';
import { openRecentCatalogs, openSettings } from './settingsFile.ts';
import { authorName } from './team/authorName.ts';
import { tellApplied } from './team/tellApplied.ts';

/**
 * Keeps V8's space for new objects as small as it is. While a large catalog is loaded it grows to 64 or 128 MB, and never
 * shrinks; nothing here is faster for it (44,000 products at rest: 348 MB with this, 426 to 464 MB without).
 */
setFlagsFromString('--semi-space-growth-factor=1');

/** What an engine is made of where it is other than usual, for tests. */
export interface EngineParts {
  /** Another than the catalogs on this machine. */
  readonly openSession?: typeof openLocalSession | undefined;
  /** Closed by whoever gave it: several engines may use it. */
  readonly vision?: VisionOwner;
}

/**
 * Starts an engine with no catalog open.
 * @throws Failure `not-allowed` where the data folder cannot be made
 */
export async function createEngine(options: EngineOptions, parts: EngineParts = {}): Promise<Engine> {
  const { openSession = openLocalSession } = parts;
  makeDataFolder(options.dataFolder);
  const events = createEventHub();
  const errors = createErrorLog();
  let catalog: CatalogSession | null = null;
  let replacing: Promise<unknown> = Promise.resolve();

  async function closeCatalog(): Promise<void> {
    await jobs.closeCatalog();
    const closing = catalog;
    catalog = null;
    await closing?.close();
  }

  async function replace(open: (() => Promise<CatalogSession>) | null): Promise<CatalogSession | null> {
    const next = open === null ? null : await open();
    await closeCatalog();
    if (next !== null) await jobs.openCatalog(next.folder);
    catalog = next;
    const described = (await next?.describe()) ?? null;
    if (described !== null) context.recent.note({ ...described, openedAt: new Date().toISOString() });
    events.emit('catalogs.changed', { catalog: described });
    if (next !== null && context.settings.read().metric === 'tuned') prepareTuned(next);
    return next;
  }

  async function tellContents(session: CatalogSession): Promise<void> {
    const [products, described] = await Promise.all([session.products.count(), session.describe()]);
    if (catalog !== session) return;
    events.emit('products.changed', { products });
    events.emit('catalogs.changed', { catalog: described });
  }

  /** Behind the catalog's own first answers; nobody waits for it. */
  function prepareTuned(opened: CatalogSession): void {
    opened.tuning.prepare().catch((thrown: unknown) => {
      // One that is closed meanwhile has nothing to read from.
      if (catalog === opened) onProblem(thrown);
    });
  }

  function explain(thrown: unknown): Failure {
    const file = catalog === null ? 'twinset.db' : catalogFiles(catalog.folder).database;
    return asFailure(sqliteFailure(thrown, file));
  }

  function onProblem(reason: unknown): void {
    const { message, detail } = asFailure(reason);
    errors.record(message, detail ?? null);
  }

  const followed = openFollowedPlaces(options.dataFolder);
  const axesOf = (space: string) => findShippedAxes(bundledModels(options), space);

  const jobs = await createJobs(options.dataFolder, events, errors, explain);
  const vision = parts.vision ?? createVisionOwner(options, errors);
  const context: EngineContext = {
    options,
    events,
    errors,
    settings: openSettings(options.dataFolder, (keptAs) =>
      errors.record(
        `The settings could not be read and are as they were at the first start. The damaged file is kept as ${keptAs}.`,
        null,
      ),
    ),
    recent: openRecentCatalogs(options.dataFolder, (thrown) =>
      errors.record(`The list of recent catalogs could not be written: ${asFailure(thrown).message}`, null),
    ),
    models: createModelStore({
      bundledFolder: bundledModels(options),
      installedFolder: installedModels(options),
    }),
    vision,
    jobs,
    openSession: (folder, how) => openSession(folder, { ...how, onProblem, axesOf }, vision),
    openShared: (address, connection) =>
      openSharedSession(
        sharedFolderFor(options.dataFolder, address),
        { ...connection, address },
        {
          onProblem,
          axesOf,
          followed,
          isBrief: options.isBrief ?? false,
          openLocal: (folder) =>
            openSession(folder, { create: true, isDecidedElsewhere: true, onProblem, axesOf }, vision),
          author: () => authorName(context.settings.read()),
          onApplied: (applied, products) => tellApplied(events, applied, products),
          onContents: (session) => void tellContents(session).catch(onProblem),
          onTeamChanged: () => events.emit('team.changed', {}),
        },
        vision,
      ),
    credentials: openCredentialFile(options.dataFolder),
    followed,
    current: () => catalog,
    replace(open) {
      const replaced = replacing.then(() => replace(open));
      replacing = replaced.catch(() => undefined);
      return replaced;
    },
  };
  const imports = createImportOwner(context);
  const exports = createExportJobs(context);
  const handlers: Handlers<EngineMethod> = {
    ...catalogHandlers(context),
    ...productHandlers(context),
    ...selectionHandlers(context),
    ...importHandlers(context, imports),
    ...searchHandlers(context),
    ...listHandlers(context),
    ...exportHandlers(context, exports),
    ...queueHandlers(context),
    ...boardHandlers(context),
    ...userHandlers(context),
    ...generationHandlers(context),
    ...chartHandlers(context),
    ...matrixHandlers(context),
    ...mapHandlers(context),
    ...mapColourHandlers(context),
    ...duplicateHandlers(context),
    ...qualityHandlers(context),
    ...rankingHandlers(context),
    ...tuningHandlers(context),
    ...colourHandlers(context),
    ...repairHandlers(context),
    ...modelHandlers(context),
    ...settingsHandlers(context),
    ...clusterHandlers(context),
    ...teamHandlers(context),
    ...jobHandlers(jobs),
  };

  return {
    async call<M extends EngineMethod>(name: M, input: Input<M>): Promise<Output<M>> {
      if (!isEngineMethod(name))
        throw new Failure('bad-input', `There is no engine call named ${String(name)}.`);
      try {
        return await handlers[name](parseInput(name, input));
      } catch (thrown) {
        const failure = explain(thrown);
        if (failure.code === 'internal') errors.record(`${name}: ${failure.message}`, failure.detail ?? null);
        throw failure;
      }
    },
    on: events.on,
    imageFile: async (imageId, size) => (await catalog?.pictures.fileOf(imageId, size)) ?? null,
    async close() {
      await jobs.close();
      // A job that ended may have opened another catalog.
      await replacing;
      await closeCatalog();
      if (parts.vision === undefined) await vision.close();
    },
  };
}
