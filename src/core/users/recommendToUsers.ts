/** What is recommended to every user, one after the other. */
import { Failure } from '../../contract/failure.ts';
import type { SimilarInput } from '../../contract/search.ts';
import type { Match, SearchPort } from '../search/ports.ts';
import type { UsersPort } from './ports.ts';
import { profileOfUser } from './profileOfUser.ts';

export interface UserRecommendations {
  readonly userId: string;
  /** Best first; empty where what they did says nothing of what to look for. */
  readonly matches: readonly Match[];
}

/** Users that are read at a time. */
const usersAtOnce = 500;

/** In the order of the users' ids. */
export async function* recommendToUsers(
  users: UsersPort,
  search: SearchPort,
  { top, metric }: { readonly top: number; readonly metric: SimilarInput['metric'] },
): AsyncGenerator<UserRecommendations> {
  const settings = await users.settings();
  const newestAt = await users.newestAt();
  const options = { k: top, metric, same: [], like: [], unlike: [], unlikeWeight: 0, diversity: 0 };
  for (let offset = 0; ; offset += usersAtOnce) {
    const some = (await users.list('', offset, usersAtOnce)).users;
    for (const { id } of some) {
      const { interactions } = await users.get(id);
      const profile = profileOfUser(id, interactions, settings, newestAt);
      yield { userId: id, matches: await matchesOf(profile) };
    }
    if (some.length < usersAtOnce) return;
  }

  async function matchesOf(profile: ReturnType<typeof profileOfUser>): Promise<readonly Match[]> {
    try {
      return (await search.similar({ kind: 'profile', profile }, [], options)).matches;
    } catch (thrown) {
      // Nothing liked that is there, or likes and dislikes that cancel out.
      if (thrown instanceof Failure && thrown.code === 'bad-input') return [];
      throw thrown;
    }
  }
}
