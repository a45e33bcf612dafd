/** Images from outside the catalog that are searched with: kept in the catalog's folder while they may be asked for. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { createImageFolder } from '../../adapters/files/imageFolder.ts';
import { previewPath } from '../../adapters/pictures/picturePaths.ts';
import { Failure } from '../../contract/failure.ts';
import { type OutsideImage, outsideImageSchema } from '../../contract/search.ts';
import type { OutsideImagesPort } from '../../core/catalogs/ports.ts';
import type { VisionOwner } from '../processes/visionOwner.ts';
import { catalogEmbedding, type EmbeddedCatalog } from './catalogEmbedding.ts';
import { createPictureEmbedder } from './embedPicture.ts';

/** Enough for a long trail; older ones go. */
const imagesKept = 50;
const shownEdge = 1600;

export function createOutsideImages(catalog: EmbeddedCatalog, vision: VisionOwner): OutsideImagesPort {
  const { files } = catalog;
  const embedder = createPictureEmbedder(catalog, vision);

  return {
    async add({ name, base64, file }) {
      const source = file === undefined ? null : resolve(file);
      if (source === null && base64 === undefined) {
        throw new Failure(
          'bad-input',
          'search.addOutsideImage: give the bytes of an image (base64) or a file.',
        );
      }
      const bytes = base64 === undefined ? null : Buffer.from(base64, 'base64');
      const imageId =
        source === null
          ? createHash('sha256')
              .update(bytes ?? '')
              .digest('hex')
          : (await createImageFolder().read(source, { aborted: false })).imageId;
      const shown = previewPath(files.outside, imageId);
      const original = originalPath(shown);
      await mkdir(dirname(shown), { recursive: true });
      if (bytes !== null) await writeFile(original, bytes);
      const readable = source ?? original;
      try {
        await embedder.embed(imageId, readable);
        const { width, height } = await vision.use(
          catalogEmbedding(catalog, {}),
          files.thumbnails,
          (worker) => worker.preview(readable, shown, shownEdge),
        );
        const image: OutsideImage = {
          imageId,
          name: name === '' && source !== null ? basename(source) : name,
          width,
          height,
        };
        await writeFile(factsPath(shown), JSON.stringify({ ...image, file: readable }));
        await forgetOldest(files.outside, shown);
        return image;
      } catch (thrown) {
        for (const made of [original, shown]) await rm(made, { force: true });
        throw thrown;
      }
    },
    async get(imageId) {
      const { file: _, ...image } = await readFacts(files.outside, imageId);
      return image;
    },
    async see(imageId) {
      const known = embedder.known(imageId);
      if (known !== undefined) return known;
      const { file } = await readFacts(files.outside, imageId);
      const shown = previewPath(files.outside, imageId);
      return embedder.embed(imageId, existsSync(file) ? file : shown);
    },
  };
}

const originalPath = (shown: string): string => shown.replace(/\.webp$/, '.original');
const factsPath = (shown: string): string => shown.replace(/\.webp$/, '.json');

const factsSchema = outsideImageSchema.extend({ file: outsideImageSchema.shape.name });

async function readFacts(folder: string, imageId: string): Promise<OutsideImage & { file: string }> {
  try {
    const text = await readFile(factsPath(previewPath(folder, imageId)), 'utf8');
    return factsSchema.parse(JSON.parse(text));
  } catch {
    throw new Failure(
      'not-found',
      'This image is not kept any more. Drop or choose it again to see its look-alikes.',
    );
  }
}

async function forgetOldest(folder: string, newest: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const shown = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.webp'))
    .map((entry) => join(entry.parentPath, entry.name));
  if (shown.length <= imagesKept) return;
  const aged = await Promise.all(shown.map(async (file) => ({ file, ageMs: (await stat(file)).mtimeMs })));
  aged.sort((a, b) => a.ageMs - b.ageMs);
  for (const { file } of aged.slice(0, shown.length - imagesKept)) {
    if (file === newest) continue;
    for (const made of [file, originalPath(file), factsPath(file)]) await rm(made, { force: true });
  }
}
