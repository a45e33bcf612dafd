/** A search by whatever metric: the catalog's own distance is that of another index over the same products. */
import type { Metric } from '../../contract/search.ts';
import type { SearchCatalog } from '../search/candidates.ts';
import { createLocalSearch } from '../search/localSearch.ts';
import type { SearchPort, SimilarQuery } from '../search/ports.ts';
import { nothingTuned } from './failures.ts';
import type { TunedIndex } from './ports.ts';

/** @param tuned its index, made when first asked for; null where nothing was learned */
export function createMetricSearch(catalog: SearchCatalog, tuned: () => TunedIndex | null): SearchPort {
  const plain = createLocalSearch(catalog);

  /** @throws Failure `bad-input` */
  function own(): TunedIndex {
    const index = tuned();
    if (index === null) throw nothingTuned();
    return index;
  }

  const searchBy = (metric: Metric): SearchPort =>
    metric === 'tuned' ? createLocalSearch({ ...catalog, index: own(), looks: catalog.index }) : plain;

  return {
    async similar(query, filters, options) {
      const mapped = options.metric === 'tuned' ? mapQuery(query, own()) : query;
      return searchBy(options.metric).similar(mapped, filters, options);
    },
    listsOf: (queries, filters, options) => searchBy(options.metric).listsOf(queries, filters, options),
    similarToEach: (profiles, options) => searchBy(options.metric).similarToEach(profiles, options),
  };
}

function mapQuery(query: SimilarQuery, { map }: TunedIndex): SimilarQuery {
  switch (query.kind) {
    case 'product':
      return query.part === undefined ? query : { ...query, part: map(query.part) };
    case 'outside':
      return { ...query, vector: map(query.vector) };
    case 'profile':
      return query;
  }
}
