/** What the lists of many products are made of: all products asked of the index at once, finished one by one. */
import { Failure } from '../../contract/failure.ts';
import type { Filter } from '../../contract/products.ts';
import { type Aim, aimAt, findAim } from './aim.ts';
import { type Candidates, type SearchCatalog, selectCandidates } from './candidates.ts';
import { choicePool, chooseMatches } from './chooseMatches.ts';
import { learnedOrder } from './learnedOrder.ts';
import { askedImages, nearestWithin, type Reach } from './nearestProducts.ts';
import type {
  ListAnswer,
  ListMatches,
  ListQuery,
  ListsOptions,
  Match,
  NearestRequest,
  Wishes,
} from './ports.ts';
import { requireApart, requireId, vectorsOfRow } from './queryVectors.ts';
import { requireRange } from './requireRange.ts';
import { sameFilters } from './sameFilters.ts';
import { tellParts } from './tellParts.ts';

/** What a list is searched with. */
interface ListAim {
  /** False while none of its images is embedded: then nothing is like it. */
  readonly isEmbedded: boolean;
  /** The index is asked with those of its images, or with these vectors; with neither, where that cannot answer. */
  readonly slots: readonly number[];
  readonly vectors: readonly Float32Array[];
  /** Made when first needed. */
  aim(): Aim;
  /** What is wished for and away from cancel out for it: it has what stands in the list, and no more. */
  readonly isBlank: boolean;
}

/** One product's list, as it is asked of the index. */
interface ListRequest<Query> extends NearestRequest {
  readonly query: Query;
  /** Null for a product that is not there. */
  readonly target: {
    readonly row: number;
    readonly candidates: Candidates;
    readonly searched: ListAim;
  } | null;
}

type Directions = Pick<Wishes, 'like' | 'unlike' | 'unlikeWeight'>;

/** What `SearchPort.listsOf` answers, of this catalog. @throws Failure as it does */
export async function* matchLists<Query extends ListQuery>(
  catalog: SearchCatalog,
  queries: Iterable<Query>,
  filters: readonly Filter[],
  options: ListsOptions,
): AsyncGenerator<ListAnswer<Query>> {
  const { rows, index } = catalog;
  const { metric, same, among = [], isExplained = false, onFallback } = options;
  requireRange(options);
  const directions = requireDirections(catalog, options);
  const wished = new Set([...directions.like, ...directions.unlike].flatMap((id) => rows.rowOf(id) ?? []));

  function* requests(): Generator<ListRequest<Query>> {
    for (const query of queries) {
      const row = rows.rowOf(query.id);
      if (row === undefined) {
        yield { query, target: null, slots: [], k: 1, allowed: null };
        continue;
      }
      const { count, excluded, where = [], whereNot } = query;
      const own = [...among, ...filters, ...where, ...sameFilters(rows, row, same)];
      const candidates = selectCandidates(catalog, own, whereNot);
      const searched = aimList(catalog, query, row, { ...options, ...directions });
      const left = excluded.length + wished.size;
      const decided = excluded.length + query.listed.length;
      const pool = choicePool(count, options, false, decided);
      const k = askedImages(catalog, pool, left) + rows.imageCountAt(row);
      const { slots, vectors } = isOrdered(query, options) && !searched.isBlank ? searched : nothing;
      const target = { row, candidates, searched };
      yield { query, target, slots, vectors, k, allowed: candidates.allowedSlots };
    }
  }

  for await (const { request, neighbours } of index.nearestOfEach(requests(), metric, onFallback)) {
    const { query, target, k } = request;
    const reaches = neighbours.map((ofImage) => ({ asked: k, neighbours: ofImage }));
    if (target === null || !rows.isAlive(target.row)) {
      yield { query, found: null };
      continue;
    }
    const found = matchList(catalog, query, target, wished, options, reaches);
    yield { query, found: isExplained ? explain(catalog, target.searched, found) : found };
  }
}

const nothing = { slots: [], vectors: [] };

/** Whether the nearest must be known: to fill a list, or to put what stands in it into the learned order. */
function isOrdered({ count, listed }: ListQuery, { ranking }: ListsOptions): boolean {
  return count > 0 || (ranking !== undefined && listed.length > 0);
}

/** With the ids as the catalog has them. @throws Failure `not-found`, `bad-input` */
function requireDirections(
  catalog: SearchCatalog,
  { like = [], unlike = [], unlikeWeight = 0.5 }: Partial<Directions>,
): Directions {
  const idsOf = (ids: readonly string[]) => new Set(ids.map((id) => requireId(catalog, id)));
  const towards = idsOf(like);
  const away = idsOf(unlike);
  requireApart(towards, away);
  return { like: [...towards], unlike: [...away], unlikeWeight };
}

