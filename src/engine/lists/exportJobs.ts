/** Exports as jobs: written aside and renamed, over the catalog as it was when they began. */
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { writeAside } from '../../adapters/files/writeAside.ts';
import type { Output } from '../../contract/contract.ts';
import type { ExportOptions, ExportResult } from '../../contract/exports.ts';
import type { CatalogSession, CatalogSnapshot } from '../../core/catalogs/session.ts';
import type { Cancellation } from '../../core/imports/ports.ts';
import { checkWishes } from '../../core/lists/checkWishes.ts';
import { checkSheetSize } from '../../core/lists/contactSheet/checkSheetSize.ts';
import { checkExportOptions, type ExportSources } from '../../core/lists/exportLists.ts';
import { type ExportPiece, previewExport, writeExport } from '../../core/lists/exportText.ts';
import { previewShopFile, writeShopFile } from '../../core/lists/presets/shopFile.ts';
import type { ProductsPort } from '../../core/products/ports.ts';
import { partOfProduct } from '../../core/search/partOfProduct.ts';
import { catalogFiles } from '../catalogs/catalogFiles.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import type { JobTask } from '../jobs/runJob.ts';
import { rankingFor } from '../quality/rankingFor.ts';
import { appendAll, openExportFile, type WriteText } from './exportFiles.ts';
import { checkFileName, findShopExport, type ShopExport, withShopPlan } from './shopExports.ts';

export interface ExportJobs {
  preview(catalog: CatalogSession, options: ExportOptions): Promise<Output<'lists.preview'>>;
  /** Starts an export and returns the job's id. @throws Failure `bad-input` */
  start(catalog: CatalogSession, options: ExportOptions & { file?: string | undefined }): Promise<string>;
}

/** What an export began with. */
interface ExportPlan {
  readonly catalog: CatalogSession;
  readonly resourcesFolder: string;
  readonly shop: ShopExport | null;
  readonly options: ExportOptions;
  readonly ids: readonly string[];
  readonly file: string;
  /** What is read, but for what stops it. */
  readonly sources: Omit<ExportSources, 'signal'>;
}

/** Blocked products that a preview names. */
const blockedShown = 1000;

export function createExportJobs(context: EngineContext): ExportJobs {
  const { resourcesFolder } = context.options;

  /** Whose lists they are; no more than the file can have, and than can have what is wished for. */
  async function chooseLists(
    products: Pick<ProductsPort, 'choose'>,
    options: ExportOptions,
  ): Promise<readonly string[]> {
    const { what, format, shop, top } = options;
    const ids = await products.choose(what);
    if (format === 'html' && shop === undefined) checkSheetSize(ids.length, top);
    checkWishes(ids.length, options);
    return ids;
  }

  /** @param products the catalog's as they are, or a snapshot of them */
  async function sourcesOf(
    catalog: CatalogSession,
    { products, search }: Pick<CatalogSnapshot, 'products' | 'search'>,
    ids: readonly string[],
    options: ExportOptions,
  ): Promise<ExportPlan['sources']> {
    const { shop, region } = options;
    const type = shop?.type ?? options.type;
    const ranking = await rankingFor(catalog, { ...options, type });
    const [first] = ids;
    const isOfPart = region !== undefined && first !== undefined;
    return {
      products,
      search,
      decisions: await catalog.curation.decisions(type),
      among: [],
      ...(isOfPart && { part: await partOfProduct(catalog, first, region) }),
      ...(ranking !== null && { ranking }),
      pause: () => nextTurn(),
      onFallback: ({ message, detail }) => context.errors.record(message, detail ?? null),
    };
  }

  return {
    async preview(catalog, options) {
      const ids = await chooseLists(catalog.products, options);
      const sources = { ...(await sourcesOf(catalog, catalog, ids, options)), signal: { aborted: false } };
      const shop = await findShopExport(catalog, options);
      const order = sources.ranking === undefined ? {} : { isLearned: true as const };
      if (shop === null) return { ...(await previewExport(sources, ids, options)), ...order };
      await checkExportOptions(catalog.products, shop.order.options);
      return withShopPlan(catalog, sources, shop, ids, async (plan, usable) => ({
        columns: [],
        rows: [],
        products: ids.length,
        ...order,
        shop: {
          lines: await previewShopFile(usable, plan),
          blockedTotal: plan.blocked.length,
          blocked: plan.blocked.slice(0, blockedShown),
        },
      }));
    },
    async start(catalog, { file, ...options }) {
      const snapshot = await catalog.snapshot();
      // Settles what texts and selections mean.
      await checkExportOptions(snapshot.products, options);
      const ids = await chooseLists(catalog.products, options);
      const shop = await findShopExport(catalog, options);
      const { exports } = catalogFiles(catalog.folder);
      const target = file === undefined ? join(exports, defaultName(options, shop)) : resolve(file);
      if (shop !== null) checkFileName(shop.order.check.preset, target);
      const sources = await sourcesOf(catalog, snapshot, ids, options);
      requireStillOpen(context, catalog);
      return context.jobs.start({
        kind: 'export',
        detail: { products: 0, totalProducts: ids.length, rows: 0, file: target },
        run: (task) => run(task, { catalog, resourcesFolder, shop, options, ids, file: target, sources }),
      }).id;
    },
  };
}

/** @throws Failure `disk-full`, `not-allowed`, `bad-input`, `cancelled`; `not-found` for a file for a shop with nothing in it */
async function run(task: JobTask<'export'>, plan: ExportPlan): Promise<ExportResult> {
  const { catalog, shop, options, ids, file } = plan;
  const startedAtMs = performance.now();
  const signal: Cancellation = task.control;
  const sources = { ...plan.sources, signal };

  /** @param passed products that have their place in the count, and no list */
  async function write(
    pieces: AsyncIterable<ExportPiece>,
    passed: number,
    writeText: WriteText,
  ): Promise<ExportResult> {
    let done = { products: passed, rows: 0 };
    async function* texts(): AsyncGenerator<string> {
      for await (const { text, products, rows } of pieces) {
        yield text;
        done = { products: passed + products, rows };
        const share = ids.length === 0 ? 1 : done.products / ids.length;
        task.tell(share, { ...done, totalProducts: ids.length, file });
      }
    }
    await writeAside(file, (append) => writeText(append, texts()));
    return { ...done, seconds: (performance.now() - startedAtMs) / 1000, file };
  }

  if (shop === null) {
    const { form, writeText } = await openExportFile(catalog, plan.resourcesFolder, options);
    return write(writeExport(sources, ids, options, form), 0, writeText);
  }
  return withShopPlan(catalog, sources, shop, ids, async (shopPlan, usable) => ({
    ...(await write(writeShopFile(usable, shopPlan), ids.length - shopPlan.ids.length, appendAll)),
    blocked: [...shopPlan.blocked],
  }));
}

function defaultName({ format }: ExportOptions, shop: ShopExport | null): string {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-').replace('T', ' ');
  const preset = shop?.order.check.preset;
  return `${preset?.fileWord ?? 'look-alikes'} ${stamp}.${preset?.ending ?? format}`;
}
