/** Embeds one picture that is searched with, as the catalog's own are; the last ones are remembered. */
import { Failure } from '../../contract/failure.ts';
import type { SeenPicture } from '../../core/search/ports.ts';
import type { VisionOwner } from '../processes/visionOwner.ts';
import { catalogEmbedding, type EmbeddedCatalog } from './catalogEmbedding.ts';

const picturesKept = 50;

export interface PictureEmbedder {
  /** What is remembered under a name, in the catalog's space of now. */
  known(name: string): SeenPicture | undefined;
  /** @throws Failure `image-unusable`, `no-catalog` (nothing embedded) */
  embed(name: string, file: string): Promise<SeenPicture>;
}

export function createPictureEmbedder(catalog: EmbeddedCatalog, vision: VisionOwner): PictureEmbedder {
  const pictures = new Map<string, SeenPicture>();
  return {
    known: (name) => pictures.get(`${catalog.runtime()?.space} ${name}`),
    async embed(name, file) {
      const runtime = catalog.runtime();
      if (runtime === null)
        throw new Failure('no-catalog', 'This catalog has no embedded images yet. Import a folder first.');
      const { thumbnails } = catalog.files;
      const [outcome] = await vision.use(catalogEmbedding(catalog, {}), thumbnails, async (worker) => {
        const { space } = await worker.start();
        if (space !== runtime.space) throw otherSpace(runtime.model);
        return worker.process([
          { file, imageId: name, bytes: null, wantsThumbnail: false, wantsVector: true },
        ]);
      });
      if (outcome?.ok !== true || outcome.vector === null) {
        throw new Failure(
          'image-unusable',
          outcome?.ok === false ? outcome.reason : 'This image could not be read.',
        );
      }
      const seen = { vector: outcome.vector, colours: outcome.colours };
      pictures.set(`${runtime.space} ${name}`, seen);
      for (const key of pictures.keys()) if (pictures.size > picturesKept) pictures.delete(key);
      return seen;
    },
  };
}

/** Vectors of two spaces say nothing of each other. */
function otherSpace(model: string): Failure {
  return new Failure(
    'model-unusable',
    `This machine embeds pictures otherwise than this catalog's were: its model ${model} has other weights. Import the same weights, then try again.`,
  );
}
