/** What is in an open catalog: product rows, vector index and all that follows them, kept in step with its databases. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { createEmbeddingStore, type EmbeddingStore } from '../../adapters/sqlite/catalog/embeddingStore.ts';
import type { CatalogDatabase } from '../../adapters/sqlite/catalog/openDatabase.ts';
import { createProductStore, type ProductStore } from '../../adapters/sqlite/catalog/productStore.ts';
import { createPruneStore, type PruneStore } from '../../adapters/sqlite/catalog/pruneStore.ts';
import {
  createPublicationStore,
  type PublicationStore,
} from '../../adapters/sqlite/catalog/publicationStore.ts';
import { createRenamingStore, type RenamingStore } from '../../adapters/sqlite/catalog/renamingStore.ts';
import { createSourceStore, type SourceStore } from '../../adapters/sqlite/catalog/sourceStore.ts';
import { createTuningStore } from '../../adapters/sqlite/catalog/tuningStore.ts';
import type { OpenedCuration } from '../../adapters/sqlite/curation/openCuration.ts';
import type { CompactIndex } from '../../adapters/vectors/compactIndex.ts';
import type { Axes } from '../../adapters/vectors/prefixes/axes.ts';
import { createVectorIndex } from '../../adapters/vectors/vectorIndex.ts';
import type { Catalog } from '../../contract/catalogs.ts';
import { type Runtime, runtimeSchema } from '../../contract/models.ts';
import type { OnCareProgress } from '../../core/catalogs/ports.ts';
import type { Cancellation } from '../../core/imports/ports.ts';
import type { Succession } from '../../core/imports/storePort.ts';
import type { CurationStore, Followed } from '../../core/lists/ports.ts';
import { holdRows } from '../../core/products/holdRows.ts';
import type { ProductRows } from '../../core/products/ports.ts';
import type { ListSource, MutableProductRows } from '../../core/products/productRows.ts';
import { createProductQueries, type ProductQueries } from '../../core/products/queryProducts.ts';
import type { SearchPort } from '../../core/search/ports.ts';
import { createMetricSearch } from '../../core/tuning/metricSearch.ts';
import { type CatalogColours, createCatalogColours } from '../colours/catalogColours.ts';
import { type CatalogTuning, createCatalogTuning } from '../tuning/catalogTuning.ts';
import { createTunedRows } from '../tuning/tunedRows.ts';
import type { CatalogFiles } from './catalogFiles.ts';
import type { ExposureCounts } from './exposureCounts.ts';
import { createIndexCache } from './indexCache.ts';
import { prepareAside } from './prepareAside.ts';
import { type PreparedSpace, prepareSpace } from './preparedSpace.ts';
import { pruneCatalog } from './pruneCatalog.ts';
import { createListStates } from './stored/listStates.ts';
import { createListSummaries, type ListSummaries } from './stored/listSummaries.ts';
import { createStoredProducts, type ProductSources } from './storedProducts.ts';

export interface OpenCatalog {
  readonly files: CatalogFiles;
  /** Brings thumbnails of a catalog that lies elsewhere to where they are kept here; of one on this machine they are. */
  fetchThumbnails(imageIds: readonly string[]): Promise<void>;
  readonly database: CatalogDatabase;
  readonly products: ProductStore;
  readonly embeddings: EmbeddingStore;
  readonly curation: CurationStore;
  readonly sources: SourceStore;
  readonly rows: MutableProductRows;
  readonly queries: ProductQueries;
  /** How far the lists of each type are, and what they lack. */
  readonly listStates: ListSource;
  readonly listSummaries: ListSummaries;
  readonly exposure: ExposureCounts;
  index(): CompactIndex;
  /** The catalog's own distance. */
  readonly tuning: CatalogTuning;
  readonly colours: CatalogColours;
  /** Searches the embeddings of now. */
  search(): SearchPort;
  /** Products and search for a job: it goes on over the products and embeddings of now, whatever takes their place. */
  snapshot(): { readonly rows: ProductRows; readonly search: SearchPort };
  /** What embedded this catalog's images; null before the first import. */
  runtime(): Runtime | null;
  /** Makes what is stored of another embedding space ready to be entered; no products come or go meanwhile. */
  prepareSpace(space: string): Promise<void>;
  /** It is not entered, or was. */
  dropPreparedSpace(): void;
  /** Remembers what embeds now; another embedding space must be prepared, and starts with what is stored of it. */
  setRuntime(runtime: Runtime): void;
  /** The same together with what is written first in that space: both are stored, or neither. */
  enterSpace<T>(runtime: Runtime, write: () => T): T;
  /** Brings rows up to date with the database for these products. */
  refresh(productIds: readonly string[]): void;
  /** As `CarePort.prune`; returns how many products went. */
  prune(signal: Cancellation, onProgress?: OnCareProgress): Promise<number>;
  readonly pruning: PruneStore;
  readonly renamings: RenamingStore;
  readonly publications: PublicationStore;
  describe(): Catalog;
  /** Products were renamed or merged by an import, inside its transaction: what the curator made of them follows. */
  follow(successions: readonly Succession[]): Followed;
  /** Decisions on products that are gone. */
  countResting(): number;
  /** What was lost of this catalog, and what was put back, until an import has told it in its report. */
  notices(): readonly string[];
  /** They are told, and what was lost of the database is imported again. */
  settleNotices(): void;
  /** The embeddings are as they will stay for a while: the index's cache file is brought up to date. */
  saveIndex(): void;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

/** What is said of its products and not by them; of a copy, by the catalog that it is a copy of. */
export interface SaidBeside {
  readonly corrections: ProductSources['corrections'];
  readonly exposure: ExposureCounts;
}

