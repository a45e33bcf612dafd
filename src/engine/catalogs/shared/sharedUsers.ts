/** The users of a shared catalog: kept on this machine alone. */
import type { UserStore, UsersPort } from '../../../core/users/ports.ts';
import { createStoredUsers } from '../stored/storedUsers.ts';
import type { SharedProducts } from './sharedProducts.ts';

export async function createSharedUsers(
  users: Pick<UserStore, 'get'>,
  products: Pick<SharedProducts, 'about' | 'hidden'>,
): Promise<UsersPort> {
  const bare = createStoredUsers(await products.about([]));
  return {
    ...bare,
    async get(id) {
      const done = users.get(id)?.interactions ?? [];
      const hidden = await products.hidden();
      const kept = done.flatMap(({ productId }) => hidden.get(productId) ?? []);
      const { rows, curation } = await products.about([...done.map(({ productId }) => productId), ...kept]);
      rows.setHidden(hidden);
      return createStoredUsers({ rows, curation }).get(id);
    },
  };
}
