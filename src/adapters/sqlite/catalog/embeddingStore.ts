/** Embeddings by content: the vectors in SQLite are the only truth. */
import type { CatalogDatabase } from './openDatabase.ts';

export interface StoredEmbedding {
  /** Where it is stored, above 0. */
  readonly key: number;
  readonly imageId: string;
  /** L2-normalised, 2048 long. */
  readonly vector: Float32Array;
}

export interface EmbeddingStore {
  /**
   * Every embedding of the space, also of content that no image has any more, in pages, so that others can have a turn between
   * them. A page's vectors are good until the next is asked for.
   */
  pages(space: string): Iterable<StoredEmbedding[]>;
  /**
   * An image's vector; undefined where none is stored.
   * @param key where it was found before, 0 where that is not known: by its key it is read in less than half the time
   */
  read(space: string, imageId: string, key: number): Omit<StoredEmbedding, 'imageId'> | undefined;
  /** Where an image's vector is stored; 0 where none is. */
  keyOf(space: string, imageId: string): number;
  count(space: string): number;
  /** Names the state of the stored vectors: another one after every change, in this catalog and in any other. */
  generation(): string;
}

type EmbeddingRow = [key: number, imageId: string, vector: Buffer];

/** A megabyte; 2 ms of work with what an index makes of them. */
const embeddingsAtOnce = 128;

export function createEmbeddingStore(database: CatalogDatabase): EmbeddingStore {
  const selectNextKey = database
    .prepare<[number], number | null>('SELECT min(key) FROM embeddings NOT INDEXED WHERE key >= ?')
    .pluck();
  // Not by the index of space and image, which SQLite would choose: as the vectors lie it is three times as fast.
  const selectPage = database
    .prepare<{ space: string; first: number; last: number }, EmbeddingRow>(
      'SELECT key, image_id, vector FROM embeddings NOT INDEXED WHERE key BETWEEN @first AND @last AND space = @space ORDER BY key',
    )
    .raw();
  const selectKey = database
    .prepare<[string, string], number>('SELECT key FROM embeddings WHERE space = ? AND image_id = ?')
    .pluck();
  // A key may be another image's by now.
  const selectVector = database
    .prepare<[number, string, string], Buffer>(
      'SELECT vector FROM embeddings NOT INDEXED WHERE key = ? AND image_id = ? AND space = ?',
    )
    .pluck();
  const countAll = database
    .prepare<[string], number>('SELECT count(*) FROM embeddings WHERE space = ?')
    .pluck();
  const selectGeneration = database
    .prepare<[], string>("SELECT number || ' ' || token FROM embedding_generation")
    .pluck();
  return {
    *pages(space) {
      let first = selectNextKey.get(0) ?? null;
      while (first !== null) {
        const last = first + embeddingsAtOnce - 1;
        const rows = selectPage.all({ space, first, last });
        yield rows.map(([key, imageId, blob]) => ({ key, imageId, vector: blobToVector(blob) }));
        for (const [, , blob] of rows) giveBack(blob);
        first = selectNextKey.get(last + 1) ?? null;
      }
    },
    read(space, imageId, known) {
      const blob = known === 0 ? undefined : selectVector.get(known, imageId, space);
      if (blob !== undefined) return { key: known, vector: blobToVector(blob) };
      const key = selectKey.get(space, imageId);
      const found = key === undefined ? undefined : selectVector.get(key, imageId, space);
      return key === undefined || found === undefined ? undefined : { key, vector: blobToVector(found) };
    },
    keyOf: (space, imageId) => selectKey.get(space, imageId) ?? 0,
    count: (space) => countAll.get(space) ?? 0,
    generation: () => selectGeneration.get() ?? '',
  };
}

/** Little-endian float32, as every platform that Node runs on here has it. */
export function vectorToBlob(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/**
 * Frees a blob's memory now rather than when its garbage is collected: by then thousands would have taken some 50 MB, which
 * the process never returns, and reading them all takes twice as long.
 */
function giveBack({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/** The blob's own memory where it is aligned to four bytes (SQLite's values are), else a copy. */
export function blobToVector(blob: Buffer): Float32Array {
  if (blob.byteOffset % 4 === 0)
    return new Float32Array(blob.buffer, blob.byteOffset, Math.floor(blob.byteLength / 4));
  return new Float32Array(Uint8Array.from(blob).buffer);
}
