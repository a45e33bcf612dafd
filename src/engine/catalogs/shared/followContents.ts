/** Somebody else's import or publication has ended: what is known here of the products is asked for again. */
import type { ClusterCatalog } from '../../../adapters/cluster/cluster.ts';
import { Failure } from '../../../contract/failure.ts';

export interface ContentsTools {
  readonly catalog: Pick<ClusterCatalog, 'published' | 'renew'>;
  /** What was read of all products is old. */
  forget(): void;
  /** To be read by the curator until the catalog is opened again. */
  notice(text: string): void;
  /** Views and counts are to be asked for again. */
  tell(): void;
}

/** @returns to be called each time; the first time it may be nothing new */
export function createContentsFollower({
  catalog,
  forget,
  notice,
  tell,
}: ContentsTools): () => Promise<void> {
  let isFirst = true;
  let isMoved = false;
  return async () => {
    const before = JSON.stringify(catalog.published);
    const mayBeOld = isFirst;
    isFirst = false;
    try {
      await catalog.renew();
    } catch (thrown) {
      // Another embedding space is shown; this one stays as it was.
      if (!(thrown instanceof Failure) || thrown.code !== 'bad-input') throw thrown;
      if (!isMoved) notice(thrown.message);
      isMoved = true;
      tell();
      return;
    }
    if (mayBeOld && JSON.stringify(catalog.published) === before) return;
    forget();
    tell();
  };
}
