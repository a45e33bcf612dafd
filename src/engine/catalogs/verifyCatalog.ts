/** Checks database, vectors, index and thumbnails of an open catalog against each other. */
import { existsSync } from 'node:fs';
import { thumbnailPath } from '../../adapters/pictures/picturePaths.ts';
import { blobToVector } from '../../adapters/sqlite/catalog/embeddingStore.ts';
import { withSqliteFailures } from '../../adapters/sqlite/sqliteFailure.ts';
import type { Verification } from '../../contract/catalogs.ts';
import { embeddingLength } from '../../core/models/ports.ts';
import type { OpenCatalog } from './openCatalog.ts';

/** Float32 rounding of 2048 squares stays well below this. */
const normTolerance = 1e-3;
/** More errors of one kind are counted, not listed. */
const errorsListed = 20;

/** @throws Failure `catalog-damaged` where even reading fails */
export function verifyCatalog(catalog: OpenCatalog): Verification {
  return withSqliteFailures(catalog.files.database, () => verify(catalog));
}

function verify(catalog: OpenCatalog): Verification {
  const errors: string[] = [];
  checkDatabase(catalog, errors);
  const embedded = checkVectors(catalog, errors);
  checkImages(catalog, embedded, errors);
  checkRows(catalog, errors);
  const { products, images } = catalog.products.count();
  return {
    ok: errors.length === 0,
    products,
    images,
    embeddings: embedded.size,
    indexed: catalog.index().count,
    errors,
  };
}

function checkDatabase({ database }: OpenCatalog, errors: string[]): void {
  const integrity = database.pragma('integrity_check(20)', { simple: true });
  if (integrity !== 'ok') errors.push(`Database: ${String(integrity)}`);
  const broken = database.pragma('foreign_key_check');
  if (Array.isArray(broken) && broken.length > 0)
    errors.push(`Database: ${broken.length} rows refer to nothing.`);
  const empty = Number(
    database
      .prepare(
        'SELECT count(*) FROM products WHERE NOT EXISTS (SELECT 1 FROM images WHERE images.product_key = products.key)',
      )
      .pluck()
      .get(),
  );
  if (empty > 0) errors.push(`Database: ${empty} products have no image.`);
}

function checkVectors(catalog: OpenCatalog, errors: string[]): Set<string> {
  const embedded = new Set<string>();
  const space = catalog.runtime()?.space;
  if (space === undefined) return embedded;
  const index = catalog.index();
  const bad: string[] = [];
  const rows = catalog.database
    .prepare<[string], { imageId: string; vector: Buffer }>(
      'SELECT image_id AS imageId, vector FROM embeddings WHERE space = ?',
    )
    .iterate(space);
  for (const { imageId, vector: blob } of rows) {
    embedded.add(imageId);
    const vector = blobToVector(blob);
    if (blob.byteLength !== embeddingLength * 4 || !isNormalised(vector)) {
      bad.push(`The vector of image ${imageId} is damaged; import its folder again.`);
    } else if (index.slotOf(imageId) === undefined) {
      bad.push(`The vector of image ${imageId} is not in the index; open the catalog again.`);
    } else if (!index.holds(imageId, vector)) {
      bad.push(`The index has another vector for image ${imageId}; open the catalog again.`);
    }
  }
  report(bad, errors);
  if (index.count > embedded.size) {
    errors.push(
      `The index has ${index.count} vectors, the database ${embedded.size}; open the catalog again.`,
    );
  }
  return embedded;
}

function isNormalised(vector: Float32Array): boolean {
  const squares = vector.reduce((sum, value) => sum + value * value, 0);
  return Math.abs(squares - 1) <= normTolerance;
}

function checkImages(catalog: OpenCatalog, embedded: ReadonlySet<string>, errors: string[]): void {
  const bad: string[] = [];
  const rows = catalog.database
    .prepare<[], { path: string; imageId: string }>(
      "SELECT path, image_id AS imageId FROM images WHERE image_id IS NOT NULL AND state <> 'missing'",
    )
    .iterate();
  for (const { path, imageId } of rows) {
    if (catalog.runtime() !== null && !embedded.has(imageId)) {
      bad.push(`${path} has no vector in this embedding space; import its folder again.`);
    }
    if (!existsSync(thumbnailPath(catalog.files.thumbnails, imageId))) {
      bad.push(`${path} has no thumbnail; import its folder again.`);
    }
  }
  report(bad, errors);
}

function checkRows(catalog: OpenCatalog, errors: string[]): void {
  const { products } = catalog.products.count();
  if (catalog.rows.productCount !== products) {
    errors.push(
      `${products} products are stored, ${catalog.rows.productCount} are loaded; open the catalog again.`,
    );
  }
}

function report(found: readonly string[], errors: string[]): void {
  errors.push(...found.slice(0, errorsListed));
  if (found.length > errorsListed) errors.push(`… and ${found.length - errorsListed} more of this kind.`);
}
