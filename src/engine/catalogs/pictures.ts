/** Files that show an image: thumbnails from the import, previews made when first looked at. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { previewPath, thumbnailPath } from '../../adapters/pictures/picturePaths.ts';
import { Failure } from '../../contract/failure.ts';
import type { PicturesPort } from '../../core/catalogs/ports.ts';
import type { VisionOwner } from '../processes/visionOwner.ts';
import { catalogEmbedding } from './catalogEmbedding.ts';
import type { OpenCatalog } from './openCatalog.ts';

/** Enough to fill the query pane of a 4K screen, and to zoom in. */
const previewEdge = 1600;

const imageIdForm = /^[0-9a-f]{64}$/;

export function createPictures(catalog: OpenCatalog, vision: VisionOwner): PicturesPort {
  const { files } = catalog;

  async function drawPreview(imageId: string, target: string): Promise<string | null> {
    const original = catalog.products
      .filesOf(imageId)
      .find(({ folder, path }) => existsSync(join(folder, path)));
    if (original === undefined) return null;
    try {
      await vision.use(catalogEmbedding(catalog, {}), files.thumbnails, (worker) =>
        worker.preview(join(original.folder, original.path), target, previewEdge),
      );
      return target;
    } catch (thrown) {
      if (thrown instanceof Failure) return null;
      throw thrown;
    }
  }

  return {
    async fileOf(imageId, size) {
      if (!imageIdForm.test(imageId)) return null;
      const thumbnail = thumbnailPath(files.thumbnails, imageId);
      if (size === 'thumbnail' && existsSync(thumbnail)) return thumbnail;
      const outside = previewPath(files.outside, imageId);
      if (existsSync(outside)) return outside;
      const preview = previewPath(files.previews, imageId);
      if (size === 'preview' && existsSync(preview)) return preview;
      const drawn = await drawPreview(imageId, preview);
      if (drawn !== null) return drawn;
      return existsSync(thumbnail) ? thumbnail : null;
    },
  };
}
