/** Look-alikes: the nearest products of a product, of an outside image, of a taste, or of several at once. */
import { Failure } from '../../contract/failure.ts';
import type { Filter } from '../../contract/products.ts';
import { arrange } from '../quality/ranking/arrange.ts';
import { type SearchCatalog, selectCandidates } from './candidates.ts';
import { diversify, diversityPool } from './diversify.ts';
import { groupVariants } from './groupVariants.ts';
import { nearestAway } from './nearestAway.ts';
import { nearestProducts } from './nearestProducts.ts';
import type { Match, Matches, SimilarOptions, SimilarQuery } from './ports.ts';
import { awayQuery, queryVectors, requireRow } from './queryVectors.ts';
import { sameFilters } from './sameFilters.ts';
import { traceMatches } from './traceMatches.ts';

/** What `SearchPort.similar` answers, of this catalog. @throws Failure as it does */
export function findSimilar(
  catalog: SearchCatalog,
  query: SimilarQuery,
  filters: readonly Filter[],
  options: SimilarOptions,
): Matches {
  const { k, metric, same, like, unlike, diversity, variants = 'all' } = options;
  requireRange(options);
  const row = query.kind === 'product' ? requireRow(catalog, query.id) : undefined;
  const vectors = queryVectors(catalog, query, options);
  const candidates = selectCandidates(catalog, [...filters, ...sameFilters(catalog.rows, row, same)]);
  const excluded = new Set([...like, ...unlike].map((id) => requireRow(catalog, id)));
  if (row !== undefined) excluded.add(row);
  for (const id of query.kind === 'profile' ? query.profile.leftOut : []) {
    const other = catalog.rows.rowOf(id);
    if (other !== undefined) excluded.add(other);
  }
  let left = candidates.count;
  for (const own of excluded) left -= candidates.eligible[own] ?? 0;

  const away =
    metric === 'manhattan' && unlike.length > 0 ? awayQuery(catalog, query, options, vectors) : null;
  const find = (count: number): Match[] =>
    away === null
      ? nearestProducts(catalog, vectors, count, metric, candidates, excluded)
      : nearestAway(catalog, away, count, candidates, excluded);
  const vectorOf = (imageId: string) => catalog.index.vectorOf(imageId);
  const lookOf = (imageId: string) => (catalog.looks ?? catalog.index).vectorOf(imageId);
  const trace = (matches: readonly Match[]): readonly Match[] =>
    query.kind === 'profile' ? traceMatches(catalog, matches, query.profile) : matches;
  const order = (matches: readonly Match[]): readonly Match[] =>
    orderByRanking(catalog, row, options, matches);
  const leastAlike = options.variantScore ?? defaultVariantScore;

  if (variants === 'all') {
    const nearest = nearestWithinScores(find, poolFor(options), options);
    const matches = diversify(order(nearest), k, diversity, metric, vectorOf);
    return {
      candidates: left,
      groups: groupVariants(matches, leastAlike, lookOf).length,
      matches: trace(matches),
    };
  }
  for (let pool = diversityPool(k, 1); ; pool *= 4) {
    const nearest = nearestWithinScores(find, pool, options);
    const groups = groupVariants(nearest, leastAlike, lookOf, poolFor(options));
    if (groups.length < k && nearest.length === pool) continue;
    const chosen = diversify(order(groups.map(({ leader }) => leader)), k, diversity, metric, vectorOf);
    const folded = new Map(groups.map((group) => [group.leader.id, group.variants]));
    return {
      candidates: left,
      groups: chosen.length,
      matches: trace(chosen).map((match) => ({ ...match, variants: folded.get(match.id) ?? [] })),
    };
  }
}

/** Above it two products are taken for one in another colour or cut: pictures of the same garment lie there. */
const defaultVariantScore = 0.95;

/** How many of the nearest the results are chosen among. */
function poolFor({ k, diversity, ranking }: SimilarOptions): number {
  return diversityPool(k, ranking === undefined ? diversity : 1);
}

/** As they are where no order was learned, and of what is no product. */
function orderByRanking(
  { rows }: SearchCatalog,
  row: number | undefined,
  { ranking }: SimilarOptions,
  matches: readonly Match[],
): readonly Match[] {
  if (ranking === undefined || row === undefined) return matches;
  const known = new Set(rows.fields);
  const valuesAt = (at: number | undefined): string[] =>
    ranking.fields.map((field) => (at !== undefined && known.has(field) ? rows.valueOf(at, field) : ''));
  return arrange(ranking, matches, valuesAt(row), ({ id }) => valuesAt(rows.rowOf(id)));
}

type Scores = Pick<SimilarOptions, 'minScore' | 'maxScore' | 'metric'>;

/** @throws Failure `bad-input` */
function requireRange({ minScore = -1, maxScore = 1 }: Scores): void {
  if (minScore <= maxScore) return;
  throw new Failure(
    'bad-input',
    `No score lies from ${minScore} to ${maxScore}: the first is the larger one. Swap the two.`,
  );
}

/** The nearest with a score within the limits: asks for more until there are enough, or no other can be within. */
function nearestWithinScores(
  find: (count: number) => Match[],
  wanted: number,
  { minScore = -1, maxScore = 1, metric }: Scores,
): Match[] {
  // Rounding must not shut out an equal picture, or an opposite one.
  const [least, most] = [minScore <= -1 ? -2 : minScore, maxScore >= 1 ? 2 : maxScore];
  for (let asked = wanted; ; asked *= 4) {
    const found = find(asked);
    const within = found.filter(({ score }) => score >= least && score <= most);
    // By manhattan distance scores do not fall along the list.
    const isPast = metric !== 'manhattan' && (found.at(-1)?.score ?? 1) < least;
    if (within.length >= wanted || isPast || found.length < asked) return within.slice(0, wanted);
  }
}
