/** Somebody else's import, publication or embedding has ended: what is known here of the products is asked for again. */
import type { ClusterCatalog } from '../../../adapters/cluster/cluster.ts';
import { embeddedBy } from './embeddedBy.ts';

export interface ContentsTools {
  readonly catalog: Pick<ClusterCatalog, 'index' | 'published' | 'renew'>;
  /** What was read of all products is old. */
  forget(): void;
  /** Another embedding space is shown. */
  onEmbeddedOtherwise(): void;
  /** To be read by the curator until the catalog is opened again. */
  notice(text: string): void;
  /** Views and counts are to be asked for again. */
  tell(): void;
}

/** @returns to be called each time; the first time it may be nothing new */
export function createContentsFollower({
  catalog,
  forget,
  onEmbeddedOtherwise,
  notice,
  tell,
}: ContentsTools): () => Promise<void> {
  let isFirst = true;
  return async () => {
    const { index } = catalog;
    const before = JSON.stringify(catalog.published);
    const mayBeOld = isFirst;
    isFirst = false;
    await catalog.renew();
    const isOtherwise = catalog.index !== index;
    if (mayBeOld && !isOtherwise && JSON.stringify(catalog.published) === before) return;
    forget();
    if (isOtherwise) {
      onEmbeddedOtherwise();
      notice(
        `The catalog is embedded by ${embeddedBy(catalog.published.runtime)} now, for everybody: look-alikes are found by that. The copy on this machine is fetched anew.`,
      );
    }
    tell();
  };
}
