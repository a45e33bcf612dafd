/** Sketches of pictures by content, with the sizes of the pictures. */
import { withSqliteFailures } from '../sqliteFailure.ts';
import type { CatalogDatabase } from './openDatabase.ts';

export interface StoredSketch {
  readonly imageId: string;
  readonly sketch: Uint8Array;
  /** Of the picture, in pixels. */
  readonly width: number;
  readonly height: number;
}

export interface SketchStore {
  /** In the order of the ids; null where there is no sketch, or the size of the picture is not known. */
  of(imageIds: readonly string[]): (StoredSketch | null)[];
  /** Those of the ids that have none. */
  missing(imageIds: readonly string[]): string[];
  /** As one transaction. @throws Failure `disk-full` */
  add(sketches: readonly { readonly imageId: string; readonly sketch: Uint8Array }[]): void;
}

export const insertSketch =
  'INSERT INTO sketches (image_id, sketch) VALUES (?, ?) ON CONFLICT DO UPDATE SET sketch = excluded.sketch';

export function createSketchStore(database: CatalogDatabase, file: string): SketchStore {
  const select = database.prepare<[string], StoredSketch>(`
    SELECT sketches.image_id AS imageId, sketch, width, height FROM sketches
    JOIN images ON images.image_id = sketches.image_id AND width IS NOT NULL
    WHERE sketches.image_id = ? LIMIT 1`);
  const has = database.prepare<[string], number>('SELECT 1 FROM sketches WHERE image_id = ?').pluck();
  const insert = database.prepare<[string, Uint8Array]>(insertSketch);
  const addAll = database.transaction((sketches: Parameters<SketchStore['add']>[0]) => {
    for (const { imageId, sketch } of sketches) insert.run(imageId, sketch);
  });
  return {
    of: (imageIds) => imageIds.map((imageId) => select.get(imageId) ?? null),
    missing: (imageIds) => imageIds.filter((imageId) => has.get(imageId) === undefined),
    add: (sketches) => withSqliteFailures(file, () => addAll(sketches)),
  };
}
