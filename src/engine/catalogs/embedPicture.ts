/** Embeds one picture that is searched with, as the catalog's own are; the last ones are remembered. */
import { Failure } from '../../contract/failure.ts';
import type { VisionOwner } from '../processes/visionOwner.ts';
import { catalogEmbedding } from './catalogEmbedding.ts';
import type { OpenCatalog } from './openCatalog.ts';

const vectorsKept = 50;

export interface PictureEmbedder {
  /** What is remembered under a name, in the catalog's space of now. */
  known(name: string): Float32Array | undefined;
  /** @throws Failure `image-unusable`, `no-catalog` (nothing embedded) */
  embed(name: string, file: string): Promise<Float32Array>;
}

export function createPictureEmbedder(catalog: OpenCatalog, vision: VisionOwner): PictureEmbedder {
  const vectors = new Map<string, Float32Array>();
  return {
    known: (name) => vectors.get(`${catalog.runtime()?.space} ${name}`),
    async embed(name, file) {
      const runtime = catalog.runtime();
      if (runtime === null)
        throw new Failure('no-catalog', 'This catalog has no embedded images yet. Import a folder first.');
      const { thumbnails } = catalog.files;
      const [outcome] = await vision.use(catalogEmbedding(catalog, {}), thumbnails, async (worker) => {
        await worker.start();
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
      vectors.set(`${runtime.space} ${name}`, outcome.vector);
      for (const key of vectors.keys()) if (vectors.size > vectorsKept) vectors.delete(key);
      return outcome.vector;
    },
  };
}
