/** What is recommended to many tastes: all of them asked of the index at once, finished one by one. */
import { Failure } from '../../contract/failure.ts';
import { type Candidates, type SearchCatalog, selectCandidates } from './candidates.ts';
import { askedImages, nearestProducts, nearestWithin } from './nearestProducts.ts';
import type { Match, NearestRequest, Profile, ProfileAnswer, ProfilesOptions } from './ports.ts';
import { profileVector } from './queryVectors.ts';
import { traceMatches } from './traceMatches.ts';

/** One profile, as it is asked of the index. */
interface ProfileRequest<P> extends NearestRequest {
  readonly profile: P;
  readonly candidates: Candidates;
}

/** What `SearchPort.similarToEach` answers, of this catalog. */
export async function* matchProfiles<P extends Profile>(
  catalog: SearchCatalog,
  profiles: AsyncIterable<P>,
  { k, metric, onFallback }: ProfilesOptions,
): AsyncGenerator<ProfileAnswer<P>> {
  const { rows, index } = catalog;

  async function* requests(): AsyncGenerator<ProfileRequest<P>> {
    for await (const profile of profiles) {
      const vector = findVector(catalog, profile);
      const candidates = selectCandidates(catalog, []);
      const asked = askedImages(catalog, k, profile.leftOut.length);
      const vectors = vector === null ? [] : [vector];
      yield { profile, candidates, slots: [], vectors, k: asked, allowed: candidates.allowedSlots };
    }
  }

  function finish(
    { profile, candidates, vectors = [], k: asked }: ProfileRequest<P>,
    [neighbours = []]: readonly (readonly { slot: number; distance: number; score: number }[])[],
  ): readonly Match[] | null {
    if (vectors.length === 0) return null;
    const leftOut = new Set(profile.leftOut.flatMap((id) => rows.rowOf(id) ?? []));
    const matches =
      nearestWithin(catalog, [{ asked, neighbours }], k, candidates, leftOut) ??
      nearestProducts(catalog, vectors, k, metric, candidates, leftOut);
    return traceMatches(catalog, matches, profile);
  }

  for await (const { request, neighbours } of index.nearestOfEach(requests(), metric, onFallback))
    yield { profile: request.profile, matches: finish(request, neighbours) };
}

/** Null where nothing liked is there, or likes and dislikes cancel out. */
function findVector(catalog: SearchCatalog, profile: Profile): Float32Array | null {
  try {
    return profileVector(catalog, profile);
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'bad-input') return null;
    throw thrown;
  }
}
