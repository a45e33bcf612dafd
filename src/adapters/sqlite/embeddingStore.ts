/** Embeddings by content: the vectors in SQLite are the only truth. */
import type { CatalogDatabase } from './openDatabase.ts';

export interface StoredEmbedding {
  readonly imageId: string;
  /** L2-normalised, 2048 long. */
  readonly vector: Float32Array;
}

export interface EmbeddingStore {
  /** Every embedding of the space, also of content that no image has any more. */
  all(space: string): Iterable<StoredEmbedding>;
  of(space: string, imageIds: readonly string[]): StoredEmbedding[];
}

interface EmbeddingRow {
  imageId: string;
  vector: Buffer;
}

export function createEmbeddingStore(database: CatalogDatabase): EmbeddingStore {
  const selectAll = database.prepare<[string], EmbeddingRow>(
    'SELECT image_id AS imageId, vector FROM embeddings WHERE space = ? ORDER BY key',
  );
  const selectOne = database.prepare<[string, string], EmbeddingRow>(
    'SELECT image_id AS imageId, vector FROM embeddings WHERE space = ? AND image_id = ?',
  );
  return {
    *all(space) {
      for (const row of selectAll.iterate(space)) yield toEmbedding(row);
    },
    of: (space, imageIds) =>
      imageIds.flatMap((imageId) => {
        const row = selectOne.get(space, imageId);
        return row === undefined ? [] : [toEmbedding(row)];
      }),
  };
}

/** Little-endian float32, as every platform that Node runs on here has it. */
export function vectorToBlob(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Copies: a row's buffer need not be aligned to four bytes. */
export function blobToVector(blob: Buffer): Float32Array {
  const bytes = new Uint8Array(blob.byteLength);
  bytes.set(blob);
  return new Float32Array(bytes.buffer);
}

function toEmbedding(row: EmbeddingRow): StoredEmbedding {
  return { imageId: row.imageId, vector: blobToVector(row.vector) };
}
