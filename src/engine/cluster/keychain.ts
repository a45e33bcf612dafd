/** For a host whose system keeps secrets: the engine is told who one is there, and keeps nothing of it. */
import type { OpenConnection } from '../../contract/cluster.ts';
import type { Output, Parsed } from '../../contract/contract.ts';
import { isClusterAddress } from '../../contract/paths.ts';
import type { CredentialStore } from '../../core/cluster/ports.ts';

export type { CredentialStore } from '../../core/cluster/ports.ts';

type OpenOrder = Parsed<'catalogs.open'>;
type FollowOrder = Parsed<'cluster.followThumbnails'>;

/** @param open asks the engine */
export async function openWithKeychain(
  keychain: CredentialStore,
  order: OpenOrder,
  open: (order: OpenOrder) => Promise<Output<'catalogs.open'>>,
): Promise<Output<'catalogs.open'>> {
  if (!isClusterAddress(order.folder)) return open(order);
  const { isKept = false, credentials, ...asked }: Partial<OpenConnection> = order.connection ?? {};
  const isSaid = asked.login !== undefined || credentials !== undefined;
  const { login, ...kept } = keychain.of(order.folder) ?? {};
  const connection = { ...kept, ...(!isSaid && login !== undefined && { login }), ...asked };
  const opened = await open({ ...order, connection: { ...connection, credentials, isKept: false } });
  if (isKept) keychain.keep(opened.address ?? order.folder, connection);
  return opened;
}

/** Keys of thumbnails are kept beside the login of the catalog that names them. @param address of the open catalog */
export async function followWithKeychain(
  keychain: CredentialStore,
  order: FollowOrder,
  address: () => Promise<string | undefined>,
  follow: (order: FollowOrder) => Promise<Output<'cluster.followThumbnails'>>,
): Promise<Output<'cluster.followThumbnails'>> {
  const { isKept, keys, where } = order;
  const followed = await follow({ ...order, isKept: false });
  const of = isKept && keys !== undefined ? await address() : undefined;
  if (of !== undefined && keys !== undefined)
    keychain.keep(of, { ...keychain.of(of), objects: { address: where, keys } });
  return followed;
}
