/** What is searched with: the vectors that stand for a query. */
import { Failure } from '../../contract/failure.ts';
import type { SearchCatalog } from './candidates.ts';
import { combineVectors, meanVector } from './combineVectors.ts';
import type { SimilarQuery } from './ports.ts';

/** The row of a product. @throws Failure `not-found` */
export function requireRow({ rows }: Pick<SearchCatalog, 'rows'>, id: string): number {
  const row = rows.rowOf(id);
  if (row === undefined) {
    throw new Failure(
      'not-found',
      `There is no product ${id} in this catalog. Check its id, or import it first.`,
    );
  }
  return row;
}

/** The product's own id, which may be composed otherwise than the one that was given. @throws Failure `not-found` */
export function requireId(catalog: Pick<SearchCatalog, 'rows'>, id: string): string {
  return catalog.rows.idAt(requireRow(catalog, id));
}

/** The vectors of a product's embedded images, the one that stands for it first; empty while none is embedded. */
export function vectorsOfRow({ rows, index }: SearchCatalog, row: number): Float32Array[] {
  const vectors: Float32Array[] = [];
  for (const { imageId } of rows.imagesAt(row)) {
    const vector = index.vectorOf(imageId);
    if (vector !== undefined) vectors.push(vector);
  }
  return vectors;
}

/** The vectors of a product that must have some. @throws Failure `not-found` */
export function requireVectors(catalog: SearchCatalog, id: string): Float32Array[] {
  const vectors = vectorsOfRow(catalog, requireRow(catalog, id));
  if (vectors.length === 0) {
    throw new Failure(
      'not-found',
      `Product ${id} has no look-alikes yet: none of its images is embedded. Import its folder again; the import report says why where an image fails.`,
    );
  }
  return vectors;
}

/**
 * The vectors to search with: all images of the product, or the outside image; with `like` or `unlike`, one combined
 * vector in which every product weighs the same, however many images it has.
 * @throws Failure `not-found` for an unknown product or one without embedding, `bad-input` where likes and unlikes cancel out
 */
export function queryVectors(
  catalog: SearchCatalog,
  query: SimilarQuery,
  like: readonly string[],
  unlike: readonly string[],
): Float32Array[] {
  const own = query.kind === 'product' ? requireVectors(catalog, query.id) : [query.vector];
  if (like.length === 0 && unlike.length === 0) return own;
  const meanOfProduct = (id: string): Float32Array => meanVector(requireVectors(catalog, id));
  const idsOf = (ids: readonly string[]) => new Set(ids.map((id) => requireId(catalog, id)));
  const further = idsOf(like);
  if (query.kind === 'product') further.delete(requireId(catalog, query.id));
  return [
    combineVectors(
      [meanVector(own), ...[...further].map(meanOfProduct)],
      [...idsOf(unlike)].map(meanOfProduct),
    ),
  ];
}
