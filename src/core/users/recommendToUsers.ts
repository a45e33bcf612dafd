/** What is recommended to every user: their tastes are searched for together. */
import type { Failure } from '../../contract/failure.ts';
import type { SimilarInput } from '../../contract/search.ts';
import type { Match, Profile, SearchPort } from '../search/ports.ts';
import type { UsersPort } from './ports.ts';
import { profileOfUser } from './profileOfUser.ts';

export interface UserRecommendations {
  readonly userId: string;
  /** Best first; empty where what they did says nothing of what to look for. */
  readonly matches: readonly Match[];
}

export interface RecommendOptions {
  readonly top: number;
  readonly metric: SimilarInput['metric'];
  /** As in `SearchPort.similarToEach`. */
  onFallback(reason: Failure): void;
}

interface UserProfile extends Profile {
  readonly userId: string;
}

/** Users that are listed at a time. */
const usersAtOnce = 500;

/** In the order of the users' ids. */
export async function* recommendToUsers(
  users: UsersPort,
  search: Pick<SearchPort, 'similarToEach'>,
  { top, metric, onFallback }: RecommendOptions,
): AsyncGenerator<UserRecommendations> {
  const options = { k: top, metric, onFallback };
  for await (const { profile, matches } of search.similarToEach(profilesOf(users), options))
    yield { userId: profile.userId, matches: matches ?? [] };
}

async function* profilesOf(users: UsersPort): AsyncGenerator<UserProfile> {
  const settings = await users.settings();
  const newestAt = await users.newestAt();
  for (let offset = 0; ; offset += usersAtOnce) {
    const some = (await users.list('', offset, usersAtOnce)).users;
    for (const { id } of some) {
      const { interactions } = await users.get(id);
      yield { userId: id, ...profileOfUser(id, interactions, settings, newestAt) };
    }
    if (some.length < usersAtOnce) return;
  }
}
