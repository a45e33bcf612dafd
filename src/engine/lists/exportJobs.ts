/** Exports as jobs: written aside and renamed, over the catalog as it was when they began. */
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createCsvStringifier } from '../../adapters/csv/csvRows.ts';
import { writeAside } from '../../adapters/files/writeAside.ts';
import type { ExportOptions, ExportResult } from '../../contract/lists.ts';
import type { CatalogSession, CatalogSnapshot } from '../../core/catalogs/session.ts';
import type { Cancellation } from '../../core/imports/ports.ts';
import { checkExportOptions, type ExportSources } from '../../core/lists/exportLists.ts';
import { exportHeader } from '../../core/lists/exportRows.ts';
import { previewExport, writeExport } from '../../core/lists/exportText.ts';
import { catalogFiles } from '../catalogs/catalogFiles.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import type { JobTask } from '../jobs/runJob.ts';

export interface ExportPreview {
  columns: string[];
  rows: string[][];
  products: number;
}

export interface ExportJobs {
  preview(catalog: CatalogSession, options: ExportOptions): Promise<ExportPreview>;
  /** Starts an export and returns the job's id. @throws Failure `bad-input` */
  start(catalog: CatalogSession, options: ExportOptions & { file?: string | undefined }): Promise<string>;
}

/** What an export began with. */
interface ExportPlan {
  readonly options: ExportOptions;
  readonly ids: readonly string[];
  readonly file: string;
  /** What is read, but for what stops it. */
  readonly sources: Omit<ExportSources, 'signal'>;
}

export function createExportJobs(context: EngineContext): ExportJobs {
  /** @param products the catalog's as they are, or a snapshot of them */
  async function sourcesOf(
    { curation }: CatalogSession,
    { products, search }: CatalogSnapshot,
  ): Promise<ExportPlan['sources']> {
    return {
      products,
      search,
      decisions: await curation.decisions(),
      pause: () => nextTurn(),
      onFallback: ({ message, detail }) => context.errors.record(message, detail ?? null),
    };
  }

  return {
    async preview(catalog, options) {
      const ids = await catalog.products.choose(options.what);
      const sources = await sourcesOf(catalog, catalog);
      return previewExport({ ...sources, signal: { aborted: false } }, ids, options);
    },
    async start(catalog, { file, ...options }) {
      await checkExportOptions(catalog.products, options);
      const ids = await catalog.products.choose(options.what);
      const { exports } = catalogFiles(catalog.folder);
      const target = file === undefined ? join(exports, defaultName(options)) : resolve(file);
      const sources = await sourcesOf(catalog, await catalog.snapshot());
      requireStillOpen(context, catalog);
      return context.jobs.start({
        kind: 'export',
        detail: { products: 0, totalProducts: ids.length, rows: 0, file: target },
        run: (task) => run(task, { options, ids, file: target, sources }),
      }).id;
    },
  };
}

/** @throws Failure `disk-full`, `not-allowed`, `bad-input`, `cancelled` */
async function run(task: JobTask<'export'>, plan: ExportPlan): Promise<ExportResult> {
  const { options, ids, file, sources } = plan;
  const startedAtMs = performance.now();
  const signal: Cancellation = task.control;
  let done = { products: 0, rows: 0 };
  await writeAside(file, async (write) => {
    const csv = createCsvStringifier(exportHeader(options));
    for await (const { text, products, rows } of writeExport({ ...sources, signal }, ids, options, csv)) {
      await write(text);
      done = { products, rows };
      task.tell(ids.length === 0 ? 1 : products / ids.length, { ...done, totalProducts: ids.length, file });
    }
  });
  return { ...done, seconds: (performance.now() - startedAtMs) / 1000, file };
}

function defaultName({ format }: ExportOptions): string {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-').replace('T', ' ');
  return `look-alikes ${stamp}.${format}`;
}
