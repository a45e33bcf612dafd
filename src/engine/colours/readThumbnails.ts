/** What is kept of pictures beside their embeddings, read from thumbnails: of those that were imported before it was kept. */
import { existsSync } from 'node:fs';
import { thumbnailPath } from '../../adapters/pictures/picturePaths.ts';
import { createSketchStore } from '../../adapters/sqlite/catalog/sketchStore.ts';
import { Failure } from '../../contract/failure.ts';
import type { Cancellation } from '../../core/imports/ports.ts';
import type { VisionOutcome, VisionRequest } from '../../core/models/ports.ts';
import { catalogEmbedding } from '../catalogs/catalogEmbedding.ts';
import type { OpenCatalog } from '../catalogs/loadCatalog.ts';
import type { VisionOwner } from '../processes/visionOwner.ts';

/** Enough to keep the decoders busy; cancelled, so many are waited for. */
const readAtOnce = 64;

export interface ReadThumbnail {
  readonly imageId: string;
  /** Undefined where there is no thumbnail. */
  readonly outcome: VisionOutcome | undefined;
}

/** In the order of the ids, some at a time. @throws Failure `cancelled` */
export async function* readThumbnails(
  catalog: OpenCatalog,
  vision: VisionOwner,
  imageIds: readonly string[],
  signal: Cancellation,
  wants: Pick<VisionRequest, 'wantsSketch' | 'wantsSquare'>,
): AsyncGenerator<ReadThumbnail[]> {
  const { thumbnails } = catalog.files;
  for (let start = 0; start < imageIds.length; start += readAtOnce) {
    if (signal.aborted)
      throw new Failure('cancelled', 'It was cancelled; what was read of pictures is kept.');
    const next = imageIds.slice(start, start + readAtOnce);
    await catalog.fetchThumbnails(next);
    const some = next.map((imageId) => {
      const file = thumbnailPath(thumbnails, imageId);
      return { imageId, file, isThere: existsSync(file) };
    });
    const there = some.filter(({ isThere }) => isThere);
    const outcomes = await vision.use(catalogEmbedding(catalog, {}), thumbnails, (worker) =>
      worker.process(
        there.map(({ imageId, file }) => ({
          ...{ imageId, file, ...wants },
          ...{ bytes: null, wantsThumbnail: false, wantsVector: false },
        })),
      ),
    );
    const byId = new Map(there.map(({ imageId }, at) => [imageId, outcomes[at]]));
    yield some.map(({ imageId }) => ({ imageId, outcome: byId.get(imageId) }));
  }
}

/** Keeps sketches and colours of these pictures, and remembers which have none to be read; tells after some how many it was. @throws Failure `cancelled`, `disk-full` */
export async function* keepTraces(
  catalog: OpenCatalog,
  vision: VisionOwner,
  imageIds: readonly string[],
  signal: Cancellation,
): AsyncGenerator<{ readonly looked: number; readonly kept: number }> {
  const sketches = createSketchStore(catalog.database, catalog.files.database);
  const { store, unreadable } = catalog.colours;
  for await (const some of readThumbnails(catalog, vision, imageIds, signal, { wantsSketch: true })) {
    const seen = some.flatMap(({ imageId, outcome }) => {
      const isSeen = outcome?.ok === true && outcome.sketch !== undefined && outcome.colours !== undefined;
      if (!isSeen) unreadable.add(imageId);
      return isSeen ? [{ imageId, sketch: outcome.sketch, colours: outcome.colours }] : [];
    });
    sketches.add(seen);
    store.add(seen);
    yield { looked: some.length, kept: seen.length };
  }
}
