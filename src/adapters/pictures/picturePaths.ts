/** Where the pictures of an image lie: `<folder>/<first two hex digits>/<imageId>`, so that no folder holds 100,000 files. */
import { join } from 'node:path';

/** A JPEG. */
export function thumbnailPath(folder: string, imageId: string): string {
  return join(folder, imageId.slice(0, 2), `${imageId}.jpg`);
}

/** A WebP: previews, and images from outside as they are shown. */
export function previewPath(folder: string, imageId: string): string {
  return join(folder, imageId.slice(0, 2), `${imageId}.webp`);
}
