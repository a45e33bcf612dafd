/** One import as a job: it prepares the metadata and the vision worker, runs, can be paused, and reports. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createAbsence } from '../../adapters/files/absence.ts';
import { createImageFolder } from '../../adapters/files/imageFolder.ts';
import { thumbnailPath } from '../../adapters/pictures/picturePaths.ts';
import { createImportStore } from '../../adapters/sqlite/catalog/importStore.ts';
import type { Source } from '../../adapters/sqlite/catalog/sourceStore.ts';
import { sqliteFailure } from '../../adapters/sqlite/sqliteFailure.ts';
import { asFailure, Failure } from '../../contract/failure.ts';
import type { ImportOptions, ImportProgress, ImportReport, Problem } from '../../contract/imports.ts';
import type { Runtime } from '../../contract/models.ts';
import { type FolderListing, startWalk, type Walk } from '../../core/imports/folderListing.ts';
import { createFolderMetadata } from '../../core/imports/folderMetadata.ts';
import { createImportRun, type ImportRun } from '../../core/imports/importRun.ts';
import type { Vision } from '../../core/models/ports.ts';
import type { OpenCatalog } from '../catalogs/openCatalog.ts';
import { createJobControl } from '../jobs/jobControl.ts';
import { collectRemarks } from './collectRemarks.ts';
import { createDecisionsFollower } from './followDecisions.ts';
import { createImportClock } from './importClock.ts';
import { type ImportMetadata, loadMetadata } from './loadMetadata.ts';

/** Problems kept in memory and in the report; the count goes on beyond. */
const problemsKept = 10_000;

export interface ImportJob {
  readonly importId: string;
  progress(): ImportProgress;
  problems(): readonly Problem[];
  pause(): void;
  resume(): void;
  cancel(): void;
  /** Resolves once metadata and network are loaded and files are being read. @throws Failure of the preparation */
  readonly ready: Promise<void>;
  /** Ends with the report, also where the import was cancelled or had to stop; rejects as `ready` does. */
  readonly done: Promise<ImportReport>;
}

export interface ImportJobTools {
  readonly catalog: OpenCatalog;
  /** Absolute, existing. */
  readonly folder: string;
  readonly options: ImportOptions;
  readonly vision: Vision;
  /** The catalog's products changed. */
  onChanged(): void;
  onError(message: string, detail: string | null): void;
}