/** The principal axes of an embedding space; null where none are known. */
export type AxesOf = (space: string) => Promise<Axes | null>;

/** What is told of a database that was begun anew; kept in it, so that it is not forgotten before anything was imported. */
const begunAnewFact = 'begunAnew';

/** @param begunAnew what is told of the database, where it takes the place of one that is gone */
export async function loadCatalog(
  files: CatalogFiles,
  database: CatalogDatabase,
  { store: curation, notices: curationNotices }: OpenedCuration,
  { corrections, exposure }: SaidBeside,
  begunAnew: string | null,
  axesOf: AxesOf,
): Promise<OpenCatalog> {
  const products = createProductStore(database);
  const embeddings = createEmbeddingStore(database);
  const sources = createSourceStore(database);
  const pruning = createPruneStore(database);
  const renamings = createRenamingStore(database, files.database);
  const publications = createPublicationStore(database, files.database);
  const tuning = createCatalogTuning(
    createTuningStore(database, files.database),
    () => runtime?.space ?? null,
    createTunedRows(files.tunedCache, embeddings),
  );
  const colours = createCatalogColours(database, files.database);
  if (begunAnew !== null) sources.setFact(begunAnewFact, begunAnew);
  let notices = [...curationNotices, sources.fact(begunAnewFact)].filter((notice) => notice !== null);
  let runtime = readRuntime(sources);
  const cache = createIndexCache(files, embeddings, axesOf);
  const stored = createStoredProducts(files.productsCache, {
    products,
    embeddings,
    corrections,
  });
  const reading = runtime === null ? null : cache.read(runtime.space);
  const rows = await stored.load(runtime?.space ?? null);
  rows.setSoldOut(curation.soldOut());
  rows.setHidden(curation.duplicates.decided().hidden);
  const listSummaries = createListSummaries(curation, rows);
  const listStates = createListStates(curation, rows, listSummaries, exposure);
  rows.followLists(listStates);
  let index = (await reading) ?? (await makeIndex());
  saveIndex();
  const preparing = prepareAside(rows, sharpenIndex);

  const searchOf = (among: ProductRows): SearchPort =>
    createMetricSearch({ rows: among, index }, tuning.over(index), colours.over);

  async function makeIndex(): Promise<CompactIndex> {
    return runtime === null ? createVectorIndex() : cache.make(runtime.space);
  }

  function sharpenIndex(): void {
    if (runtime !== null) cache.sharpen(index, runtime.space);
  }

  function saveIndex(): void {
    if (runtime !== null) cache.saveSoon(index, runtime.space);
    stored.saveSoon(runtime?.space ?? null);
  }

  let resting = { state: '', count: 0 };
  function countResting(): number {
    const state = `${rows.version} ${curation.version}`;
    if (resting.state !== state) {
      const count = curation.countResting((id) => rows.rowOf(id) !== undefined);
      resting = { state, count };
    }
    return resting.count;
  }

  let prepared: PreparedSpace | null = null;

  function enterSpace<T>(next: Runtime, write: () => T): T {
    const entered = next.space === runtime?.space ? null : prepared;
    if (next.space !== (entered ?? runtime)?.space) throw new Error(`Space ${next.space} is not prepared.`);
    const written = database.transaction(() => {
      sources.setFact('runtime', JSON.stringify(next));
      return write();
    })();
    runtime = next;
    if (entered === null) return written;
    prepared = null;
    index = entered.index;
    rows.exchangeImages(entered.images);
    sharpenIndex();
    return written;
  }

  function refresh(productIds: readonly string[]): void {
    const records = products.recordsOf(productIds, runtime?.space ?? null);
    const kept = new Set(records.map((record) => record.id));
    const gone = productIds.filter((id) => !kept.has(id));
    prepared?.unlink(gone);
    rows.remove(gone);
    rows.upsert(records.map(stored.correct));
    prepared?.link(productIds);
  }

  return {
    files,
    fetchThumbnails: async () => undefined,
    database,
    products,
    embeddings,
    sources,
    pruning,
    renamings,
    publications,
    curation,
    rows,
    queries: createProductQueries(rows),
    listStates,
    listSummaries,
    exposure,
    index: () => index,
    tuning,
    colours,
    search: () => searchOf(rows),
    snapshot() {
      const held = holdRows(rows);
      return { rows: held, search: searchOf(held) };
    },
    runtime: () => runtime,
    async prepareSpace(space) {
      prepared = await prepareSpace(space, { products, rows, cache });
    },
    dropPreparedSpace() {
      prepared = null;
    },
    setRuntime: (next) => enterSpace(next, () => undefined),
    enterSpace,
    refresh,
    prune: (signal, onProgress) =>
      pruneCatalog({ files, pruning, index: () => index, refresh, saveIndex }, signal, onProgress),
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
      notices: [...notices],
    }),
    follow(successions) {
      const followed = curation.follow(successions);
      rows.setHidden(curation.duplicates.decided().hidden);
      return followed;
    },
    countResting,
    notices: () => notices,
    settleNotices() {
      sources.setFact(begunAnewFact, null);
      notices = [];
    },
    saveIndex() {
      saveIndex();
      sharpenIndex();
      tuning.follow();
    },
    async close() {
      preparing.stop();
      try {
        await Promise.all([cache.close(), stored.close(), tuning.close()]);
      } finally {
        database.close();
      }
    },
  };
}

function readRuntime(sources: SourceStore): Runtime | null {
  const fact = sources.fact('runtime');
  return fact === null ? null : runtimeSchema.parse(JSON.parse(fact));
}
