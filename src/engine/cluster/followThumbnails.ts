/** The person of this machine accepts where the thumbnails of the open shared catalog are. */
import type { OutsideThumbnails } from '../../contract/cluster.ts';
import type { Parsed } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import type { EngineContext } from '../context.ts';

/** @throws Failure as `OutsideThumbnailsPort.follow`; `not-here` for a catalog on this machine; as `findObjectKeys` */
export async function followThumbnails(
  context: Pick<EngineContext, 'credentials'>,
  catalog: CatalogSession,
  { where, folder, isKept, ...given }: Parsed<'cluster.followThumbnails'>,
): Promise<OutsideThumbnails> {
  const { thumbnails } = catalog;
  const { address } = await catalog.describe();
  if (thumbnails === undefined || address === undefined)
    throw new Failure('not-here', 'This catalog is on this machine alone, and so are its thumbnails.');
  const { findObjectKeys } = await import('../../adapters/cluster/cluster.ts');
  const fromFile = given.objectKeys === undefined ? null : findObjectKeys(given.objectKeys);
  const keys = given.keys ?? fromFile;
  const followed = await thumbnails.follow(where, { folder, keys });
  if (isKept && keys !== null) {
    const kept = context.credentials.of(address) ?? {};
    context.credentials.keep(address, { ...kept, objects: { address: where, keys } });
  }
  return followed;
}
