/** The search of a shared catalog: of the cluster, and of a copy on this machine where every picture has to be read. */
import type { Filter } from '../../../contract/products.ts';
import type { Metric } from '../../../contract/search.ts';
import type { MatrixPort } from '../../../core/matrix/ports.ts';
import { settleSelection } from '../../../core/products/settleSelection.ts';
import type { ListQuery, SearchPort, Wishes } from '../../../core/search/ports.ts';

interface HowCompared extends Partial<Pick<Wishes, 'colourWeight'>> {
  readonly metric: Metric;
}

/** The cluster knows neither a learned distance nor colours. */
function readsAll({ metric, colourWeight = 0 }: HowCompared): boolean {
  return metric === 'tuned' || colourWeight > 0;
}

export function createSharedSearch(
  cluster: SearchPort,
  copied: SearchPort,
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
    similar: (query, filters, options) =>
      readsAll(options)
        ? copied.similar(query, settle(filters), options)
        : cluster.similar(query, filters, options),
    listsOf(queries, filters, options) {
      if (!readsAll(options)) return cluster.listsOf(queries, filters, options);
      const { among } = options;
      return copied.listsOf(settled(queries), settle(filters), {
        ...options,
        ...(among !== undefined && { among: settle(among) }),
      });
    },
    similarToEach: (profiles, options) =>
      (readsAll(options) ? copied : cluster).similarToEach(profiles, options),
  };
}

export function createSharedMatrix(cluster: MatrixPort, copied: MatrixPort): MatrixPort {
  return {
    compare: (ids, metric) => (readsAll({ metric }) ? copied : cluster).compare(ids, metric),
  };
}
