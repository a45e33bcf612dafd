/**
 * Checks database, vectors, index and thumbnails of an open catalog against each other, and lets the engine answer meanwhile.
 * A catalog that was begun anew fits together, and is not what it was: what is known to be lost is told too.
 */
import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { thumbnailPath } from '../../adapters/pictures/picturePaths.ts';
import { type CheckStore, createCheckStore } from '../../adapters/sqlite/catalog/checkStore.ts';
import { checkDatabase } from '../../adapters/sqlite/checkDatabase.ts';
import { sqliteFailure } from '../../adapters/sqlite/sqliteFailure.ts';
import type { Verification } from '../../contract/catalogs.ts';
import { Failure } from '../../contract/failure.ts';
import type { OnCareProgress } from '../../core/catalogs/ports.ts';
import type { CancelSignal } from '../../core/imports/ports.ts';
import { embeddingLength } from '../../core/models/ports.ts';
import type { OpenCatalog } from './loadCatalog.ts';

/** Float32 rounding of 2048 squares stays well below this. */
const normTolerance = 1e-3;
/** More errors of one kind are counted, not listed. */
const errorsListed = 20;
/** 5 ms of work each. */
const vectorsAtOnce = 128;
const imagesAtOnce = 256;

export interface VerifyOptions {
  readonly signal: CancelSignal;
  /** Left out: each image has one. */
  readonly hasThumbnails?: boolean;
  /** Told of vectors and images. */
  readonly onProgress: OnCareProgress;
}

/**
 * Products may come and go meanwhile: every page is compared with the index as it is in that moment.
 * @throws Failure `catalog-damaged` where even reading fails, `cancelled`
 */
export async function verifyCatalog(catalog: OpenCatalog, options: VerifyOptions): Promise<Verification> {
  try {
    return await verify(catalog, options);
  } catch (thrown) {
    throw sqliteFailure(thrown, catalog.files.database);
  }
}

async function verify(
  catalog: OpenCatalog,
  { signal, onProgress, hasThumbnails = true }: VerifyOptions,
): Promise<Verification> {
  const store = createCheckStore(catalog.database);
  const space = catalog.runtime()?.space ?? null;
  const total = (space === null ? 0 : catalog.embeddings.count(space)) + catalog.products.count().images;
  let done = 0;

  async function breathe(looked: number): Promise<void> {
    done += looked;
    onProgress(Math.min(done, total), total);
    await nextTurn();
    if (signal.aborted) throw new Failure('cancelled', 'The check was cancelled.');
  }

  const inDatabase = checkDatabase(catalog.files.database, signal);
  // It is waited for below; where something else fails before, that is what is told.
  inDatabase.catch(() => undefined);
  const inVectors = space === null ? [] : await checkVectors(catalog, store, space, breathe);
  const inImages = await checkImages(catalog, store, { space, hasThumbnails }, breathe);
  const errors = [
    ...catalog.notices(),
    ...(await inDatabase),
    ...inVectors,
    ...inImages,
    ...checkCounts(catalog),
  ];
  const { products, images } = catalog.products.count();
  return {
    ok: errors.length === 0,
    products,
    images,
    embeddings: countEmbeddings(catalog),
    indexed: catalog.index().count,
    errors,
    notes: [],
  };
}

type Breathe = (looked: number) => Promise<void>;

async function checkVectors(
  catalog: OpenCatalog,
  store: CheckStore,
  space: string,
  breathe: Breathe,
): Promise<string[]> {
  const bad: string[] = [];
  await catalog.index().wake();
  let page = store.vectors(space, 0, vectorsAtOnce);
  while (page.length > 0) {
    for (const { imageId, vector } of page) {
      const index = catalog.index();
      if (vector.length !== embeddingLength || !isNormalised(vector)) {
        bad.push(`The vector of image ${imageId} is damaged; import its folder again.`);
      } else if (index.slotOf(imageId) === undefined) {
        bad.push(`The vector of image ${imageId} is not in the index; open the catalog again.`);
      } else if (!index.holds(imageId, vector)) {
        bad.push(`The index has another vector for image ${imageId}; open the catalog again.`);
      }
    }
    await breathe(page.length);
    // An import that began meanwhile took the catalog to another space: its vectors are another index's.
    if (catalog.runtime()?.space !== space) break;
    page = store.vectors(space, page.at(-1)?.key ?? 0, vectorsAtOnce);
  }
  return listErrors(bad);
}

function isNormalised(vector: Float32Array): boolean {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return Math.abs(squares - 1) <= normTolerance;
}

async function checkImages(
  catalog: OpenCatalog,
  store: CheckStore,
  { space, hasThumbnails }: { readonly space: string | null; readonly hasThumbnails: boolean },
  breathe: Breathe,
): Promise<string[]> {
  const bad: string[] = [];
  let page = store.images(space, 0, imagesAtOnce);
  while (page.length > 0) {
    for (const { path, imageId, isEmbedded } of page) {
      if (space !== null && !isEmbedded) {
        bad.push(`${path} has no vector in this embedding space; import its folder again.`);
      }
      if (hasThumbnails && !existsSync(thumbnailPath(catalog.files.thumbnails, imageId))) {
        bad.push(`${path} has no thumbnail; import its folder again.`);
      }
    }
    await breathe(page.length);
    page = store.images(space, page.at(-1)?.key ?? 0, imagesAtOnce);
  }
  return listErrors(bad);
}

/** Numbers that must agree at any moment. */
function checkCounts(catalog: OpenCatalog): string[] {
  const errors: string[] = [];
  const embeddings = countEmbeddings(catalog);
  const indexed = catalog.index().count;
  if (indexed > embeddings) {
    errors.push(`The index has ${indexed} vectors, the database ${embeddings}; open the catalog again.`);
  }
  const { products } = catalog.products.count();
  if (catalog.rows.productCount !== products) {
    errors.push(
      `${products} products are stored, ${catalog.rows.productCount} are loaded; open the catalog again.`,
    );
  }
  return errors;
}

function countEmbeddings(catalog: OpenCatalog): number {
  const space = catalog.runtime()?.space;
  return space === undefined ? 0 : catalog.embeddings.count(space);
}

/** The first of one kind, and how many more there are. */
export function listErrors(found: readonly string[]): string[] {
  const rest = found.length - errorsListed;
  return [...found.slice(0, errorsListed), ...(rest > 0 ? [`… and ${rest} more of this kind.`] : [])];
}
