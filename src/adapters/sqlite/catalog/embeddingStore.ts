/** Embeddings by content: the vectors in SQLite are the only truth. */
import type { CatalogDatabase } from './openDatabase.ts';

export interface StoredEmbedding {
  readonly imageId: string;
  /** L2-normalised, 2048 long. */
  readonly vector: Float32Array;
}

export interface EmbeddingStore {
  /**
   * Every embedding of the space, also of content that no image has any more. A vector is good until the next is asked for.
   */
  all(space: string): Iterable<StoredEmbedding>;
  of(space: string, imageIds: readonly string[]): StoredEmbedding[];
  count(space: string): number;
  /** Names the state of the stored vectors: another one after every change, in this catalog and in any other. */
  generation(): string;
}

type EmbeddingRow = [imageId: string, vector: Buffer];

export function createEmbeddingStore(database: CatalogDatabase): EmbeddingStore {
  // Not by the index of space and image, which SQLite would choose: as the vectors lie it is three times as fast.
  const selectAll = database
    .prepare<[string], EmbeddingRow>(
      'SELECT image_id, vector FROM embeddings NOT INDEXED WHERE space = ? ORDER BY key',
    )
    .raw();
  const selectOne = database
    .prepare<[string, string], Buffer>('SELECT vector FROM embeddings WHERE space = ? AND image_id = ?')
    .pluck();
  const countAll = database
    .prepare<[string], number>('SELECT count(*) FROM embeddings WHERE space = ?')
    .pluck();
  const selectGeneration = database
    .prepare<[], string>("SELECT number || ' ' || token FROM embedding_generation")
    .pluck();
  return {
    *all(space) {
      for (const [imageId, blob] of selectAll.iterate(space)) {
        yield { imageId, vector: blobToVector(blob) };
        giveBack(blob);
      }
    },
    of: (space, imageIds) =>
      imageIds.flatMap((imageId) => {
        const vector = selectOne.get(space, imageId);
        return vector === undefined ? [] : [{ imageId, vector: blobToVector(vector) }];
      }),
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