function aimList(
  catalog: SearchCatalog,
  { part }: ListQuery,
  row: number,
  { metric, like, unlike, unlikeWeight }: ListsOptions & Directions,
): ListAim {
  const { rows, index } = catalog;
  const id = rows.idAt(row);
  const slots = rows.imagesAt(row).flatMap(({ imageId }) => index.slotOf(imageId) ?? []);
  const own = { isEmbedded: slots.length > 0, vectors: [], aim: lazily(ofItself), isBlank: false };
  const others = (ids: readonly string[]): string[] => ids.filter((other) => other !== id);
  const directions = { like: others(like), unlike: others(unlike), unlikeWeight };
  const isItself = part === undefined && directions.like.length + directions.unlike.length === 0;
  if (isItself || (part === undefined && slots.length === 0)) return { ...own, slots };
  try {
    const query = { kind: 'product' as const, id, ...(part !== undefined && { part }) };
    const aim = findAim(catalog, query, { ...directions, metric });
    return { isEmbedded: true, slots: [], vectors: aim.vectors, aim: () => aim, isBlank: false };
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'bad-input') return { ...own, slots: [], isBlank: true };
    throw thrown;
  }

  function ofItself(): Aim {
    return aimAt(catalog, vectorsOfRow(catalog, row), metric);
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * @param wished rows that are wished for or away from: never suggested
 * @param reaches the nearest images of each that the index was asked with, where it was
 */
function matchList(
  catalog: SearchCatalog,
  { listed, held = [], excluded, count }: ListQuery,
  { row, candidates, searched }: NonNullable<ListRequest<ListQuery>['target']>,
  wished: ReadonlySet<number>,
  options: ListsOptions,
  reaches: readonly Reach[],
): ListMatches {
  const { rows, index } = catalog;
  const { isEmbedded, isBlank, aim } = searched;
  if (!isEmbedded || (count === 0 && listed.length === 0))
    return { listed: listed.map(() => null), nearest: [] };

  const kept = new Set([row]);
  const whereHeld = held.length === 0 ? candidates : selectCandidates(catalog, options.among ?? []);
  const matches = listed.map((id): Match | null => {
    const other = rows.rowOf(id);
    if (other === undefined || kept.has(other)) return null;
    kept.add(other);
    if ((held.includes(id) ? whereHeld : candidates).eligible[other] !== 1) return null;
    return aim().matchOf(other) ?? null;
  });
  for (const id of excluded) {
    const other = rows.rowOf(id);
    if (other !== undefined) kept.add(other);
  }
  const standing = matches.filter((match) => match !== null);
  const free = Math.max(0, count - standing.length);
  if (isBlank || (free === 0 && options.ranking === undefined)) return { listed: matches, nearest: [] };
  const findBeside = (leftOut: ReadonlySet<number>) => (many: number) =>
    (reaches.length > 0 ? nearestWithin(catalog, reaches, many, candidates, leftOut) : undefined) ??
    aim().nearest(many, candidates, leftOut);
  const setting = { standing, isNamed: false };
  if (options.ranking === undefined) {
    const find = findBeside(new Set([...kept, ...wished]));
    return { listed: matches, nearest: chooseMatches(find, free, options, index, setting) };
  }
  // What is decided has its place in the learned order too: the list is as a search has it, without what was rejected.
  const chances = new Map<string, number>();
  const ofProduct = learnedOrder(catalog, row, options.ranking);
  const weigh = (nearest: readonly Match[]): readonly Match[] => {
    const weighed = ofProduct(nearest);
    for (const { id, chance } of weighed) if (chance !== undefined) chances.set(id, chance);
    return weighed;
  };
  const leftOut = new Set(Array.from(kept, (other) => rows.idAt(other)));
  const find = findBeside(new Set([row, ...wished]));
  const nearest = chooseMatches(find, free, options, index, { ...setting, weigh, leftOut });
  return { listed: matches.map((match) => match && withChance(match, chances.get(match.id))), nearest };
}

/** The same, with what mixed scores are made of. */
function explain(catalog: SearchCatalog, { aim }: ListAim, { listed, nearest }: ListMatches): ListMatches {
  const tell = (match: Match): Match => tellParts(catalog, aim().vectors, match);
  return { listed: listed.map((match) => match && tell(match)), nearest: nearest.map(tell) };
}

function withChance(match: Match, chance: number | undefined): Match {
  return chance === undefined ? match : { ...match, chance };
}
