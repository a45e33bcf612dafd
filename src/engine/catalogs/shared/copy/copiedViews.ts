/** What reads all of a shared catalog at once, answered from a copy of it on this machine. */
import type { SoldOut } from '../../../../contract/queue.ts';
import type { CatalogSession } from '../../../../core/catalogs/session.ts';
import { coloursUnread } from '../../../../core/colours/failures.ts';
import type { Cancellation } from '../../../../core/imports/ports.ts';
import type { MatrixPort } from '../../../../core/matrix/ports.ts';
import type { ProductReader, ProductRows } from '../../../../core/products/ports.ts';
import type { MutableProductRows } from '../../../../core/products/productRows.ts';
import { readRows } from '../../../../core/products/readRows.ts';
import type { SearchPort, Wishes } from '../../../../core/search/ports.ts';
import { nothingTuned } from '../../../../core/tuning/failures.ts';
import { createLocalColours } from '../../../colours/localColours.ts';
import type { VisionOwner } from '../../../processes/visionOwner.ts';
import { createLocalTuning } from '../../../tuning/localTuning.ts';
import { chooseFields } from '../../../tuning/tunedFields.ts';
import type { OpenCatalog } from '../../loadCatalog.ts';
import { createLocalDuplicates } from '../../local/localDuplicates.ts';
import { createLocalMap } from '../../local/localMap.ts';
import { createLocalMatrix } from '../../local/localMatrix.ts';
import type { CatalogCopy } from './catalogCopy.ts';
import { chooseRows } from './chosenRows.ts';
import { staleWhereAway } from './staleWhereAway.ts';

export type CopiedViews = Pick<CatalogSession, 'map' | 'tuning' | 'colours' | 'search'> & {
  readonly duplicates: Pick<CatalogSession['duplicates'], 'sketchesOf' | 'squaresOf' | 'search'>;
  readonly matrix: MatrixPort;
  /** The search of now, where it is there as soon as the cluster's; null: the cluster is to be asked. */
  searchInTime(): Promise<SearchPort | null>;
  /** The same for many lists, which goes on over the products that it began with. */
  listsInTime(): Promise<SearchPort | null>;
  matrixInTime(): Promise<MatrixPort | null>;
  /** In the order asked for; null for an image that has none. */
  vectorsInTime(imageIds: readonly string[]): Promise<readonly (Float32Array | null)[] | null>;
  /** @param count of so many products */
  recordsInTime(count: number): Promise<Pick<ProductReader, 'recordsOf'> | null>;
  /** All products. */
  wholeInTime(): Promise<Pick<OpenCatalog, 'rows' | 'queries'> | null>;
  /** Rows of these products alone. */
  rowsInTime(ids: readonly string[], soldOut: SoldOut | null): Promise<MutableProductRows | null>;
} & Pick<CatalogCopy, 'makeWay' | 'noteDamage'>;

/** The cluster has answered by then. */
const patienceMs = 300;
/** For many lists the cluster takes hours, and a copy minutes. */
const patienceForListsMs = 10_000;
/** More are fetched from the cluster in many questions. */
const fewProducts = 1000;

const unasked: Cancellation = { aborted: false };

/** What is known of the catalog without a copy. */
interface Shared {
  /** How many it has. */
  pictures(): number;
  /** Of all products. */
  rowsOfAll(): Promise<ProductRows>;
}

