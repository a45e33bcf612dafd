/** Where the WebP file of an image lies: thumbnails, previews and images from outside alike. */
import { join } from 'node:path';

/** `<folder>/<first two hex digits>/<imageId>.webp`: no folder of 100,000 files. */
export function imagePath(folder: string, imageId: string): string {
  return join(folder, imageId.slice(0, 2), `${imageId}.webp`);
}
