/** The work of one import: it prepares the metadata and the vision worker, reads every file, and reports. */
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createAbsence } from '../../adapters/files/absence.ts';
import { createImageFolder } from '../../adapters/files/imageFolder.ts';
import { thumbnailPath } from '../../adapters/pictures/picturePaths.ts';
import { createImportStore } from '../../adapters/sqlite/catalog/importStore.ts';
import type { Source } from '../../adapters/sqlite/catalog/sourceStore.ts';
import { sqliteFailure } from '../../adapters/sqlite/sqliteFailure.ts';
import { asFailure } from '../../contract/failure.ts';
import type {
  ImportCounts,
  ImportProgress,
  ImportReport,
  NamedList,
  Problem,
} from '../../contract/imports.ts';
import type { Runtime } from '../../contract/models.ts';
import { startWalk } from '../../core/imports/folderListing.ts';
import { createFolderMetadata } from '../../core/imports/folderMetadata.ts';
import { createImportRun, type ImportRun } from '../../core/imports/importRun.ts';
import { nameSome, namesKept } from '../../core/imports/namedLists.ts';
import type { ImportOrder, ImportWork } from '../../core/imports/ports.ts';
import type { ImageRecord, ImportStore } from '../../core/imports/storePort.ts';
import type { Vision } from '../../core/models/ports.ts';
import type { OpenCatalog } from '../catalogs/loadCatalog.ts';
import { collectRemarks } from './collectRemarks.ts';
import { createDecisionsFollower } from './followDecisions.ts';
import { nameOf, spaceNotes, unlistedNotes } from './importNotes.ts';
import { type ImportMetadata, loadMetadata } from './loadMetadata.ts';
import { markMissing } from './markMissing.ts';
import { requireImages } from './requireImages.ts';

/** Problems kept in memory and in the report; the count goes on beyond. */
const problemsKept = 10_000;

export interface ImportJobTools extends ImportOrder {
  readonly catalog: OpenCatalog;
  readonly vision: Vision;
}

