/** The users of a catalog. */
import { Failure } from '../../../contract/failure.ts';
import { countForKept } from '../../../core/users/countForKept.ts';
import type { UsersPort } from '../../../core/users/ports.ts';
import type { StoredCatalog } from './storedCatalog.ts';

export function createStoredUsers({ curation, rows }: Pick<StoredCatalog, 'rows' | 'curation'>): UsersPort {
  const { users } = curation;
  return {
    add: async (interactions) => users.add(interactions),
    list: async (text, offset, limit) => users.list(text, offset, limit),
    async get(id) {
      const user = users.get(id);
      if (user !== null)
        return {
          ...user,
          interactions: countForKept(user.interactions, (productId) => rows.keptFor(productId)),
        };
      throw new Failure(
        'not-found',
        `There is no user ${id} in this catalog. Import a file with what they did, or look at the list of users.`,
      );
    },
    newestAt: async () => users.newestAt(),
    settings: async () => users.settings(),
    setSettings: async (settings) => users.setSettings(settings),
    clear: async () => users.clear(),
  };
}
