/**
 * A search by whatever metric, and with whatever weight of colour: the catalog's own distance is that of another index over the same products,
 * and so is one in which colour counts.
 */
import type { Metric } from '../../contract/search.ts';
import { createColourIndex } from '../colours/colourIndex.ts';
import { coloursUnread, noColourBy } from '../colours/failures.ts';
import type { ColoursOver } from '../colours/ports.ts';
import type { SearchCatalog } from '../search/candidates.ts';
import { createLocalSearch } from '../search/localSearch.ts';
import type { ListQuery, SearchPort, SeenPicture, SimilarQuery } from '../search/ports.ts';
import { nothingTuned } from './failures.ts';
import type { TunedIndex } from './ports.ts';

interface HowCompared {
  readonly metric: Metric;
  readonly colourWeight?: number | undefined;
}

interface Chosen {
  readonly search: SearchPort;
  /** A picture that no index holds, as this search compares it. */
  map(picture: SeenPicture): Float32Array;
}

/**
 * @param tuned its index, made when first asked for; null where nothing was learned
 * @param coloursOf of the pictures of the catalog's own index
 */
export function createMetricSearch(
  catalog: SearchCatalog,
  tuned: () => TunedIndex | null,
  coloursOf: ColoursOver,
): SearchPort {
  const plain: Chosen = { search: createLocalSearch(catalog), map: ({ vector }) => vector };

  /** @throws Failure `bad-input` */
  function own(): TunedIndex {
    const index = tuned();
    if (index === null) throw nothingTuned();
    return index;
  }

  /** @throws Failure `bad-input` where nothing was learned, and where colour cannot be weighed */
  function choose({ metric, colourWeight = 0 }: HowCompared): Chosen {
    if (colourWeight > 0) return weighColour(metric, colourWeight);
    if (metric !== 'tuned') return plain;
    const index = own();
    return {
      search: createLocalSearch({ ...catalog, index }),
      map: ({ vector }) => index.map(vector),
    };
  }

  function weighColour(metric: Metric, weight: number): Chosen {
    if (metric !== 'cosine' && metric !== 'tuned') throw noColourBy(metric);
    const mapped = metric === 'tuned' ? own() : null;
    const colours = coloursOf(catalog.index);
    const missing = colours.follow();
    if (missing > 0) throw coloursUnread(missing);
    const index = createColourIndex(mapped ?? catalog.index, colours, weight, metric);
    return {
      search: createLocalSearch({ ...catalog, index, partsOf: index.partsOf }),
      map: ({ vector, colours: seen }) =>
        index.join({ vector: mapped?.map(vector) ?? vector, colours: seen }),
    };
  }

  return {
    async similar(query, filters, options) {
      const { search, map } = choose(options);
      return search.similar(mapQuery(query, map), filters, options);
    },
    listsOf(queries, filters, options) {
      const { search, map } = choose(options);
      return search.listsOf(mapLists(queries, map), filters, options);
    },
    similarToEach: (profiles, options) => choose(options).search.similarToEach(profiles, options),
  };
}

function mapQuery(query: SimilarQuery, map: Chosen['map']): SimilarQuery {
  switch (query.kind) {
    case 'product':
      return query.part === undefined ? query : { ...query, part: { vector: map(query.part) } };
    case 'outside':
      return { kind: 'outside', vector: map(query) };
    case 'profile':
      return query;
  }
}

function* mapLists<Query extends ListQuery>(queries: Iterable<Query>, map: Chosen['map']): Generator<Query> {
  for (const query of queries)
    yield query.part === undefined ? query : { ...query, part: { vector: map(query.part) } };
}