export function createCopiedViews(
  copy: CatalogCopy,
  vision: VisionOwner,
  { pictures, rowsOfAll }: Shared,
  onProblem: (reason: unknown) => void,
): CopiedViews {
  const viewsOf = remembered((catalog) => ({
    map: createLocalMap(catalog, onProblem),
    tuning: createLocalTuning(catalog, onProblem),
    colours: createLocalColours(catalog, vision),
    duplicates: createLocalDuplicates(catalog, vision),
    matrix: createLocalMatrix(catalog),
  }));
  const known = async () => {
    const catalog = await copy.known();
    return catalog === null ? null : viewsOf(catalog);
  };
  const current = async (...how: Parameters<CatalogCopy['current']>) => viewsOf(await copy.current(...how));
  const now = () => staleWhereAway(copy, unasked);

  async function inTime<Part>(ms: number, part: (catalog: OpenCatalog) => Part): Promise<Part | null> {
    const catalog = await copy.inTime(ms);
    if (catalog === null) return null;
    try {
      return part(catalog);
    } catch (thrown) {
      if (copy.noteDamage(thrown)) return null;
      throw thrown;
    }
  }

  /** Without a copy nothing was learned and no colour read: nobody waits for one to be told so. */
  async function searched({ colourWeight = 0 }: Pick<Partial<Wishes>, 'colourWeight'>): Promise<OpenCatalog> {
    if ((await copy.known()) !== null) return now();
    throw colourWeight > 0 ? coloursUnread(pictures()) : nothingTuned();
  }

  return {
    map: {
      async layout(method) {
        if ((await copy.known()) === null) return null;
        return viewsOf(await now()).map.layout(method);
      },
      async make(order, signal, onProgress) {
        const { map } = await current(signal, (done) => onProgress('fetch', done));
        return map.make(order, signal, onProgress);
      },
    },
    tuning: {
      kept: async () => (await known())?.tuning.kept() ?? null,
      // Of these products every picture that is named is embedded.
      fields: async () => chooseFields(await rowsOfAll(), { slotOf: () => 0 }),
      async learn(order, signal, onProgress) {
        const { tuning } = await current(signal, (done) => onProgress('fetch', done));
        return tuning.learn(order, signal, onProgress);
      },
      drop: async () => (await known())?.tuning.drop() ?? false,
      prepare: async () => (await known())?.tuning.prepare(),
    },
    colours: {
      missing: async () => (await known())?.colours.missing() ?? pictures(),
      async read(signal, onDone) {
        const { colours } = await current(signal, (share) => {
          const all = pictures();
          onDone(Math.round((share * all) / 2), all);
        });
        return colours.read(signal, (done, total) => onDone(Math.round((total + done) / 2), total));
      },
    },
    duplicates: {
      async sketchesOf(imageIds, signal) {
        const catalog = await copy.known();
        const hasAll =
          catalog !== null && imageIds.every((imageId) => catalog.index().slotOf(imageId) !== undefined);
        const { duplicates } = viewsOf(hasAll ? catalog : await copy.current(signal));
        return duplicates.sketchesOf(imageIds, signal);
      },
      async squaresOf(imageIds, signal) {
        const { duplicates } = (await known()) ?? (await current(signal));
        return duplicates.squaresOf(imageIds, signal);
      },
      search: async (signal, onFetched) => (await copy.current(signal, onFetched)).snapshot().search,
    },
    searchInTime: () => inTime(patienceMs, (catalog) => catalog.search()),
    listsInTime: () => inTime(patienceForListsMs, (catalog) => catalog.snapshot().search),
    matrixInTime: () => inTime(patienceMs, (catalog) => viewsOf(catalog).matrix),
    vectorsInTime: (imageIds) =>
      inTime(patienceMs, (catalog) => imageIds.map((imageId) => catalog.index().vectorOf(imageId) ?? null)),
    makeWay: copy.makeWay,
    noteDamage: copy.noteDamage,
    recordsInTime: (count) =>
      inTime(count > fewProducts ? patienceForListsMs : patienceMs, (catalog) => readRows(catalog.rows)),
    wholeInTime: () => copy.inTime(patienceMs),
    rowsInTime: (ids, soldOut) => inTime(patienceMs, (catalog) => chooseRows(catalog.rows, ids, soldOut)),
    matrix: { compare: async (ids, metric) => viewsOf(await searched({})).matrix.compare(ids, metric) },
    search: {
      similar: async (query, filters, options) =>
        (await searched(options)).search().similar(query, filters, options),
      async *listsOf(queries, filters, options) {
        yield* (await searched(options)).snapshot().search.listsOf(queries, filters, options);
      },
      async *similarToEach(profiles, options) {
        yield* (await searched({})).snapshot().search.similarToEach(profiles, options);
      },
    },
  };
}

/** Made once for every catalog. */
function remembered<Made>(make: (catalog: OpenCatalog) => Made): (catalog: OpenCatalog) => Made {
  const made = new WeakMap<OpenCatalog, Made>();
  return (catalog) => {
    const known = made.get(catalog) ?? make(catalog);
    made.set(catalog, known);
    return known;
  };
}
