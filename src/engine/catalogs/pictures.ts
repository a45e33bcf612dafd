/** Files that show an image: thumbnails from the import, previews made when first looked at. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { previewPath, thumbnailPath } from '../../adapters/pictures/picturePaths.ts';
import { readFormat } from '../../adapters/pictures/readFormat.ts';
import { Failure } from '../../contract/failure.ts';
import type { Region } from '../../contract/search.ts';
import type { ImageSize, PicturesPort } from '../../core/catalogs/ports.ts';
import type { SeenPicture } from '../../core/search/ports.ts';
import type { VisionOwner } from '../processes/visionOwner.ts';
import { catalogEmbedding, type EmbeddedCatalog } from './catalogEmbedding.ts';
import { createPictureEmbedder } from './embedPicture.ts';

/** Enough to fill the query pane of a 4K screen, and to zoom in. */
const previewEdge = 1600;

const imageIdForm = /^[0-9a-f]{64}$/;

/** Where the files of a catalog's pictures come from. */
export interface PictureSource {
  /** Where originals may lie on this machine. */
  originalsOf(imageId: string): Promise<readonly { readonly folder: string; readonly path: string }[]>;
  /** Puts the thumbnail there, of a catalog that lies elsewhere; null where it has none. */
  readonly fetchThumbnail?: (imageId: string, file: string) => Promise<string | null>;
}

export function createPictures(
  catalog: EmbeddedCatalog,
  vision: VisionOwner,
  { originalsOf, fetchThumbnail = async () => null }: PictureSource,
): PicturesPort {
  const { files } = catalog;
  const embedder = createPictureEmbedder(catalog, vision);
  /** Parts on their way: asked for twice, they are drawn once. */
  const drawing = new Map<string, Promise<SeenPicture>>();

  function draw(file: string, target: string, region?: Region): Promise<unknown> {
    return vision.use(catalogEmbedding(catalog, {}), files.thumbnails, (worker) =>
      worker.preview(file, target, previewEdge, region),
    );
  }

  async function originalOf(imageId: string): Promise<string | undefined> {
    return (await originalsOf(imageId))
      .map(({ folder, path }) => join(folder, path))
      .find((file) => existsSync(file));
  }

  async function drawPreview(imageId: string, target: string): Promise<string | null> {
    const original = await originalOf(imageId);
    if (original === undefined) return null;
    try {
      await draw(original, target);
      return target;
    } catch (thrown) {
      if (thrown instanceof Failure) return null;
      throw thrown;
    }
  }

  async function fileOf(imageId: string, size: ImageSize): Promise<string | null> {
    if (!imageIdForm.test(imageId)) return null;
    const thumbnail = thumbnailPath(files.thumbnails, imageId);
    if (size === 'thumbnail' && existsSync(thumbnail)) return thumbnail;
    const outside = previewPath(files.outside, imageId);
    if (existsSync(outside)) return outside;
    if (size === 'thumbnail') {
      const fetched = await fetchThumbnail(imageId, thumbnail);
      if (fetched !== null) return fetched;
    }
    const preview = previewPath(files.previews, imageId);
    if (size === 'preview' && existsSync(preview)) return preview;
    const drawn = await drawPreview(imageId, preview);
    if (drawn !== null) return drawn;
    return existsSync(thumbnail) ? thumbnail : fetchThumbnail(imageId, thumbnail);
  }

  async function drawPart(file: string, name: string, region: Region): Promise<SeenPicture> {
    const part = previewPath(files.previews, name);
    try {
      await draw(file, part, region);
      return await embedder.embed(name, part);
    } finally {
      await rm(part, { force: true });
    }
  }

  return {
    fileOf,
    async formatOf(imageId) {
      const original = await originalOf(imageId);
      return original === undefined ? null : await readFormat(original);
    },
    async seePart(imageId, region) {
      const { left, top, width, height } = region;
      const name = createHash('sha256').update([imageId, left, top, width, height].join(' ')).digest('hex');
      const known = embedder.known(name);
      if (known !== undefined) return known;
      // Large enough for any network, upright, and there where the original is out of reach.
      const file = await fileOf(imageId, 'preview');
      if (file === null)
        throw new Failure(
          'not-found',
          'There is no picture that a part could be taken of. Is its folder within reach?',
        );
      const drawn = drawing.get(name) ?? drawPart(file, name, region).finally(() => drawing.delete(name));
      drawing.set(name, drawn);
      return drawn;
    },
  };
}
