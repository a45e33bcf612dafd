/** One open catalog: its lock, database, product rows and vector index, kept in step. */
import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { previewPath, thumbnailPath } from '../../adapters/pictures/picturePaths.ts';
import { createEmbeddingStore, type EmbeddingStore } from '../../adapters/sqlite/catalog/embeddingStore.ts';
import { createListStore, type ListStore } from '../../adapters/sqlite/catalog/listStore.ts';
import { type CatalogDatabase, openDatabase } from '../../adapters/sqlite/catalog/openDatabase.ts';
import { createProductStore, type ProductStore } from '../../adapters/sqlite/catalog/productStore.ts';
import { createPruneStore, type PruneStore } from '../../adapters/sqlite/catalog/pruneStore.ts';
import { createSourceStore, type SourceStore } from '../../adapters/sqlite/catalog/sourceStore.ts';
import { lockCatalog, lockFile, ownerFile } from '../../adapters/sqlite/lockCatalog.ts';
import { sqliteFailure } from '../../adapters/sqlite/sqliteFailure.ts';
import { type CompactIndex, createVectorIndex } from '../../adapters/vectors/vectorIndex.ts';
import type { Catalog } from '../../contract/catalogs.ts';
import { Failure } from '../../contract/failure.ts';
import { type Runtime, runtimeSchema } from '../../contract/models.ts';
import type { Succession } from '../../core/imports/storePort.ts';
import { createProductRows, type MutableProductRows } from '../../core/products/productRows.ts';
import { createProductQueries, type ProductQueries } from '../../core/products/queryProducts.ts';
import { type CatalogFiles, catalogFiles, hasCatalog } from './catalogFiles.ts';
import { createIndexCache } from './indexCache.ts';

