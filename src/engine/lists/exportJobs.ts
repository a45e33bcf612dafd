/** Exports as jobs: written aside and renamed, over the catalog as it was when they began. */
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createCsvStringifier } from '../../adapters/csv/csvRows.ts';
import { writeAside } from '../../adapters/files/writeAside.ts';
import type { ExportOptions, ExportResult } from '../../contract/lists.ts';
import type { Cancellation } from '../../core/imports/ports.ts';
import { checkExportOptions, chooseProducts, type ExportSources } from '../../core/lists/exportLists.ts';
import { exportHeader } from '../../core/lists/exportRows.ts';
import { previewExport, writeExport } from '../../core/lists/exportText.ts';
import type { OpenCatalog } from '../catalogs/openCatalog.ts';
import type { EngineContext } from '../context.ts';
import type { JobTask } from '../jobs/runJob.ts';

export interface ExportPreview {
  columns: string[];
  rows: string[][];
  products: number;
}

export interface ExportJobs {
  preview(catalog: OpenCatalog, options: ExportOptions): Promise<ExportPreview>;
  /** Starts an export and returns the job's id. @throws Failure `bad-input` */
  start(catalog: OpenCatalog, options: ExportOptions & { file?: string | undefined }): string;
}

/** What an export began with. */
interface ExportPlan {
  readonly options: ExportOptions;
  readonly ids: readonly string[];
  readonly file: string;
  /** What is read, but for what stops it. */
  readonly sources: Omit<ExportSources, 'signal'>;
}

export function createExportJobs({ jobs, errors }: Pick<EngineContext, 'jobs' | 'errors'>): ExportJobs {
  /** @param products the catalog's as they are, or a snapshot of them */
  function sourcesOf(
    catalog: OpenCatalog,
    { rows, search }: Pick<ExportSources, 'rows' | 'search'>,
  ): ExportPlan['sources'] {
    return {
      rows,
      search,
      decisions: catalog.curation,
      pause: () => nextTurn(),
      onFallback: ({ message, detail }) => errors.record(message, detail ?? null),
    };
  }

  return {
    preview(catalog, options) {
      const ids = chooseProducts(catalog.rows, options.what, catalog.queries.ids);
      const products = { rows: catalog.rows, search: catalog.search() };
      return previewExport({ ...sourcesOf(catalog, products), signal: { aborted: false } }, ids, options);
    },
    start(catalog, { file, ...options }) {
      checkExportOptions(catalog.rows, options);
      const ids = chooseProducts(catalog.rows, options.what, catalog.queries.ids);
      const target = file === undefined ? join(catalog.files.exports, defaultName(options)) : resolve(file);
      const plan: ExportPlan = {
        options,
        ids,
        file: target,
        sources: sourcesOf(catalog, catalog.snapshot()),
      };
      return jobs.start({
        kind: 'export',
        detail: { products: 0, totalProducts: ids.length, rows: 0, file: target },
        run: (task) => run(task, plan),
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
