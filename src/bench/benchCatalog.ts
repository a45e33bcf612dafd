/** The catalog that is opened, searched and exported: what was imported, repeated up to the size that was asked for. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Input } from '../contract/contract.ts';
import type { BenchEngine, BenchPlace } from './benchPlace.ts';
import { type FillOptions, fillCatalog } from './fillCatalog.ts';
import { derived, type Measurement } from './measurement.ts';
import type { BenchImport } from './steps/importStep.ts';

/** How it is opened; it is closed between the steps. */
export interface OpenableCatalog {
  /** Of a shared one the address. */
  readonly folder: string;
  readonly connection?: Input<'catalogs.open'>['connection'];
}

export interface BenchCatalog extends OpenableCatalog {
  readonly space: string;
  readonly products: number;
}

/** The field that tells which products pass the filters that are measured; its values are those of `filterShares`. */
export const shareField = 'benchShare';

export async function prepareCatalog(
  place: BenchPlace,
  { folder, space }: Pick<BenchCatalog, 'folder' | 'space'>,
  wanted: number,
  fill: Pick<FillOptions, 'thumbnails'> = {},
): Promise<BenchCatalog> {
  const products = await fillCatalog(folder, wanted, { ...fill, shareField, breathe: place.breathe });
  await place.withEngine(async (engine) => {
    await engine.call('catalogs.open', { folder });
    await searchesArePrepared(engine);
  });
  return { folder, space, products };
}

/** A minute is enough for 200,000 products; where no axes are known for the embedding space there is nothing to wait for. */
const prepareLimitMs = 60_000;
const prepareCheckMs = 250;

/** As after an import; what searches need is in the cache file once the engine has ended. */
async function searchesArePrepared(engine: BenchEngine): Promise<void> {
  for (let waitedMs = 0; waitedMs < prepareLimitMs; waitedMs += prepareCheckMs) {
    await delay(prepareCheckMs);
    const reading = (await engine.call('settings.diagnostics', {})).catalog?.searchReading ?? null;
    const isComing = reading === null ? waitedMs < settleMs : reading.isNarrowed && !reading.isPrepared;
    if (!isComing) return;
  }
}

export function describeCatalog({ products }: BenchCatalog, { report }: BenchImport): Measurement {
  const note =
    products > report.found ? 'those imported, repeated with slightly turned vectors' : 'those imported';
  return derived('catalog', 'products', products, note);
}

/** Products to search with, spread over the catalog: those that have an embedding. */
export function chooseQueries(place: BenchPlace, { folder }: BenchCatalog, count: number): Promise<string[]> {
  return place.withEngine(async (engine) => {
    await engine.call('catalogs.open', { folder });
    const { ids } = await engine.call('products.ids', { view: {} });
    const chosen: string[] = [];
    for (const id of spread(ids, count)) {
      if ((await engine.call('products.get', { id })).hasEmbedding) chosen.push(id);
    }
    return chosen;
  });
}

/** What a catalog prepares after opening is done by then, and written what is written in the background. */
export const settleMs = 2000;

/** Opens the catalog and waits until nothing goes on in the background that could be measured along. */
export async function openQuietly(
  engine: BenchEngine,
  { folder, connection }: OpenableCatalog,
): Promise<void> {
  await engine.call('catalogs.open', { folder, connection });
  await delay(settleMs);
  await searchesArePrepared(engine);
}

/** So many of the items, spread over them; the same ones every time. */
export function spread<T>(items: readonly T[], count: number): T[] {
  const chosen = Math.min(count, items.length);
  return items.filter(
    (_, at) => Math.floor((at * chosen) / items.length) !== Math.floor(((at - 1) * chosen) / items.length),
  );
}