export interface OpenCatalog {
  readonly files: CatalogFiles;
  readonly database: CatalogDatabase;
  readonly products: ProductStore;
  readonly embeddings: EmbeddingStore;
  readonly lists: ListStore;
  readonly sources: SourceStore;
  readonly rows: MutableProductRows;
  readonly queries: ProductQueries;
  index(): CompactIndex;
  /** What embedded this catalog's images; null before the first import. */
  runtime(): Runtime | null;
  /** Remembers what embeds now; another embedding space starts with what is stored of it. */
  setRuntime(runtime: Runtime): void;
  /** Brings rows up to date with the database for these products. */
  refresh(productIds: readonly string[]): void;
  /** Removes what the last import did not find. Returns how many products went. */
  prune(): number;
  readonly pruning: PruneStore;
  /** Products were renamed or merged by an import, inside its transaction: what was decided on them follows. */
  follow(successions: readonly Succession[]): void;
  describe(): Catalog;
  /** The embeddings are as they will stay for a while: the index's cache file is brought up to date. */
  saveIndex(): void;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

/**
 * Opens the catalog in a folder.
 * @param create make it where there is none
 * @throws Failure `not-found`, `catalog-busy`, `catalog-too-new`, `catalog-damaged`, `not-allowed`, `disk-full`
 */
export async function openCatalog(folder: string, create: boolean): Promise<OpenCatalog> {
  if (!create && !hasCatalog(folder)) {
    throw new Failure(
      'not-found',
      `There is no catalog in ${folder}. Import a folder of images into it first.`,
    );
  }
  const isNew = !hasCatalog(folder);
  makeFolder(folder);
  const files = catalogFiles(folder);
  const lock = await lockCatalog(folder);
  let database: CatalogDatabase | undefined;
  try {
    database = openDatabase(files.database);
    const opened = database;
    const catalog = await loadCatalog(files, opened);
    return {
      ...catalog,
      async close() {
        const isUnused = isNew && catalog.sources.all().length === 0;
        await catalog.close();
        lock.release();
        if (isUnused) removeUnused(files);
      },
    };
  } catch (thrown) {
    database?.close();
    lock.release();
    throw sqliteFailure(thrown, files.database);
  }
}

async function loadCatalog(files: CatalogFiles, database: CatalogDatabase): Promise<OpenCatalog> {
  const products = createProductStore(database);
  const embeddings = createEmbeddingStore(database);
  const sources = createSourceStore(database);
  const pruning = createPruneStore(database);
  const rows = createProductRows();
  let runtime = readRuntime(sources);
  const cache = createIndexCache(files.indexCache, embeddings);
  const reading = runtime === null ? null : cache.read(runtime.space);
  loadRows();
  let index = (await reading) ?? makeIndex();
  saveIndex();
  const preparing = prepareText(rows);

  function makeIndex(): CompactIndex {
    return runtime === null ? createVectorIndex() : cache.make(runtime.space);
  }

  function saveIndex(): void {
    if (runtime !== null) cache.saveSoon(index, runtime.space);
  }

  function loadRows(): void {
    rows.setFields(products.fields());
    rows.upsert(products.records(runtime?.space ?? null));
  }

  function refresh(productIds: readonly string[]): void {
    const records = products.recordsOf(productIds, runtime?.space ?? null);
    const kept = new Set(records.map((record) => record.id));
    rows.remove(productIds.filter((id) => !kept.has(id)));
    rows.upsert(records);
  }

  return {
    files,
    database,
    products,
    embeddings,
    sources,
    pruning,
    lists: createListStore(database),
    rows,
    queries: createProductQueries(rows),
    index: () => index,
    runtime: () => runtime,
    setRuntime(next) {
      const isOtherSpace = next.space !== runtime?.space;
      runtime = next;
      sources.setFact('runtime', JSON.stringify(next));
      if (!isOtherSpace) return;
      index = makeIndex();
      loadRows();
    },
    refresh,
    prune() {
      const { touchedProducts, removedProducts, removedImageIds } = pruning.prune();
      index.remove(removedImageIds);
      for (const imageId of removedImageIds) {
        rmSync(thumbnailPath(files.thumbnails, imageId), { force: true });
        rmSync(previewPath(files.previews, imageId), { force: true });
      }
      refresh(touchedProducts);
      saveIndex();
      return removedProducts.length;
    },
    // Decisions still hang on the rows of products, which are renamed in place.
    follow: () => undefined,
    describe: () => ({
      folder: files.folder,
      name: basename(files.folder),
      ...products.count(),
      embeddings: index.count,
      fields: products.fields(),
      sources: sources.all().map((source) => ({
        folder: source.folder,
        metadata: source.metadata,
        isReachable: existsSync(source.folder),
      })),
      runtime,
    }),
    saveIndex,
    async close() {
      preparing.stop();
      await cache.close();
      database.close();
    },
  };
}

/** The first answers after opening come before this. */
const prepareDelayMs = 200;
/** Rows per turn: 3 ms. */
const preparedAtOnce = 2048;

/** Readies the text search in turns that nobody waits for, so that the first search need not. */
function prepareText(rows: MutableProductRows): { stop(): void } {
  let isStopped = false;
  function prepare(): void {
    if (!isStopped && !rows.prepareText(preparedAtOnce)) setImmediate(prepare);
  }
  const timer = setTimeout(prepare, prepareDelayMs);
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** A catalog that was made for an import that could not begin leaves nothing behind; what else is there stays. */
function removeUnused(files: CatalogFiles): void {
  for (const file of [files.database, lockFile(files.folder), ownerFile(files.folder)])
    rmSync(file, { force: true });
  if (readdirSync(files.folder).length === 0) rmdirSync(files.folder);
}

function readRuntime(sources: SourceStore): Runtime | null {
  const fact = sources.fact('runtime');
  return fact === null ? null : runtimeSchema.parse(JSON.parse(fact));
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    if (!statSync(folder).isDirectory()) throw new Error('not a folder');
  } catch (thrown) {
    throw new Failure(
      'not-allowed',
      `The catalog folder ${folder} cannot be made. Choose a folder that you may write to.`,
      String(thrown),
    );
  }
}
