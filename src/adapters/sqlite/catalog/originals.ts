/** Of the files with the same bytes one is the original, the others are its duplicates. */
import type { CatalogDatabase } from './openDatabase.ts';

export interface Originals {
  /** An image with this content is gone, or shows another one now: where that was the original, the oldest duplicate is. */
  appoint(imageId: string): void;
}

export function createOriginals(database: CatalogDatabase): Originals {
  const promote = database.prepare<{ imageId: string }>(`
    UPDATE images SET state = 'embedded'
    WHERE key = (SELECT min(key) FROM images WHERE image_id = @imageId AND state = 'duplicate')
      AND NOT EXISTS (SELECT 1 FROM images WHERE image_id = @imageId AND state = 'embedded')`);
  return { appoint: (imageId) => promote.run({ imageId }) };
}
