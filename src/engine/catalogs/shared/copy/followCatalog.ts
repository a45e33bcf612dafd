/** Brings a copy of a shared catalog to what the cluster has: what was written since it was followed last, and all where that is not known. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CopyStore } from '../../../../adapters/sqlite/catalog/copyStore.ts';
import type { Runtime } from '../../../../contract/models.ts';
import type { CopySource, WrittenDocuments } from '../../../../core/cluster/ports.ts';
import type { OpenCatalog } from '../../loadCatalog.ts';

export interface OpenedCopy {
  readonly catalog: OpenCatalog;
  readonly store: CopyStore;
}

export interface FollowOrder {
  readonly source: CopySource;
  readonly runtime: Runtime;
  readonly fields: readonly string[];
  /** Told the share that is fetched. */
  onFetched(share: number): void;
  /** Once nobody waits for the cluster. @throws where it is to end */
  untilFree(): Promise<void>;
  /** @throws where it is to end */
  requireGoingOn(): void;
}

/**
 * What is not followed at its end was changed all the same, and is not fetched again.
 * @returns whether it has what was written when this began
 * @throws Failure as `CopySource`, `disk-full`
 */
export async function followCatalog(copy: OpenedCopy, order: FollowOrder): Promise<boolean> {
  const { catalog, store } = copy;
  const { source, runtime, fields, requireGoingOn } = order;
  if (catalog.runtime()?.space !== runtime.space) await enter(copy, runtime);
  if (JSON.stringify(catalog.products.fields()) !== JSON.stringify(fields)) {
    catalog.products.setFields(fields);
    catalog.rows.setFields(fields);
  }
  const since = store.mark();
  const { mark, isAll } = await source.written();
  requireGoingOn();
  if (isAll && mark === since) return true;
  const documents = await source.documents(since);
  await take(copy, documents, order);
  // Something is gone, which leaves no trace but that.
  if (store.count() !== documents.count && !documents.isAll)
    await take(copy, await source.documents(null), order);
  requireGoingOn();
  catalog.saveIndex();
  const isLasting = await source.isLasting();
  requireGoingOn();
  if (isLasting) store.setMark(mark);
  return isLasting;
}

async function take(
  { catalog, store }: OpenedCopy,
  { digests: there, isAll }: WrittenDocuments,
  { source, runtime, onFetched, untilFree, requireGoingOn }: FollowOrder,
): Promise<void> {
  requireGoingOn();
  const here = isAll ? store.digests() : new Map([...there.keys()].map((id) => [id, store.digestsOf(id)]));
  const gone = isAll ? [...here.keys()].filter((id) => !there.has(id)) : [];
  const isOther = ([id, digests]: readonly [string, ReadonlySet<string>]): boolean => {
    const known = here.get(id) ?? new Set();
    return (isAll && known.size !== digests.size) || ![...digests].every((digest) => known.has(digest));
  };
  const other = [...there].filter(isOther).map(([id]) => id);
  if (gone.length + other.length === 0) return;
  await catalog.index().wake();
  requireGoingOn();
  const left = store.remove(gone);
  catalog.refresh(gone);
  catalog.index().remove(left);
  let done = 0;
  for await (const products of source.products(other)) {
    requireGoingOn();
    const unused = store.put(runtime.space, products);
    const index = catalog.index();
    if (unused.length > 0) index.remove(unused);
    const pictures = products
      .flatMap((product) => product.pictures)
      .filter(({ imageId, vector }) => !index.holds(imageId, vector));
    if (pictures.length > 0)
      index.add(
        pictures.map(({ imageId, vector }) => {
          return { imageId, vector, key: catalog.embeddings.keyOf(runtime.space, imageId) };
        }),
      );
    catalog.refresh(products.map(({ id }) => id));
    done += products.length;
    onFetched(Math.min(1, done / other.length));
    await nextTurn();
    await untilFree();
  }
}

/** It is embedded otherwise than before: all of it is fetched anew. */
async function enter({ catalog, store }: OpenedCopy, runtime: Runtime): Promise<void> {
  const ids = Array.from({ length: catalog.rows.rowCount }, (_, row) => row)
    .filter(catalog.rows.isAlive)
    .map((row) => catalog.rows.idAt(row));
  store.clear();
  catalog.refresh(ids);
  await catalog.prepareSpace(runtime.space);
  catalog.setRuntime(runtime);
}
