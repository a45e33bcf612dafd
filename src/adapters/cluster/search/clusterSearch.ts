/** The search of a shared catalog: the cluster says which pictures are near, and core's own search finds among them. */
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { Filter } from '../../../contract/products.ts';
import type { Metric } from '../../../contract/search.ts';
import { settleSelection } from '../../../core/products/settleSelection.ts';
import { matchLists } from '../../../core/search/matchLists.ts';
import { matchProfiles } from '../../../core/search/matchProfiles.ts';
import type {
  ListAnswer,
  ListQuery,
  ListsOptions,
  Matches,
  Profile,
  ProfileAnswer,
  ProfilesOptions,
  SearchPort,
  SimilarOptions,
  SimilarQuery,
  Wishes,
} from '../../../core/search/ports.ts';
import { sameFilters } from '../../../core/search/sameFilters.ts';
import { findSimilar } from '../../../core/search/similar.ts';
import { lookAhead } from '../../../core/work/lookAhead.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { filterClauses, soldOutClauses } from '../products/filterQuery.ts';
import { type BesideCluster, type FilterSource, filterSource } from '../products/filterSource.ts';
import { askShards } from './askShards.ts';
import { fetchNearest, fetchProducts, noTuned, type Reading } from './fetchDocuments.ts';
import { createPartialCatalog, NearestWanted, type PartialCatalog } from './partialCatalog.ts';

export interface ClusterSearchOptions extends Pick<BesideCluster, 'idsOfSelection' | 'curated'> {
  /** Left out: exact while that is fast. */
  readonly reading?: Reading | undefined;
}

/** All compared on three small nodes: 65 to 85 ms at 5,000. Beyond this the graph is asked. */
const mostCompared = 200_000;
/** Asked for beside those that are wanted, so that the last wanted one is certain. */
const spare = 16;
/** Lists under way at once. */
const listsAtOnce = 4;

const totalSchema = z.object({ hits: z.looseObject({ total: z.looseObject({ value: z.number() }) }) });

/** What a picture must pass to be a result. */
interface Passing {
  readonly where: readonly Filter[];
  readonly whereNot: readonly Filter[];
  readonly source: FilterSource;
}

/** Every call asks the index that is shown when it begins, to its end: another embedding space may come to be shown meanwhile. */
export function createClusterSearch(catalog: ClusterCatalog, options: ClusterSearchOptions): SearchPort {
  const now = () => searchIndex(catalog.held(), options);
  return {
    similar: (query, filters, how) => now().similar(query, filters, how),
    listsOf: (queries, filters, how) => now().listsOf(queries, filters, how),
    similarToEach: (profiles, how) => now().similarToEach(profiles, how),
  };
}

