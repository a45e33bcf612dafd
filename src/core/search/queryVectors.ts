/** What is searched with: the vectors that stand for a query. */
import { Failure } from '../../contract/failure.ts';
import type { SearchCatalog } from './candidates.ts';
import { combineVectors, meanVector, type WeightedVector } from './combineVectors.ts';
import type { AwayQuery } from './nearestAway.ts';
import type { Profile, SimilarOptions, SimilarQuery, WeightedProduct } from './ports.ts';

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

/** How strongly what a profile dislikes pulls away: its mean counts half as much as that of the liked. */
const dislikedShare = 0.5;

/** The mean vector of a product. @throws Failure `not-found` */
function meanOfProduct(catalog: SearchCatalog, id: string): Float32Array {
  return meanVector(requireVectors(catalog, id));
}

/** Those that are there and embedded; however many images a product has, it counts once. */
function weighProducts(catalog: SearchCatalog, products: readonly WeightedProduct[]): WeightedVector[] {
  return products.flatMap(({ id, weight }) => {
    const row = catalog.rows.rowOf(id);
    const vectors = row === undefined ? [] : vectorsOfRow(catalog, row);
    return vectors.length === 0 ? [] : [{ vector: meanVector(vectors), weight }];
  });
}

/**
 * What a profile is searched with.
 * @throws Failure `bad-input` where nothing that it likes can be compared, or likes and dislikes cancel out
 */
export function profileVector(catalog: SearchCatalog, profile: Profile): Float32Array {
  const liked = weighProducts(catalog, profile.liked);
  if (liked.length === 0) throw new Failure('bad-input', explainNoLike(profile));
  const disliked = weighProducts(catalog, profile.disliked);
  const total = disliked.reduce((sum, { weight }) => sum + weight, 0);
  return combineVectors(
    liked,
    disliked.map(({ vector, weight }) => ({ vector, weight: (dislikedShare * weight) / total })),
  );
}

function explainNoLike({ owner, liked, disliked }: Profile): string {
  if (liked.length > 0)
    return `Nothing that ${owner} likes can be compared now: its products are gone, or their images are not embedded. Import their folders again.`;
  if (disliked.length > 0)
    return `What is disliked alone says nothing of what to look for: ${owner} has no liked product yet. Like one first.`;
  return `There is nothing to look for yet: ${owner} has no liked product. Like one first.`;
}

/**
 * The vectors to search with: all images of the product, or the outside image; with `like` or `unlike`, one combined
 * vector in which every product weighs the same, however many images it has.
 * @throws Failure `not-found` for an unknown product or one without embedding, `bad-input` where likes and unlikes cancel out,
 *   where a product is both, and as `profileVector`
 */
export function queryVectors(
  catalog: SearchCatalog,
  query: SimilarQuery,
  { like, unlike, unlikeWeight }: Pick<SimilarOptions, 'like' | 'unlike' | 'unlikeWeight'>,
): Float32Array[] {
  const own = ownVectors(catalog, query);
  if (like.length === 0 && unlike.length === 0) return own;
  const idsOf = (ids: readonly string[]) => new Set(ids.map((id) => requireId(catalog, id)));
  const further = idsOf(like);
  if (query.kind === 'product') further.add(requireId(catalog, query.id));
  const away = idsOf(unlike);
  requireApart(further, away);
  if (query.kind === 'product') further.delete(requireId(catalog, query.id));
  return [
    combineVectors(
      [meanVector(own), ...[...further].map((id) => meanOfProduct(catalog, id))].map((vector) => ({
        vector,
        weight: 1,
      })),
      // Each counts by itself: a mean would take weight from one disliked product when another joins it.
      [...away].map((id) => ({ vector: meanOfProduct(catalog, id), weight: unlikeWeight })),
    ),
  ];
}

/** @throws Failure `bad-input` for a product of both */
export function requireApart(like: Iterable<string>, unlike: ReadonlySet<string>): void {
  for (const id of like) {
    if (!unlike.has(id)) continue;
    throw new Failure(
      'bad-input',
      `${id} cannot be both what it should be like and what it should not be like. Take it out of one of the two.`,
    );
  }
}

/**
 * The same where one vector cannot stand for it: what to be near to, and each that is disliked by itself.
 * @param combined what `queryVectors` answers for it
 */
export function awayQuery(
  catalog: SearchCatalog,
  query: SimilarQuery,
  { like, unlike, unlikeWeight }: Pick<SimilarOptions, 'like' | 'unlike' | 'unlikeWeight'>,
  [combined = new Float32Array()]: readonly Float32Array[],
): AwayQuery {
  const away = new Set(unlike.map((id) => requireId(catalog, id)));
  return {
    towards: queryVectors(catalog, query, { like, unlike: [], unlikeWeight }),
    away: [...away].map((id) => ({ vector: meanOfProduct(catalog, id), weight: unlikeWeight })),
    combined,
  };
}

function ownVectors(catalog: SearchCatalog, query: SimilarQuery): Float32Array[] {
  switch (query.kind) {
    case 'product':
      return query.part === undefined ? requireVectors(catalog, query.id) : [query.part.vector];
    case 'outside':
      return [query.vector];
    case 'profile':
      return [profileVector(catalog, query.profile)];
  }
}
