/** Which liked product each look-alike of a profile comes from. */
import type { SearchCatalog } from './candidates.ts';
import { cosineSimilarity } from './metrics.ts';
import type { Match, Profile } from './ports.ts';
import { vectorsOfRow } from './queryVectors.ts';

/** The matches, each with the liked product that has the nearest image; of equally near ones the first. */
export function traceMatches(
  catalog: SearchCatalog,
  matches: readonly Match[],
  { liked }: Pick<Profile, 'liked'>,
): Match[] {
  const origins = liked.flatMap(({ id }) => {
    const row = catalog.rows.rowOf(id);
    return row === undefined ? [] : vectorsOfRow(catalog, row).map((vector) => ({ id, vector }));
  });
  return matches.map((match) => {
    const own = catalog.index.vectorOf(match.imageId);
    let from: string | undefined;
    let nearest = Number.NEGATIVE_INFINITY;
    for (const { id, vector } of own === undefined ? [] : origins) {
      // A product that is liked itself (a user's, who only looked at it) comes from another one.
      if (own === undefined || id === match.id) continue;
      const score = cosineSimilarity(own, vector);
      if (score <= nearest) continue;
      nearest = score;
      from = id;
    }
    return from === undefined ? match : { ...match, from };
  });
}
