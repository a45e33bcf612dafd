/** The search of a shared catalog: of a copy on this machine where that is in step, and of the cluster else. */
import type { Filter } from '../../../contract/products.ts';
import type { Metric } from '../../../contract/search.ts';
import type { MatrixPort } from '../../../core/matrix/ports.ts';
import { settleSelection } from '../../../core/products/settleSelection.ts';
import type { ListQuery, SearchPort, Wishes } from '../../../core/search/ports.ts';
import type { CopiedViews } from './copy/copiedViews.ts';
import { listsUnlessDamaged } from './listsUnlessDamaged.ts';

interface HowCompared extends Partial<Pick<Wishes, 'colourWeight'>> {
  readonly metric: Metric;
}

/** The cluster knows neither a learned distance nor colours. */
function readsAll({ metric, colourWeight = 0 }: HowCompared): boolean {
  return metric === 'tuned' || colourWeight > 0;
}

/** @param listsInTime what answers lists: over the products of now, or for many over those that it began with */
export function createSharedSearch(
  cluster: SearchPort,
  copied: Pick<CopiedViews, 'search' | 'searchInTime' | 'makeWay' | 'noteDamage'>,
  listsInTime: CopiedViews['listsInTime'],
  idsOf: (selectionId: string) => Iterable<string>,
): SearchPort {
  const settle = (filters: readonly Filter[]): Filter[] =>
    filters.map((filter) => settleSelection(filter, idsOf));

  /** A query is answered with itself, and asked with filters that rows understand. */
  function* settled<Query extends ListQuery>(queries: Iterable<Query>): Generator<Query> {
    for (const query of queries) {
      const { where, whereNot } = query;
      yield {
        ...query,
        ...(where !== undefined && { where: settle(where) }),
        ...(whereNot !== undefined && { whereNot: settle(whereNot) }),
      };
    }
  }

  return {
    async similar(query, filters, options) {
      const here = readsAll(options) ? copied.search : await copied.searchInTime();
      const there = () => copied.makeWay(cluster.similar(query, filters, options));
      return here === null
        ? there()
        : unlessDamaged(copied, () => here.similar(query, settle(filters), options), there);
    },
    async *listsOf(queries, filters, options) {
      const { among } = options;
      const askCluster = (search: SearchPort, some: typeof queries) => search.listsOf(some, filters, options);
      const askCopy = (search: SearchPort, some: typeof queries) =>
        search.listsOf(settled(some), settle(filters), {
          ...options,
          ...(among !== undefined && { among: settle(among) }),
        });
      // What the cluster cannot answer ends where the copy is damaged.
      if (readsAll(options)) yield* askCopy(copied.search, queries);
      else {
        const { noteDamage } = copied;
        yield* listsUnlessDamaged(queries, { copy: listsInTime, cluster, askCopy, askCluster, noteDamage });
      }
    },
    async *similarToEach(profiles, options) {
      const here = readsAll(options) ? copied.search : await listsInTime();
      yield* (here ?? cluster).similarToEach(profiles, options);
    },
  };
}

export function createSharedMatrix(
  cluster: MatrixPort,
  copied: Pick<CopiedViews, 'matrix' | 'matrixInTime' | 'noteDamage'>,
): MatrixPort {
  return {
    async compare(ids, metric) {
      const here = readsAll({ metric }) ? copied.matrix : await copied.matrixInTime();
      const there = () => cluster.compare(ids, metric);
      return here === null ? there() : unlessDamaged(copied, () => here.compare(ids, metric), there);
    },
  };
}

/** What the copy cannot answer any more the cluster does. */
async function unlessDamaged<Answer>(
  { noteDamage }: Pick<CopiedViews, 'noteDamage'>,
  here: () => Promise<Answer>,
  there: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await here();
  } catch (thrown) {
    if (noteDamage(thrown)) return there();
    throw thrown;
  }
}
