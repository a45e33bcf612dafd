/** Exports as jobs: written aside and renamed, with progress, and cancelled when their catalog closes. */
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createCsvStringifier } from '../../adapters/csv/csvRows.ts';
import { writeAside } from '../../adapters/files/writeAside.ts';
import { asFailure, Failure } from '../../contract/failure.ts';
import type { ExportOptions, ExportProgress } from '../../contract/lists.ts';
import { checkExportOptions, chooseProducts, type ExportSources } from '../../core/lists/exportLists.ts';
import { exportHeader } from '../../core/lists/exportRows.ts';
import { previewExport, writeExport } from '../../core/lists/exportText.ts';
import type { OpenCatalog } from '../catalogs/openCatalog.ts';
import type { ErrorLog } from '../errorLog.ts';
import type { EventHub } from '../eventHub.ts';

/** Often enough to be seen moving, seldom enough not to be what the export spends its time on. */
const progressEveryMs = 200;

export interface ExportPreview {
  columns: string[];
  rows: string[][];
  products: number;
}

export interface ExportJobs {
  preview(catalog: OpenCatalog, options: ExportOptions): Promise<ExportPreview>;
  /** Starts an export and returns its id; ends in a progress event that is not running. @throws Failure `bad-input` */
  start(catalog: OpenCatalog, options: ExportOptions & { file?: string | undefined }): string;
  cancel(exportId: string): void;
  /** Cancels all and waits until they have ended. */
  close(): Promise<void>;
}

export function createExportJobs(events: EventHub, errors: ErrorLog): ExportJobs {
  const running = new Map<string, { controller: AbortController; done: Promise<void> }>();

  async function run(
    catalog: OpenCatalog,
    options: ExportOptions,
    file: string,
    ids: readonly string[],
    exportId: string,
    signal: AbortSignal,
  ): Promise<void> {
    const startedAtMs = performance.now();
    let toldAtMs = startedAtMs;
    let progress: ExportProgress = {
      exportId,
      state: 'running',
      products: 0,
      totalProducts: ids.length,
      rows: 0,
      seconds: 0,
      file: null,
      message: null,
    };
    function tell(change: Partial<ExportProgress>): void {
      progress = { ...progress, ...change, seconds: (performance.now() - startedAtMs) / 1000 };
      events.emit('lists.exportProgress', progress);
    }
    try {
      const sources = sourcesOf(catalog.snapshot(), catalog, errors, signal);
      await writeAside(file, async (write) => {
        const pieces = writeExport(sources, ids, options, createCsvStringifier(exportHeader(options)));
        for await (const piece of pieces) {
          await write(piece.text);
          progress = { ...progress, products: piece.products, rows: piece.rows };
          if (performance.now() - toldAtMs < progressEveryMs) continue;
          toldAtMs = performance.now();
          tell({});
        }
      });
      tell({ state: 'done', file });
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code !== 'cancelled') errors.record(failure.message, failure.detail ?? null);
      tell({ state: failure.code === 'cancelled' ? 'cancelled' : 'failed', message: failure.message });
    }
  }

  return {
    preview(catalog, options) {
      const ids = chooseProducts(catalog.rows, options.what, catalog.queries.ids);
      const products = { rows: catalog.rows, search: catalog.search() };
      const { signal } = new AbortController();
      return previewExport(sourcesOf(products, catalog, errors, signal), ids, options);
    },
    start(catalog, { file, ...options }) {
      const target = file === undefined ? join(catalog.files.exports, defaultName(options)) : resolve(file);
      checkExportOptions(catalog.rows, options);
      const ids = chooseProducts(catalog.rows, options.what, catalog.queries.ids);
      const exportId = randomUUID();
      const controller = new AbortController();
      // Starts in the next turn: the caller must have the id before the first event names it.
      const done = nextTurn()
        .then(() => run(catalog, options, target, ids, exportId, controller.signal))
        .finally(() => running.delete(exportId));
      running.set(exportId, { controller, done });
      return exportId;
    },
    cancel(exportId) {
      const job = running.get(exportId);
      if (job === undefined) throw new Failure('not-found', 'This export has ended already.');
      job.controller.abort();
    },
    async close() {
      const jobs = [...running.values()];
      for (const job of jobs) job.controller.abort();
      await Promise.all(jobs.map((job) => job.done));
    },
  };
}

function sourcesOf(
  { rows, search }: Pick<ExportSources, 'rows' | 'search'>,
  catalog: OpenCatalog,
  errors: ErrorLog,
  signal: AbortSignal,
): ExportSources {
  return {
    rows,
    search,
    decisions: catalog.curation,
    signal,
    pause: () => nextTurn(),
    onFallback: ({ message, detail }) => errors.record(message, detail ?? null),
  };
}

function defaultName({ format }: ExportOptions): string {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-').replace('T', ' ');
  return `look-alikes ${stamp}.${format}`;
}