function searchIndex(
  catalog: ClusterCatalog,
  { reading: wished, ...beside }: ClusterSearchOptions,
): SearchPort {
  const { idsOfSelection } = beside;
  const reading = wished ?? (catalog.published.pictures > mostCompared ? 'approximate' : 'exact');

  function clausesOf({ where, whereNot, source }: Passing) {
    return {
      filter: filterClauses(where, source),
      mustNot: [
        ...soldOutClauses(source),
        ...whereNot.map((filter) => ({ bool: { filter: filterClauses([filter], source) } })),
      ],
    };
  }

  async function load(ids: readonly string[], source: FilterSource): Promise<PartialCatalog> {
    const partial = createPartialCatalog(source);
    partial.add(await fetchProducts(catalog, ids, { withVectors: true }));
    return partial;
  }

  /** Runs the work, fetching what it finds wanting, until it gets to its end. */
  async function run<Found>(
    partial: PartialCatalog,
    passing: Passing,
    work: (partial: PartialCatalog) => Found | Promise<Found>,
  ): Promise<Found> {
    for (;;) {
      try {
        return await work(partial);
      } catch (thrown) {
        if (!(thrown instanceof NearestWanted)) throw thrown;
        await fetchMore(partial, passing, thrown);
      }
    }
  }

  async function fetchMore(
    partial: PartialCatalog,
    passing: Passing,
    { query, metric, k }: NearestWanted,
  ): Promise<void> {
    const before = partial.reachOf(query, metric)?.asked ?? 0;
    const asked = Math.max(k + spare, 2 * before);
    const found = await fetchNearest(catalog, {
      ...{ query, metric, reading, k: asked },
      ...clausesOf(passing),
    });
    partial.add(found.documents);
    // The graph gives no more however often it is asked.
    const isSpent = found.reach.asked <= before;
    partial.extend(isSpent ? { ...found.reach, radius: Number.POSITIVE_INFINITY } : found.reach);
  }

  async function countPassing(passing: Passing, excluded: readonly string[]): Promise<number> {
    const { filter, mustNot } = clausesOf(passing);
    const { hits } = await askShards(
      catalog.cluster,
      catalog.index,
      {
        size: 0,
        track_total_hits: true,
        query: {
          bool: {
            filter: [{ term: { leads: true } }, { exists: { field: 'vector' } }, ...filter],
            must_not: [...mustNot, { terms: { product: excluded } }],
          },
        },
      },
      totalSchema,
    );
    return hits.total.value;
  }

  async function similar(
    query: SimilarQuery,
    filters: readonly Filter[],
    options: SimilarOptions,
  ): Promise<Matches> {
    requireAnswerable(options.metric, options);
    const own = query.kind === 'product' ? [query.id] : [];
    const tastes = query.kind === 'profile' ? idsOfProfile(query.profile) : [];
    const source = await filterSource(catalog, beside, filters);
    const partial = await load([...own, ...options.like, ...options.unlike, ...tastes], source);
    const { rows } = partial.catalog;
    const row = query.kind === 'product' ? rows.rowOf(query.id) : undefined;
    const same = row === undefined ? [] : sameFilters(rows, row, options.same);
    const where = [...filters, ...same];
    const local = where.map((filter) => settleSelection(filter, idsOfSelection));
    const passing = { where, whereNot: [], source };
    const leftOut = query.kind === 'profile' ? query.profile.leftOut : [];
    const excluded = [...own, ...options.like, ...options.unlike, ...leftOut].map((id) => {
      const known = rows.rowOf(id);
      return known === undefined ? id : rows.idAt(known);
    });
    const found = await run(partial, passing, () => findSimilar(partial.catalog, query, local, options));
    return {
      ...found,
      candidates: await countPassing(passing, excluded),
      ...(reading === 'approximate' && options.metric !== 'manhattan' && { isApproximate: true as const }),
    };
  }

  async function listOf<Query extends ListQuery>(
    query: Query,
    filters: readonly Filter[],
    options: ListsOptions,
  ): Promise<ListAnswer<Query>> {
    const { like = [], unlike = [], among = [] } = options;
    const source = await filterSource(catalog, beside, [
      ...among,
      ...filters,
      ...(query.where ?? []),
      ...(query.whereNot ?? []),
    ]);
    const partial = await load([query.id, ...like, ...unlike, ...query.listed], source);
    const { rows } = partial.catalog;
    const row = rows.rowOf(query.id);
    const settle = (those: readonly Filter[]): Filter[] =>
      those.map((filter) => settleSelection(filter, idsOfSelection));
    const where = settle(query.where ?? []);
    const whereNot = settle(query.whereNot ?? []);
    const same = row === undefined ? [] : sameFilters(rows, row, options.same);
    const passing = { where: [...among, ...filters, ...where, ...same], whereNot, source };
    const settled = { ...query, where, whereNot };
    const found = await run(partial, passing, async () => {
      const answers = matchLists(partial.catalog, [settled], settle(filters), {
        ...options,
        among: settle(among),
      });
      for await (const answer of answers) return answer.found;
      return null;
    });
    return { query, found };
  }

  async function matchesOf<P extends Profile>(
    profile: P,
    options: ProfilesOptions,
  ): Promise<ProfileAnswer<P>> {
    const source = await filterSource(catalog, beside);
    const partial = await load(idsOfProfile(profile), source);
    const matches = await run(partial, { where: [], whereNot: [], source }, async () => {
      for await (const answer of matchProfiles(partial.catalog, once(profile), options))
        return answer.matches;
      return null;
    });
    return { profile, matches };
  }

  return {
    similar,
    async *listsOf(queries, filters, options) {
      requireAnswerable(options.metric, options);
      yield* lookAhead(queries, listsAtOnce, (query) => listOf(query, filters, options));
    },
    async *similarToEach(profiles, options) {
      requireAnswerable(options.metric, {});
      yield* lookAhead(profiles, listsAtOnce, (profile) => matchesOf(profile, options));
    },
  };
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

function idsOfProfile({ liked, disliked }: Profile): string[] {
  return [...liked, ...disliked].map(({ id }) => id);
}

/** @throws Failure `bad-input` for what would have to read every vector here */
function requireAnswerable(metric: Metric, { unlike = [], colourWeight = 0 }: Partial<Wishes>): void {
  if (metric === 'tuned') throw noTuned();
  if (colourWeight > 0) {
    throw new Failure(
      'bad-input',
      'A shared catalog does not know the colours of its pictures, so that they cannot count. Leave the weight of colour out.',
    );
  }
  if (metric === 'manhattan' && unlike.length > 0) {
    throw new Failure(
      'bad-input',
      'By manhattan distance a shared catalog cannot be searched away from products: every vector would have to be read. Search by cosine or euclidean.',
    );
  }
}
