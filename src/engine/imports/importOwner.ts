/** The import that runs now, and what came of the last one. One import at a time per catalog. */
import { checkImageFolder } from '../../adapters/files/checkFolder.ts';
import { Failure } from '../../contract/failure.ts';
import type { ImportOptions, ImportReport } from '../../contract/imports.ts';
import type { Vision } from '../../core/models/ports.ts';
import { catalogEmbedding } from '../catalogs/catalogEmbedding.ts';
import type { OpenCatalog } from '../catalogs/openCatalog.ts';
import type { EngineContext } from '../context.ts';
import { type ImportJob, startImportJob } from './importJob.ts';

/** Progress is told a few times a second; grids ask again at most this often. */
const progressEveryMs = 250;
const changedEveryMs = 1000;

export interface ImportOwner {
  /** @throws Failure `already-running`, `folder-unreadable`, and what keeps an import from starting */
  start(catalog: OpenCatalog, options: ImportOptions): Promise<ImportJob>;
  /** The job of this id. @throws Failure `not-found` once it has ended */
  find(importId: string): ImportJob;
  current(): ImportJob | null;
  /** The report of the last import of this run of the program, or null. */
  lastReport(): ImportReport | null;
  /** Cancels and waits for the end. */
  close(): Promise<void>;
}

export function createImportOwner(context: EngineContext): ImportOwner {
  let job: ImportJob | null = null;
  let lastReport: ImportReport | null = null;
  let isStarting = false;
  let ended: Promise<void> = Promise.resolve();

  async function start(catalog: OpenCatalog, options: ImportOptions): Promise<ImportJob> {
    if (job !== null || isStarting) {
      throw new Failure(
        'already-running',
        'An import is running in this catalog. Wait for its end, or cancel it first.',
      );
    }
    isStarting = true;
    try {
      const folder = await checkImageFolder(options.folder);
      if (folder === catalog.files.folder) {
        throw new Failure(
          'bad-input',
          `${folder} is the catalog's own folder. Choose the folder that holds the images.`,
        );
      }
      const embedding = catalogEmbedding(catalog, options.embedding);
      const started = Promise.withResolvers<ImportJob>();
      const work = context.vision.use(embedding, catalog.files.thumbnails, (vision) =>
        runJob(catalog, folder, options, vision, started.resolve),
      );
      ended = work.then(
        () => undefined,
        (thrown: unknown) => started.reject(thrown),
      );
      return await started.promise;
    } finally {
      isStarting = false;
    }
  }

  async function runJob(
    catalog: OpenCatalog,
    folder: string,
    options: ImportOptions,
    vision: Vision,
    onStarted: (job: ImportJob) => void,
  ): Promise<void> {
    const tellChanged = throttle(changedEveryMs, () =>
      context.events.emit('products.changed', { products: catalog.rows.productCount }),
    );
    const running = startImportJob({
      catalog,
      folder,
      options,
      vision,
      onChanged: tellChanged.ask,
      onError: context.errors.record,
    });
    job = running;
    const ticking = setInterval(
      () => context.events.emit('imports.progress', running.progress()),
      progressEveryMs,
    );
    try {
      await running.ready;
      onStarted(running);
      const report = await running.done;
      finish(catalog, report);
    } finally {
      clearInterval(ticking);
      tellChanged.flush();
      catalog.saveIndex();
      job = null;
    }
  }

  function finish(catalog: OpenCatalog, report: ImportReport): void {
    job = null;
    lastReport = report;
    context.recent.note({ ...catalog.describe(), openedAt: new Date().toISOString() });
    context.events.emit('catalogs.changed', { catalog: catalog.describe() });
    context.events.emit('imports.finished', report);
  }

  return {
    start,
    find(importId) {
      if (job?.importId !== importId) throw new Failure('not-found', 'This import has ended already.');
      return job;
    },
    current: () => job,
    lastReport: () => lastReport,
    async close() {
      job?.cancel();
      await ended;
      lastReport = null;
    },
  };
}

interface Throttle {
  ask(): void;
  /** Does at once what was asked for and still waits. */
  flush(): void;
}

function throttle(everyMs: number, work: () => void): Throttle {
  let timer: NodeJS.Timeout | null = null;
  return {
    ask() {
      timer ??= setTimeout(() => {
        timer = null;
        work();
      }, everyMs);
    },
    flush() {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      work();
    },
  };
}
