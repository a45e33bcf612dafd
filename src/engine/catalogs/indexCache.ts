/** The vector index of an open catalog: from its cache file where that is sound, and the file kept up with the vectors. */
import { rm } from 'node:fs/promises';
import type { EmbeddingStore } from '../../adapters/sqlite/catalog/embeddingStore.ts';
import type { Axes } from '../../adapters/vectors/axes.ts';
import { type CacheIdentity, readIndexCache, writeIndexCache } from '../../adapters/vectors/indexCache.ts';
import {
  type CompactIndex,
  createVectorIndex,
  type LoadVectors,
} from '../../adapters/vectors/vectorIndex.ts';
import { inTurns } from '../inTurns.ts';

export interface IndexCache {
  /** The index of a space's stored vectors as the file has it; null where it does not. Reading begins at once. */
  read(space: string): Promise<CompactIndex | null>;
  /** The index made anew from the stored vectors, letting others have their turn; none are stored meanwhile. */
  make(space: string): Promise<CompactIndex>;
  /** Gives the rows of a space's index their prefixes, where axes came with the space's weights; in the background. */
  sharpen(index: CompactIndex, space: string): void;
  /** Brings the file up to date, in a while and in the background; what keeps it from being written is no failure. */
  saveSoon(index: CompactIndex, space: string): void;
  /** Writes what waits to be written, and ends. */
  close(): Promise<void>;
}

/** Fewer vectors are read from the database in less than 20 ms. */
const minVectors = 500;
/** The first answers after opening, or after an import, come before this. */
const saveDelayMs = 500;
/** Then a slow disk has had its chance; the engine is given 8 s to end. */
const closeLimitMs = 5000;

/** What the file holds. */
interface Written extends CacheIdentity {
  readonly axesId: string | null;
}

export function createIndexCache(
  file: string,
  embeddings: EmbeddingStore,
  axesOf: (space: string) => Promise<Axes | null>,
): IndexCache {
  let inFile: Written | null = null;
  let waiting: { timer: NodeJS.Timeout; save: () => void } | null = null;
  let saving: Promise<void> = Promise.resolve();
  let isGivenUp = false;
  let isClosed = false;
  /** The index that is in use. */
  let latest: CompactIndex | null = null;
  let known: { readonly space: string; readonly axes: Promise<Axes | null> } | null = null;

  const vectorsOf =
    (space: string): LoadVectors =>
    (imageIds) =>
      embeddings.of(space, imageIds);
  const identityOf = (space: string): CacheIdentity => ({ space, generation: embeddings.generation() });

  function axesWith(space: string): Promise<Axes | null> {
    if (known?.space !== space) known = { space, axes: axesOf(space).catch(() => null) };
    return known.axes;
  }

  async function save(index: CompactIndex, space: string): Promise<void> {
    const identity = identityOf(space);
    const { revision, axesId } = index;
    // An index that lags behind its vectors must not pass for theirs.
    if (isGivenUp || index.count !== embeddings.count(space)) return;
    try {
      inFile = null;
      if (index.count < minVectors) await rm(file, { force: true });
      else if (await writeIndexCache(file, identity, index, () => isGivenUp || index.revision !== revision))
        inFile = { ...identity, axesId };
    } catch {
      // A full disk or a read-only folder: the catalog works without the file.
    }
  }

  function isInFile(index: CompactIndex, space: string): boolean {
    const { generation } = identityOf(space);
    return inFile?.space === space && inFile.generation === generation && inFile.axesId === index.axesId;
  }

  function saveSoon(index: CompactIndex, space: string): void {
    stopWaiting();
    if (isInFile(index, space)) return;
    const begin = () => {
      waiting = null;
      saving = saving.then(() => save(index, space));
    };
    waiting = { timer: setTimeout(begin, saveDelayMs), save: begin };
  }

  async function sharpen(index: CompactIndex, space: string): Promise<void> {
    latest = index;
    const isOver = () => isClosed || latest !== index;
    try {
      const axes = await axesWith(space);
      if (axes === null || isOver()) return;
      await index.takeAxes(axes, isOver);
      if (!isOver()) saveSoon(index, space);
    } catch {
      // Too little memory: searches read all rows.
    }
  }

  function stopWaiting(): void {
    if (waiting !== null) clearTimeout(waiting.timer);
    waiting = null;
  }

  return {
    async read(space) {
      const identity = identityOf(space);
      const index = await readIndexCache(file, identity, vectorsOf(space), axesWith(space));
      if (index !== null) inFile = { ...identity, axesId: index.axesId };
      return index;
    },
    async make(space) {
      const index = createVectorIndex(vectorsOf(space));
      await inTurns(embeddings.pages(space), index.add);
      return index;
    },
    sharpen: (index, space) => void sharpen(index, space),
    saveSoon,
    async close() {
      isClosed = true;
      const last = waiting;
      stopWaiting();
      last?.save();
      const limit = setTimeout(() => {
        isGivenUp = true;
      }, closeLimitMs);
      await saving;
      clearTimeout(limit);
    },
  };
}
