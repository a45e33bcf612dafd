/** What a mixed score is made of, said with the match. */
import type { SearchCatalog } from './candidates.ts';
import type { Match } from './ports.ts';

/** @param queries that it was found with; the match as it is where nothing is mixed */
export function tellParts(
  { partsOf }: Pick<SearchCatalog, 'partsOf'>,
  queries: readonly Float32Array[],
  match: Match,
): Match {
  const parts = partsOf?.(queries, match.imageId);
  return parts === undefined ? match : { ...match, parts };
}
