/** Imports as jobs, one at a time per catalog, and what came of the last one. */
import { checkImageFolder } from '../../adapters/files/checkFolder.ts';
import { asFailure, Failure } from '../../contract/failure.ts';
import type { ImportOptions, ImportProgress, ImportReport, Problem } from '../../contract/imports.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import type { ImportOrder, ImportWork } from '../../core/imports/ports.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import type { JobTask } from '../jobs/runJob.ts';
import { createImportClock } from './importClock.ts';

/** How far it is changes with time alone; grids ask again at most this often. */
const progressEveryMs = 250;
const changedEveryMs = 1000;

export interface ImportOwner {
  /**
   * Starts the job and waits until files are being read.
   * @returns its id
   * @throws Failure `already-running`, `folder-unreadable`, and what keeps an import from starting
   */
  start(catalog: CatalogSession, options: ImportOptions): Promise<string>;
  /** Of the import that runs now. */
  problems(): readonly Problem[];
  /** Of the last import of this catalog, or null. */
  lastReport(): Promise<ImportReport | null>;
}

export function createImportOwner(context: EngineContext): ImportOwner {
  let problems: () => readonly Problem[] = () => [];
  /** Kept here too: on a full disk the catalog does not have it. */
  let last: { readonly catalog: CatalogSession; readonly report: ImportReport } | null = null;

  async function start(catalog: CatalogSession, options: ImportOptions): Promise<string> {
    context.jobs.requireRoomFor('import');
    const folder = await checkImageFolder(options.folder);
    if (folder === catalog.folder) {
      throw new Failure(
        'bad-input',
        `${folder} is the catalog's own folder. Choose the folder that holds the images.`,
      );
    }
    requireStillOpen(context, catalog);
    const clock = createImportClock();
    const started = Promise.withResolvers<void>();
    const job = context.jobs.start({
      kind: 'import',
      detail: beforeStart(folder),
      canPause: true,
      onHold: (isPaused) => (isPaused ? clock.hold() : clock.goOn()),
      run: (task) => run(task, catalog, { folder, options, clock }, started.resolve),
    });
    void job.ended.then(() => attempt(() => tellOthers(catalog)));
    await Promise.race([started.promise, job.result]);
    return job.id;
  }

  function run(
    task: JobTask<'import'>,
    catalog: CatalogSession,
    order: Pick<ImportOrder, 'folder' | 'options' | 'clock'>,
    onStarted: () => void,
  ): Promise<ImportReport> {
    const changed = throttle(changedEveryMs, () => void attempt(() => tellProducts(catalog)));
    const tools = {
      importId: task.id,
      control: task.control,
      onChanged: changed.ask,
      onError: context.errors.record,
    };
    return catalog.imports
      .run({ ...order, ...tools }, (work) => follow(task, catalog, work, onStarted))
      .finally(changed.cancel);
  }

  async function follow(
    task: JobTask<'import'>,
    catalog: CatalogSession,
    work: ImportWork,
    onStarted: () => void,
  ): Promise<ImportReport> {
    problems = work.problems;
    const tell = (): void => {
      const progress = work.progress();
      task.tell(shareOf(progress), progress);
    };
    const ticking = setInterval(tell, progressEveryMs);
    try {
      await work.ready;
      onStarted();
      const report = await work.done;
      last = { catalog, report };
      task.keep(report);
      tell();
      return endWith(report);
    } finally {
      clearInterval(ticking);
      problems = () => [];
    }
  }

  async function tellProducts({ products }: CatalogSession): Promise<void> {
    context.events.emit('products.changed', { products: await products.count() });
  }

  async function tellOthers(catalog: CatalogSession): Promise<void> {
    const [described] = await Promise.all([catalog.describe(), tellProducts(catalog)]);
    context.events.emit('catalogs.changed', { catalog: described });
    context.recent.note({ ...described, openedAt: new Date().toISOString() });
  }

  /** For what is told beside the work: whatever fails here, the import goes on, and its end was told. */
  async function attempt(tell: () => Promise<void>): Promise<void> {
    try {
      await tell();
    } catch (thrown) {
      const { message, detail } = asFailure(thrown);
      context.errors.record(`Beside an import: ${message}`, detail ?? null);
    }
  }

  return {
    start,
    problems: () => problems(),
    async lastReport() {
      const catalog = context.current();
      if (catalog === null) return null;
      return last?.catalog === catalog ? last.report : catalog.imports.lastReport();
    },
  };
}

function beforeStart(folder: string): ImportProgress {
  return {
    folder,
    isPreparing: true,
    isCounted: false,
    ...{ found: 0, embedded: 0, unchanged: 0, duplicate: 0, failed: 0 },
    imagesPerSecond: 0,
    secondsLeft: null,
  };
}

/** @returns null while the files are being counted */
function shareOf({ isCounted, found, ...counts }: ImportProgress): number | null {
  if (!isCounted) return null;
  const settled = counts.embedded + counts.unchanged + counts.duplicate + counts.failed;
  return found === 0 ? 1 : settled / found;
}

/** @throws Failure where the import did not get to its end */
function endWith(report: ImportReport): ImportReport {
  if (report.outcome === 'done') return report;
  if (report.outcome === 'stopped') {
    throw new Failure('internal', report.message ?? 'The import stopped. Import again to go on.');
  }
  throw new Failure('cancelled', 'The import was cancelled. What is done is kept; import again to go on.');
}

interface Throttle {
  ask(): void;
  cancel(): void;
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
    cancel() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
