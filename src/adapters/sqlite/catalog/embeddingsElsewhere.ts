/** Embeddings that were made elsewhere of a catalog's pictures: which are missing here, and keeping them. */
import { withSqliteFailures } from '../sqliteFailure.ts';
import { vectorToBlob } from './embeddingStore.ts';
import type { CatalogDatabase } from './openDatabase.ts';

export interface MadeElsewhere {
  readonly imageId: string;
  /** L2-normalised, 2048 long. */
  readonly vector: Float32Array;
}

export interface ElsewhereStore {
  /** At most `limit` images without an embedding in the space, behind this one; also of files that are gone. */
  missing(space: string, after: string, limit: number): string[];
  /** One transaction; what is there already stays. @throws Failure `disk-full` */
  keep(space: string, embeddings: readonly MadeElsewhere[]): void;
}

export function createElsewhereStore(database: CatalogDatabase, file: string): ElsewhereStore {
  const selectMissing = database
    .prepare<[string, string, number], string>(
      `SELECT DISTINCT image_id FROM images WHERE image_id > ? AND NOT EXISTS (
         SELECT 1 FROM embeddings WHERE space = ? AND embeddings.image_id = images.image_id)
       ORDER BY image_id LIMIT ?`,
    )
    .pluck();
  const insert = database.prepare<[string, string, Buffer]>(
    'INSERT INTO embeddings (space, image_id, vector) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const keepAll = database.transaction((space: string, embeddings: readonly MadeElsewhere[]) => {
    for (const { imageId, vector } of embeddings) insert.run(space, imageId, vectorToBlob(vector));
  });
  return {
    missing: (space, after, limit) => selectMissing.all(after, space, limit),
    keep: (space, embeddings) => withSqliteFailures(file, () => keepAll(space, embeddings)),
  };
}
