/** The search of a catalog that lies here: its products in memory, its vectors in an index beside them. */
import type { SearchCatalog } from './candidates.ts';
import { diversityPool } from './diversify.ts';
import { matchLists } from './matchLists.ts';
import { matchProfiles } from './matchProfiles.ts';
import type { SearchPort } from './ports.ts';
import { findSimilar } from './similar.ts';

/** Answers from this very index; slots, rows and masks are its own business. */
export function createLocalSearch(catalog: SearchCatalog): SearchPort {
  return {
    async similar(query, filters, options) {
      await catalog.index.prepare(options.metric, diversityPool(options.k, 1));
      return findSimilar(catalog, query, filters, options);
    },
    listsOf: (queries, filters, options) => matchLists(catalog, queries, filters, options),
    similarToEach: (profiles, options) => matchProfiles(catalog, profiles, options),
  };
}
