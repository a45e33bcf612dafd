/** Opens the catalog at an address: who one is there comes from the call, else from where it was kept. */
import type { OpenConnection } from '../../contract/cluster.ts';
import { Failure } from '../../contract/failure.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { parseClusterAddress } from '../../core/cluster/clusterAddress.ts';
import { sharedFolderFor } from '../catalogs/catalogFolders.ts';
import type { EngineContext } from '../context.ts';

/** @throws Failure as `EngineContext.openShared`; `not-allowed` where what was kept can be read by others */
export async function openShared(
  context: EngineContext,
  given: string,
  asked: OpenConnection = { isKept: false },
): Promise<CatalogSession> {
  const address = parseClusterAddress(given).text;
  const current = context.current();
  if (current?.folder === sharedFolderFor(context.options.dataFolder, address)) return current;
  const { login, credentials, isKept } = asked;
  const kept = context.credentials.of(address);
  const objects = asked.objects ?? kept?.objects;
  const ca = asked.ca ?? kept?.ca;
  const opened = await context.replace(() =>
    context.openShared(address, { ca, login, credentials, keptLogin: kept?.login, objects }),
  );
  if (opened === null) throw new Failure('internal', `The catalog ${address} was not opened.`);
  if (isKept) context.credentials.keep(address, { ca, login: login ?? kept?.login, objects });
  return opened;
}
