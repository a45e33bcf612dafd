import type { Handlers } from '../../contract/contract.ts';
import type { UserProduct, userMethods } from '../../contract/users.ts';
import type { WeightedProduct } from '../../core/search/ports.ts';
import { profileOfUser } from '../../core/users/profileOfUser.ts';
import { type EngineContext, requireCatalog } from '../context.ts';
import { startUsersExport } from '../users/exportUsers.ts';
import { importUsers } from '../users/importUsers.ts';

export function userHandlers(context: EngineContext): Handlers<keyof typeof userMethods> {
  const users = () => requireCatalog(context).users;
  const tell = (): void => context.events.emit('users.changed', {});

  async function describe(products: readonly WeightedProduct[]): Promise<UserProduct[]> {
    const ids = products.map(({ id }) => id);
    const records = await requireCatalog(context).products.recordsOf(ids, []);
    return products.map(({ id, weight }, at) => {
      const record = records[at] ?? null;
      const imageId = record?.images[0]?.imageId ?? null;
      return { id, name: record?.name ?? id, imageId, weight, isResting: record === null };
    });
  }

  return {
    'users.import': (options) => importUsers(context, requireCatalog(context), options),
    'users.list': ({ text, offset, limit }) => users().list(text, offset, limit),
    'users.get': async ({ id, limit }) => {
      const { interactions, ...user } = await users().get(id);
      const settings = await users().settings();
      const { liked, disliked } = profileOfUser(id, interactions, settings, await users().newestAt());
      return {
        ...user,
        liked: await describe(liked.slice(0, limit)),
        disliked: await describe(disliked.slice(0, limit)),
      };
    },
    'users.clear': async () => {
      const forgotten = await users().clear();
      if (forgotten > 0) tell();
      return { users: forgotten };
    },
    'users.settings': () => users().settings(),
    'users.setSettings': async (settings) => {
      await users().setSettings(settings);
      tell();
      return settings;
    },
    'users.export': async (options) => ({
      jobId: await startUsersExport(context, requireCatalog(context), options),
    }),
  };
}
