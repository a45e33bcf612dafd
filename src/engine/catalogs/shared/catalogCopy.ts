/**
 * A copy of a shared catalog on this machine, with the team's curation: for what has to read all embeddings at once (the map,
 * duplicates, colours, a distance of its own). It is made when something of that is asked for, and fetches what changed since.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createCopyStore } from '../../../adapters/sqlite/catalog/copyStore.ts';
import { Failure } from '../../../contract/failure.ts';
import type { Runtime } from '../../../contract/models.ts';
import type { SoldOut } from '../../../contract/queue.ts';
import type { CopySource } from '../../../core/cluster/ports.ts';
import type { Cancellation } from '../../../core/imports/ports.ts';
import { throwIfCancelled } from '../../../core/work/throwIfCancelled.ts';
import { hasCatalog } from '../catalogFiles.ts';
import { type CopiedFrom, type OpenCatalog, type OpenOptions, openCatalog } from '../openCatalog.ts';
import { createTurns } from './inTurn.ts';

export interface CatalogCopy {
  /** As it is; null where none was made on this machine. */
  known(): Promise<OpenCatalog | null>;
  /**
   * As the cluster has it, or had it a minute ago.
   * @param onFetched told the share that is fetched
   * @throws Failure `cancelled`, `bad-input` for a catalog too large for that, `disk-full`, `cluster-unreachable` …
   */
  current(signal: Cancellation, onFetched?: (share: number) => void): Promise<OpenCatalog>;
  /** The catalog is other than before. */
  renew(): void;
  close(): Promise<void>;
}

export interface CopyTools extends Pick<OpenOptions, 'onProblem' | 'axesOf'> {
  readonly source: CopySource;
  readonly copiedFrom: CopiedFrom;
  /** As it was published. */
  readonly published: { readonly runtime: Runtime; readonly soldOut: SoldOut | null };
  readonly fields: readonly string[];
}

/** What others change meanwhile is seen after that. */
const rememberedMs = 60_000;

/** @param folder stands for the shared catalog on this machine */
export function createCatalogCopy(folder: string, tools: CopyTools): CatalogCopy {
  const place = join(folder, 'copy');
  const { curation } = tools.copiedFrom;
  const inTurn = createTurns();
  let opened: Promise<OpenCatalog> | null = null;
  let followedAtMs = Number.NEGATIVE_INFINITY;
  let settled = -1;

  function open(): Promise<OpenCatalog> {
    const opening = opened ?? openCopy(place, tools);
    opened = opening;
    opening.catch(() => {
      if (opened === opening) opened = null;
    });
    return opening;
  }

  /** What curators said since. */
  function settle(catalog: OpenCatalog): OpenCatalog {
    if (settled === curation.version) return catalog;
    settled = curation.version;
    catalog.refresh([...curation.replica.unshownCorrections().keys()]);
    catalog.rows.setHidden(curation.duplicates.decided().hidden);
    catalog.rows.setSoldOut(curation.soldOut() ?? tools.published.soldOut);
    return catalog;
  }

  return {
    async known() {
      if (opened === null && !hasCatalog(place)) return null;
      return settle(await open());
    },
    current: (signal, onFetched = () => undefined) =>
      inTurn(async () => {
        const catalog = await open();
        if (performance.now() - followedAtMs >= rememberedMs) {
          const beganAtMs = performance.now();
          followedAtMs = beganAtMs;
          try {
            await follow(catalog, tools, signal, onFetched);
          } catch (thrown) {
            followedAtMs = Number.NEGATIVE_INFINITY;
            throw thrown;
          }
        }
        return settle(catalog);
      }),
    renew() {
      followedAtMs = Number.NEGATIVE_INFINITY;
    },
    async close() {
      await (await opened)?.close();
    },
  };
}

/** One that cannot be read is made anew: the cluster has all of it. */
async function openCopy(place: string, tools: CopyTools): Promise<OpenCatalog> {
  const options = { ...tools, create: true };
  try {
    return await openCatalog(place, options);
  } catch (thrown) {
    const isUnreadable = thrown instanceof Failure && unreadable.has(thrown.code);
    if (!isUnreadable) throw thrown;
    tools.onProblem(thrown);
    rmSync(place, { recursive: true, force: true });
    return openCatalog(place, options);
  }
}

const unreadable: ReadonlySet<string> = new Set(['catalog-damaged', 'catalog-too-new']);

async function follow(
  catalog: OpenCatalog,
  { source, published, fields }: CopyTools,
  signal: Cancellation,
  onFetched: (share: number) => void,
): Promise<void> {
  const store = createCopyStore(catalog.database, catalog.files.database);
  const { runtime } = published;
  const there = await source.digests();
  if (catalog.runtime()?.space !== runtime.space) await enter(catalog, store, runtime);
  catalog.products.setFields(fields);
  catalog.rows.setFields(fields);
  const here = store.digests();
  const gone = [...here.keys()].filter((id) => !there.has(id));
  const other = [...there].filter(([id, digests]) => !isSame(here.get(id), digests)).map(([id]) => id);
  if (gone.length + other.length === 0) return;
  await catalog.index().wake();
  const left = store.remove(gone);
  catalog.refresh(gone);
  catalog.index().remove(left);
  let done = 0;
  for await (const products of source.products(other)) {
    throwIfCancelled(signal);
    const unused = store.put(runtime.space, products);
    const pictures = products.flatMap((product) => product.pictures);
    catalog.index().remove(unused);
    catalog.index().add(
      pictures.map(({ imageId, vector }) => {
        return { imageId, vector, key: catalog.embeddings.keyOf(runtime.space, imageId) };
      }),
    );
    catalog.refresh(products.map(({ id }) => id));
    done += products.length;
    onFetched(Math.min(1, done / other.length));
  }
  catalog.saveIndex();
}

/** Published with another model: all of it is fetched anew. */
async function enter(
  catalog: OpenCatalog,
  store: Pick<ReturnType<typeof createCopyStore>, 'clear'>,
  runtime: Runtime,
): Promise<void> {
  const ids = Array.from({ length: catalog.rows.rowCount }, (_, row) => catalog.rows.idAt(row));
  store.clear();
  catalog.refresh(ids);
  await catalog.prepareSpace(runtime.space);
  catalog.setRuntime(runtime);
}

function isSame(one: ReadonlySet<string> | undefined, other: ReadonlySet<string>): boolean {
  return one?.size === other.size && [...other].every((digest) => one.has(digest));
}
