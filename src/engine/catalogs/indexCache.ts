/** The vector index of an open catalog: from its cache file where that is sound, and the file kept up with the vectors. */
import { rm } from 'node:fs/promises';
import type { EmbeddingStore } from '../../adapters/sqlite/catalog/embeddingStore.ts';
import { type CacheIdentity, readIndexCache, writeIndexCache } from '../../adapters/vectors/indexCache.ts';
import {
  type CompactIndex,
  createVectorIndex,
  type LoadVectors,
} from '../../adapters/vectors/vectorIndex.ts';

export interface IndexCache {
  /** The index of a space's stored vectors as the file has it; null where it does not. Reading begins at once. */
  read(space: string): Promise<CompactIndex | null>;
  /** The index made anew from the stored vectors. */
  make(space: string): CompactIndex;
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

export function createIndexCache(file: string, embeddings: EmbeddingStore): IndexCache {
  let inFile: CacheIdentity | null = null;
  let waiting: { timer: NodeJS.Timeout; save: () => void } | null = null;
  let saving: Promise<void> = Promise.resolve();
  let isGivenUp = false;

  const vectorsOf =
    (space: string): LoadVectors =>
    (imageIds) =>
      embeddings.of(space, imageIds);
  const identityOf = (space: string): CacheIdentity => ({ space, generation: embeddings.generation() });

  async function save(index: CompactIndex, space: string): Promise<void> {
    const identity = identityOf(space);
    const { revision } = index;
    // An index that lags behind its vectors must not pass for theirs.
    if (isGivenUp || index.count !== embeddings.count(space)) return;
    try {
      inFile = null;
      if (index.count < minVectors) await rm(file, { force: true });
      else if (await writeIndexCache(file, identity, index, () => isGivenUp || index.revision !== revision))
        inFile = identity;
    } catch {
      // A full disk or a read-only folder: the catalog works without the file.
    }
  }

  function isInFile({ space, generation }: CacheIdentity): boolean {
    return inFile?.space === space && inFile.generation === generation;
  }

  function stopWaiting(): void {
    if (waiting !== null) clearTimeout(waiting.timer);
    waiting = null;
  }

  return {
    async read(space) {
      const identity = identityOf(space);
      const index = await readIndexCache(file, identity, vectorsOf(space));
      if (index !== null) inFile = identity;
      return index;
    },
    make(space) {
      const index = createVectorIndex(vectorsOf(space));
      for (const embedding of embeddings.all(space)) index.add([embedding]);
      return index;
    },
    saveSoon(index, space) {
      stopWaiting();
      if (isInFile(identityOf(space))) return;
      const begin = () => {
        waiting = null;
        saving = saving.then(() => save(index, space));
      };
      waiting = { timer: setTimeout(begin, saveDelayMs), save: begin };
    },
    async close() {
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
