/** The rows of a catalog's own distance: from their cache file where that has them, and the file kept up with the vectors. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import {
  type KeptRows,
  readTunedCache,
  type TunedIdentity,
  writeTunedCache,
} from '../../adapters/tuning/tunedCache.ts';
import type { KeptTunedIndex } from '../../adapters/tuning/tunedIndex.ts';
import type { KeptTuning, LinearMap } from '../../core/tuning/ports.ts';
import { createLateSaves } from '../lateSaves.ts';

export interface TunedRows {
  /** As they were kept last, of this very map and space; null where there are none. */
  recall(tuning: KeptTuning): Promise<KeptRows | null>;
  /** Brings the file up to date, in a while and in the background; what keeps it from being written is no failure. */
  saveSoon(index: KeptTunedIndex, tuning: KeptTuning): void;
  /** Removes the file: its map is kept no more. */
  drop(): void;
  /** Writes what waits to be written, and ends. */
  close(): Promise<void>;
}

/** What the rows are made from. */
export interface StoredVectors {
  /** Names the state of the stored vectors: another one after every change. */
  generation(): string;
  count(space: string): number;
}

/** Fewer are made in less than 50 ms. */
const minRows = 500;

export function createTunedRows(file: string, embeddings: StoredVectors): TunedRows {
  const saves = createLateSaves();
  /** Whose rows may be in the file. */
  let current: KeptTuning | null = null;
  /** The generation of its vectors that the file has; null where it has none. */
  let inFile: string | null = null;

  async function save(index: KeptTunedIndex, tuning: KeptTuning): Promise<void> {
    const identity = identityOf(tuning);
    const isStale = (): boolean =>
      saves.isGivenUp || current !== tuning || embeddings.generation() !== identity.generation;
    const content = index.content();
    // An index that lags behind the vectors must not pass for theirs.
    if (content === null || isStale() || content.imageIds.length !== embeddings.count(tuning.space)) return;
    try {
      inFile = null;
      if (await writeTunedCache(file, identity, content, isStale)) inFile = identity.generation;
    } catch {
      // A full disk or a read-only folder: the catalog works without the file.
    }
  }

  function identityOf({ space, map }: KeptTuning): TunedIdentity {
    return { space, generation: embeddings.generation(), map: nameOf(map), length: map.length };
  }

  return {
    async recall(tuning) {
      const identity = identityOf(tuning);
      const kept = await readTunedCache(file, identity);
      current = tuning;
      inFile = kept?.isCurrent === true ? identity.generation : null;
      return kept;
    },
    saveSoon(index, tuning) {
      current = tuning;
      if (inFile === embeddings.generation() || index.count < minRows) saves.forget();
      else saves.soon(() => save(index, tuning));
    },
    drop() {
      saves.forget();
      current = null;
      inFile = null;
      try {
        rmSync(file, { force: true });
      } catch {
        // A file that cannot be removed is of a map that is kept no more: nothing takes its rows.
      }
    },
    close: saves.close,
  };
}

function nameOf({ rows, offset }: LinearMap): string {
  const hash = createHash('sha256');
  for (const numbers of [rows, offset]) hash.update(numbers);
  return hash.digest('hex').slice(0, 32);
}
