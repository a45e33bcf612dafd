/** The vector index of an open catalog: from its cache file where that is sound, and the file kept up with the vectors. */
import { rm } from 'node:fs/promises';
import type { EmbeddingStore } from '../../adapters/sqlite/catalog/embeddingStore.ts';
import type { CacheIdentity } from '../../adapters/vectors/cache/cacheFile.ts';
import { readIndexCache } from '../../adapters/vectors/cache/readIndexCache.ts';
import { writeIndexCache } from '../../adapters/vectors/cache/writeIndexCache.ts';
import { writeVectorsFile } from '../../adapters/vectors/cache/writeVectorsFile.ts';
import type { CompactIndex } from '../../adapters/vectors/compactIndex.ts';
import type { Axes } from '../../adapters/vectors/prefixes/axes.ts';
import { type OwnAxes, readOwnAxes, writeOwnAxes } from '../../adapters/vectors/prefixes/ownAxes.ts';
import type { LoadVector } from '../../adapters/vectors/storedVectors.ts';
import { createVectorIndex } from '../../adapters/vectors/vectorIndex.ts';
import { inTurns } from '../inTurns.ts';
import { createLateSaves } from '../lateSaves.ts';
import type { CatalogFiles } from './catalogFiles.ts';

export interface IndexCache {
  /** The index of a space's stored vectors as the file has it; null where it does not. Reading begins at once. */
  read(space: string): Promise<CompactIndex | null>;
  /** The index made anew from the stored vectors, letting others have their turn; none are stored meanwhile. */
  make(space: string): Promise<CompactIndex>;
  /**
   * Gives the rows of a space's index their prefixes, in the background: along the axes that came with the space's weights, or else along the
   * catalog's own, which are found where there are none yet, or where the catalog outgrew them.
   */
  sharpen(index: CompactIndex, space: string): void;
  /** Brings the file up to date, in a while and in the background; what keeps it from being written is no failure. */
  saveSoon(index: CompactIndex, space: string): void;
  /** Writes what waits to be written, and ends. */
  close(): Promise<void>;
}

/** Fewer vectors are read from the database in less than 20 ms. */
const minVectors = 500;

/** What the file holds. */
interface Written extends CacheIdentity {
  readonly axesId: string | null;
  readonly cellCount: number;
}

/** Fewer rows are read as fast as their prefixes. */
const minForAxes = 2048;
/** A catalog that has become so many times as large is looked at again. */
const outgrownTimes = 2;

export function createIndexCache(
  {
    indexCache: file,
    vectorsCache,
    axesCache,
  }: Pick<CatalogFiles, 'indexCache' | 'vectorsCache' | 'axesCache'>,
  embeddings: EmbeddingStore,
  axesOf: (space: string) => Promise<Axes | null>,
): IndexCache {
  let inFile: Written | null = null;
  const saves = createLateSaves();
  /** The index that is in use. */
  let latest: CompactIndex | null = null;
  let known: { readonly space: string; readonly axes: Promise<OwnAxes> } | null = null;
  /** Ends what is done for the index that is in use. */
  let stopping = new AbortController();
  let sharpening: Promise<void> = Promise.resolve();

  const vectorsOf =
    (space: string): LoadVector =>
    (imageId, key) =>
      embeddings.read(space, imageId, key);
  const identityOf = (space: string): CacheIdentity => ({ space, generation: embeddings.generation() });

  function axesWith(space: string): Promise<OwnAxes> {
    if (known?.space !== space) known = { space, axes: findKnown(space) };
    return known.axes;
  }

  /** Axes that came with the weights are of no catalog, which none outgrows. */
  async function findKnown(space: string): Promise<OwnAxes> {
    const shipped = await axesOf(space).catch(() => null);
    if (shipped !== null) return { axes: shipped, count: Number.POSITIVE_INFINITY };
    return (await readOwnAxes(axesCache, space)) ?? { axes: null, count: 0 };
  }

  async function save(index: CompactIndex, space: string): Promise<void> {
    try {
      const identity = identityOf(space);
      const { revision, axesId, cellCount } = index;
      // An index that lags behind its vectors must not pass for theirs.
      if (saves.isGivenUp || index.count !== embeddings.count(space)) return;
      inFile = null;
      if (index.count < minVectors) {
        for (const each of [file, vectorsCache]) await rm(each, { force: true });
        return;
      }
      await index.wake();
      const isStale = () => saves.isGivenUp || index.revision !== revision;
      const write = async () => {
        if (await writeIndexCache(file, identity, index, isStale))
          inFile = { ...identity, axesId, cellCount };
      };
      // Copies of all vectors take longest, and the index is good without them.
      if (index.copies.file === null) await write();
      await writeVectorsFile(vectorsCache, index, isStale).catch(() => undefined);
      await write();
    } catch {
      // A full disk, a read-only folder or a damaged database: the catalog works without the file.
    }
  }

  function isInFile(index: CompactIndex, space: string): boolean {
    const { generation } = identityOf(space);
    const isWhole = index.copies.count === index.count;
    return (
      isWhole &&
      inFile?.space === space &&
      inFile.generation === generation &&
      inFile.axesId === index.axesId &&
      inFile.cellCount === index.cellCount
    );
  }

  function saveSoon(index: CompactIndex, space: string): void {
    if (isInFile(index, space)) saves.forget();
    else saves.soon(() => save(index, space));
  }

  async function sharpen(index: CompactIndex, space: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const isOver = () => signal.aborted;
    try {
      const { axes, count } = await axesWith(space);
      if (axes !== null) await index.takeAxes(axes, isOver);
      const isOutgrown = index.count >= Math.max(minForAxes, count * outgrownTimes);
      if (isOutgrown && !signal.aborted) await findOwn(index, space, signal);
      // Prefixes that are all made are kept, also where the end comes while they are tried out.
      if (!signal.aborted || (latest === index && index.axesId !== null)) saveSoon(index, space);
    } catch {
      // Too little memory, no thread to be had, or a file that cannot be written: searches read all rows, and the next opening tries again.
    }
  }

  /** Axes of this catalog's own embeddings, kept where they are worth their reading; else that they are not. */
  async function findOwn(index: CompactIndex, space: string, signal: AbortSignal): Promise<void> {
    const { count } = index;
    const found = await index.findAxes(signal);
    if (found !== null) await index.takeAxes(found, () => signal.aborted);
    if (signal.aborted) return;
    const axes = index.searches()?.isInUse === true ? found : null;
    known = { space, axes: Promise.resolve({ axes, count }) };
    await writeOwnAxes(axesCache, space, axes, count);
  }

  return {
    async read(space) {
      const identity = identityOf(space);
      const axes = axesWith(space).then((found) => found.axes);
      const index = await readIndexCache(file, vectorsCache, identity, vectorsOf(space), axes);
      if (index !== null) inFile = { ...identity, axesId: index.axesId, cellCount: index.cellCount };
      return index;
    },
    async make(space) {
      const index = createVectorIndex(vectorsOf(space));
      await inTurns(embeddings.pages(space), index.add);
      return index;
    },
    sharpen(index, space) {
      if (latest !== index) {
        stopping.abort();
        stopping = new AbortController();
      }
      latest = index;
      const { signal } = stopping;
      sharpening = sharpening.then(() => sharpen(index, space, signal));
    },
    saveSoon,
    async close() {
      stopping.abort();
      await sharpening;
      await saves.close();
    },
  };
}