export function startImportJob(tools: ImportJobTools): ImportWork {
  const { importId, control, clock } = tools;
  const problems: Problem[] = [];
  const lookNotes: string[] = [];
  let missing: NamedList | null = null;
  /** Of what is in the catalog: a batch that could not be stored counts for nothing. */
  let stored: ImportCounts = { found: 0, embedded: 0, unchanged: 0, duplicate: 0, failed: 0 };
  const ready = Promise.withResolvers<void>();
  const watched = collectRemarks(tools.vision, (file) => relative(tools.folder, file).split(sep).join('/'));
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
    const before = catalog.runtime();
    if (before?.space === runtime.space) await catalog.index().wake();
    else await catalog.prepareSpace(runtime.space);
    const lost = catalog.notices();
    if (metadata.fields.length > 0) mergeFields(catalog, metadata.fields);
    const source = catalog.sources.save(folder, metadata.file, metadata.options);
    const number = catalog.sources.beginImport(source.id);
    run = createRun(metadata, source, number, runtime);
    isPreparing = false;
    ready.resolve();
    clock.start();
    // From here on whatever fails is told in the report: those who wait for it have no other end to wait for.
    const gone = { missing: 0, removed: 0 };
    const message = await finish(run, source, number, gone).then(
      () => null,
      (thrown: unknown) => describeStop(thrown),
    );
    // It may have gone over to int8 meanwhile.
    const ended = vision.runtime() ?? runtime;
    const notes = [
      ...lost,
      ...metadata.notes,
      ...spaceNotes(before, catalog.runtime()),
      ...lookNotes,
      ...run.notes(),
      ...decisions.notes(),
    ];
    const report: ImportReport = {
      ...toReport(ended, metadata, notes),
      ...gone,
      outcome: control.aborted ? 'cancelled' : message === null ? 'done' : 'stopped',
      message,
    };
    saveIndex();
    tools.onChanged();
    return keepReport(number, ended, report);
  }

  /** Imports every file, then says goodbye to those that a complete look found gone. */
  async function finish(
    files: ImportRun,
    source: Source,
    number: number,
    gone: { missing: number; removed: number },
  ): Promise<void> {
    const { catalog, options } = tools;
    await files.run(walk.listing);
    if (control.aborted) return;
    const { unlisted } = await walk.listing;
    for (const { path, reason } of unlisted) addProblem({ path: nameOf(source, path), reason });
    lookNotes.push(...unlistedNotes(catalog, source, unlisted));
    gone.missing = await markMissing(catalog.pruning, source.id, number, unlisted);
    if (options.prune) {
      gone.removed = await catalog.prune(control);
      gone.missing = 0;
      return;
    }
    const paths = catalog.pruning.missingPaths(source.id, namesKept);
    missing = nameSome(
      'images-missing',
      paths.map((name) => ({ name })),
      gone.missing,
    );
  }

  /** On a full disk even the report cannot be kept; it is told all the same, and that it was not. */
  function keepReport(number: number, ended: Runtime, report: ImportReport): ImportReport {
    try {
      // Where nothing could be embedded, the catalog stays in the space it had.
      if (tools.catalog.runtime()?.space === ended.space) tools.catalog.setRuntime(ended);
      tools.catalog.sources.finishImport(number, report);
      if (report.outcome === 'done') tools.catalog.settleNotices();
      return report;
    } catch (thrown) {
      const note = `This report could not be kept in the catalog: ${describeStop(thrown)}`;
      return { ...report, notes: [...report.notes, note] };
    }
  }

  /** Its file is a cache: what keeps it from being written is no failure of the import. */
  function saveIndex(): void {
    try {
      tools.catalog.saveIndex();
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
      store: { ...store, commit: (records) => commit(store, runtime, records) },
      vision: watched,
      control,
      folder,
      metadata: metadata.file,
      rows: metadata.rows,
      folders: createFolderMetadata(),
      fileOf: (path) => join(folder, path),
      nextTurn: () => setImmediate(),
      hasThumbnail: (imageId) => existsSync(thumbnailPath(catalog.files.thumbnails, imageId)),
      onProblem(problem) {
        metadata.noteFailed(problem.path);
        addProblem(problem);
      },
      onCommitted(records, productIds) {
        const fresh = records.flatMap(({ imageId, vector }) =>
          imageId !== null && vector !== null
            ? [{ imageId, vector, key: catalog.embeddings.keyOf(runtime.space, imageId) }]
            : [],
        );
        if (run !== null) stored = { ...run.counts };
        catalog.index().add(fresh);
        catalog.refresh(productIds);
        tools.onChanged();
      },
    });
  }

  function addProblem(problem: Problem): void {
    if (problems.length < problemsKept) problems.push(problem);
  }

  /** The first batch that stands in this embedding space takes the catalog there; one that fails leaves it where it was. */
  function commit(store: ImportStore, runtime: Runtime, records: readonly ImageRecord[]): string[] {
    const { catalog } = tools;
    const isFirst = catalog.runtime()?.space !== runtime.space;
    if (!isFirst || records.every(({ imageId }) => imageId === null)) return store.commit(records);
    return catalog.enterSpace(runtime, () => store.commit(records));
  }

  function progress(): ImportProgress {
    const counts = run?.counts ?? { found: 0, embedded: 0, unchanged: 0, duplicate: 0, failed: 0 };
    const counted = walk.counted();
    const isCounted = walk.isComplete();
    const settled = counts.embedded + counts.unchanged + counts.duplicate + counts.failed;
    return {
      ...counts,
      found: Math.max(counted, settled),
      folder: tools.folder,
      isPreparing,
      isCounted,
      imagesPerSecond: clock.rate(settled),
      secondsLeft: isCounted ? clock.secondsLeft(settled, counted) : null,
    };
  }

  function toReport(
    runtime: Runtime,
    metadata: ImportMetadata,
    notes: string[],
  ): Omit<ImportReport, 'outcome' | 'message' | 'missing' | 'removed'> {
    const seconds = clock.seconds();
    return {
      ...stored,
      importId,
      folder: tools.folder,
      imagesWithoutRow: metadata.imagesWithoutRow(),
      seconds,
      imagesPerSecond: seconds > 0 ? stored.found / seconds : 0,
      engine: runtime.engine,
      precision: runtime.precision,
      model: runtime.model,
      space: runtime.space,
      problems,
      metadata: metadata.report(),
      notes,
      runtimeNotes: runtime.notes,
      named: [...metadata.named(), ...watched.named(), ...(missing === null ? [] : [missing])],
    };
  }

  const done = work().finally(() => {
    walk.stop();
    tools.catalog.dropPreparedSpace();
  });
  done.catch(ready.reject);
  return {
    progress,
    problems: () => problems,
    ready: ready.promise,
    done,
  };
}

/** New fields come after those the catalog has. */
function mergeFields(catalog: OpenCatalog, fields: readonly string[]): void {
  const merged = [...new Set([...catalog.products.fields(), ...fields])];
  catalog.products.setFields(merged);
  catalog.rows.setFields(merged);
}
