/** Files that show an image: thumbnails from the import, previews made when first looked at. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { previewPath, thumbnailPath } from '../../adapters/pictures/picturePaths.ts';
import { Failure } from '../../contract/failure.ts';
import type { EngineContext } from '../context.ts';
import type { ImageSize } from '../engine.ts';
import { catalogEmbedding } from './catalogEmbedding.ts';
import type { OpenCatalog } from './openCatalog.ts';

/** Enough to fill the query pane of a 4K screen, and to zoom in. */
const previewEdge = 1600;

const imageIdForm = /^[0-9a-f]{64}$/;

/** Absolute path of the file, or null if the open catalog has no such image or its original is out of reach. */
export async function findPicture(
  context: EngineContext,
  imageId: string,
  size: ImageSize,
): Promise<string | null> {
  const catalog = context.current();
  if (catalog === null || !imageIdForm.test(imageId)) return null;
  const thumbnail = thumbnailPath(catalog.files.thumbnails, imageId);
  if (size === 'thumbnail' && existsSync(thumbnail)) return thumbnail;
  const outside = previewPath(catalog.files.outside, imageId);
  if (existsSync(outside)) return outside;
  const preview = previewPath(catalog.files.previews, imageId);
  if (size === 'preview' && existsSync(preview)) return preview;
  const drawn = await drawPreview(context, catalog, imageId, preview);
  if (drawn !== null) return drawn;
  return existsSync(thumbnail) ? thumbnail : null;
}

async function drawPreview(
  context: EngineContext,
  catalog: OpenCatalog,
  imageId: string,
  target: string,
): Promise<string | null> {
  const original = catalog.products
    .filesOf(imageId)
    .find(({ folder, path }) => existsSync(join(folder, path)));
  if (original === undefined) return null;
  try {
    await context.vision.use(catalogEmbedding(catalog, {}), catalog.files.thumbnails, (vision) =>
      vision.preview(join(original.folder, original.path), target, previewEdge),
    );
    return target;
  } catch (thrown) {
    if (thrown instanceof Failure) return null;
    throw thrown;
  }
}
