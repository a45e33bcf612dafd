/** A copy goes on answering as it is while the cluster that it is a copy of is away. */
import { Failure } from '../../../../contract/failure.ts';
import type { Cancellation } from '../../../../core/imports/ports.ts';
import type { OpenCatalog } from '../../loadCatalog.ts';
import type { CatalogCopy } from './catalogCopy.ts';

/** @throws Failure as `CatalogCopy.current`, also where there is no copy yet */
export async function staleWhereAway(copy: CatalogCopy, signal: Cancellation): Promise<OpenCatalog> {
  try {
    return await copy.current(signal);
  } catch (thrown) {
    const isAway = thrown instanceof Failure && thrown.code === 'cluster-unreachable';
    const known = isAway ? await copy.known() : null;
    if (known === null) throw thrown;
    return known;
  }
}