export function startImportJob(tools: ImportJobTools): ImportJob {
  const importId = randomUUID();
  const control = createJobControl();
  const clock = createImportClock();
  const problems: Problem[] = [];
  const ready = Promise.withResolvers<void>();
  const watched = collectRemarks(tools.vision, (file) => relative(tools.folder, file));
  let run: ImportRun | null = null;
  let isPreparing = true;
  // It runs ahead while metadata and network are loaded, so that the time left can be told early.
  const decisions = createDecisionsFollower(tools.catalog);
  const walk = startWalk(createImageFolder(), tools.folder, control);

  async function work(): Promise<ImportReport> {
    const { catalog, folder, options, vision } = tools;
    await requireImages(folder, walk);
    const metadata = await loadMetadata(catalog, folder, options, async () => [
      ...(await walk.listing).files.keys(),
    ]);
    const runtime = await vision.start();
    const notes = [...metadata.notes, ...spaceNotes(catalog, runtime)];
    catalog.setRuntime(runtime);
    if (metadata.fields.length > 0) mergeFields(catalog, metadata.fields);
    const source = catalog.sources.save(folder, metadata.file, metadata.options);
    const number = catalog.sources.beginImport(source.id);
    run = createRun(metadata, source, number, runtime);
    isPreparing = false;
    ready.resolve();
    clock.start();
    // From here on whatever fails is told in the report: those who wait for it have no other end to wait for.
    const gone = { missing: 0, removed: 0 };
    const message = await finish(run, source, number, gone, notes).then(
      () => null,
      (thrown: unknown) => describeStop(thrown),
    );
    // It may have gone over to int8 meanwhile.
    const ended = vision.runtime() ?? runtime;
    const report: ImportReport = {
      ...toReport(run, ended, metadata, [
        ...notes,
        ...run.notes(),
        ...decisions.notes(),
        ...ended.notes,
        ...metadata.closingNotes(),
        ...watched.notes(),
      ]),
      ...gone,
      outcome: control.aborted ? 'cancelled' : message === null ? 'done' : 'stopped',
      message,
    };
    tools.onChanged();
    keepReport(number, ended, report);
    return report;
  }

  /** Imports every file, then says goodbye to those that a complete look found gone. */
  async function finish(
    files: ImportRun,
    source: Source,
    number: number,
    gone: { missing: number; removed: number },
    notes: string[],
  ): Promise<void> {
    const { catalog, options } = tools;
    await files.run(walk.listing);
    if (control.aborted) return;
    const { unlisted } = await walk.listing;
    notes.push(...noteUnlisted(catalog, source, unlisted));
    gone.missing = catalog.pruning.markMissing(
      source.id,
      number,
      unlisted.map(({ path }) => path),
    );
    if (!options.prune) return;
    gone.removed = catalog.prune();
    gone.missing = 0;
  }

  /** On a full disk even the report cannot be kept; it is told all the same. */
  function keepReport(number: number, ended: Runtime, report: ImportReport): void {
    try {
      tools.catalog.setRuntime(ended);
      tools.catalog.sources.finishImport(number, report);
    } catch (thrown) {
      describeStop(thrown);
    }
  }

  function describeStop(thrown: unknown): string {
    const failure = asFailure(sqliteFailure(thrown, tools.catalog.files.database));
    tools.onError(failure.message, failure.detail ?? null);
    return failure.message;
  }

  function createRun(metadata: ImportMetadata, source: Source, number: number, runtime: Runtime): ImportRun {
    const { catalog, folder } = tools;
    const store = createImportStore(
      catalog.database,
      catalog.files.database,
      source,
      number,
      runtime.space,
      decisions.follow,
    );
    return createImportRun({
      images: createImageFolder(),
      absence: createAbsence(),
      store,
      vision: watched,
      control,
      folder,
      metadata: metadata.file,
      rows: metadata.rows,
      folders: createFolderMetadata(),
      fileOf: (path) => join(folder, path),
      nextTurn: () => setImmediate(),
      hasThumbnail: (imageId) => existsSync(thumbnailPath(catalog.files.thumbnails, imageId)),
      onProblem: addProblem,
      onCommitted(records, productIds) {
        const fresh = records.flatMap(({ imageId, vector }) =>
          imageId !== null && vector !== null ? [{ imageId, vector }] : [],
        );
        catalog.index().add(fresh);
        catalog.refresh(productIds);
        tools.onChanged();
      },
    });
  }

  function addProblem(problem: Problem): void {
    if (problems.length < problemsKept) problems.push(problem);
  }

  function noteUnlisted(catalog: OpenCatalog, source: Source, unlisted: FolderListing['unlisted']): string[] {
    return unlisted.flatMap(({ path, reason }) => {
      const shown = path === '' ? tools.folder : path;
      addProblem({ path: shown, reason });
      const known = catalog.pruning.countBelow(source.id, path);
      const stays = known === 1 ? 'its image stays as it is' : `its ${known} images stay as they are`;
      return known === 0 ? [] : [`${shown} was not looked at: ${reason} In the catalog ${stays}.`];
    });
  }

  function progress(): ImportProgress {
    const counts = run?.counts ?? { found: 0, embedded: 0, unchanged: 0, duplicate: 0, failed: 0 };
    const counted = walk.counted();
    const isCounted = walk.isComplete();
    const settled = counts.embedded + counts.unchanged + counts.duplicate + counts.failed;
    return {
      ...counts,
      found: Math.max(counted, settled),
      importId,
      folder: tools.folder,
      state: control.aborted
        ? 'cancelling'
        : control.isPaused()
          ? 'paused'
          : isPreparing
            ? 'preparing'
            : 'running',
      isCounted,
      imagesPerSecond: clock.rate(settled),
      secondsLeft: isCounted ? clock.secondsLeft(settled, counted) : null,
    };
  }

  function toReport(
    done: ImportRun,
    runtime: Runtime,
    metadata: ImportMetadata,
    notes: string[],
  ): Omit<ImportReport, 'outcome' | 'message' | 'missing' | 'removed'> {
    const { found, embedded, unchanged, duplicate, failed } = done.counts;
    const seconds = clock.seconds();
    return {
      ...{ found, embedded, unchanged, duplicate, failed },
      importId,
      folder: tools.folder,
      imagesWithoutRow: metadata.imagesWithoutRow(),
      seconds,
      imagesPerSecond: seconds > 0 ? found / seconds : 0,
      engine: runtime.engine,
      precision: runtime.precision,
      model: runtime.model,
      space: runtime.space,
      problems,
      metadata: metadata.report(),
      notes,
    };
  }

  const done = work().finally(walk.stop);
  done.catch(ready.reject);
  return {
    importId,
    progress,
    problems: () => problems,
    pause() {
      control.pause();
      clock.stop();
    },
    resume() {
      control.resume();
      clock.start();
    },
    cancel: control.cancel,
    ready: ready.promise,
    done,
  };
}

/** An empty folder is more likely a disk that is not connected than a catalog to be emptied. */
async function requireImages(folder: string, walk: Walk): Promise<void> {
  if (await walk.hasImages) return;
  if (!walk.isComplete()) throw new Failure('cancelled', 'The import was cancelled. Nothing was changed.');
  const unread = (await walk.listing).unlisted.find(({ path }) => path === '');
  if (unread !== undefined) {
    throw new Failure(
      'folder-unreadable',
      `${folder} was not imported. ${unread.reason} Connect the disk it is on, or choose another folder. Nothing was changed.`,
    );
  }
  throw new Failure(
    'folder-empty',
    `There are no images below ${folder}. Twinset reads JPEG, PNG, WebP, AVIF, GIF and TIFF; choose another folder, or connect the disk it is on. Nothing was changed.`,
  );
}

/** New fields come after those the catalog has. */
function mergeFields(catalog: OpenCatalog, fields: readonly string[]): void {
  const merged = [...new Set([...catalog.products.fields(), ...fields])];
  catalog.products.setFields(merged);
  catalog.rows.setFields(merged);
}

function spaceNotes(catalog: OpenCatalog, runtime: Runtime): string[] {
  const before = catalog.runtime();
  if (before === null || before.space === runtime.space) return [];
  return [
    `The catalog was embedded with ${before.model} (${before.pooling}, ${before.inputSize} pixels); it now uses ${runtime.model} (${runtime.pooling}, ${runtime.inputSize} pixels). Import its other folders again to find their products too.`,
  ];
}
