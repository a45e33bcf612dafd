/** Duplicates of a catalog on this machine: sketches beside its pictures, and rows that follow what was decided. */
import { existsSync } from 'node:fs';
import { thumbnailPath } from '../../adapters/pictures/picturePaths.ts';
import { createSketchStore } from '../../adapters/sqlite/catalog/sketchStore.ts';
import { Failure } from '../../contract/failure.ts';
import type { DuplicatesPort } from '../../core/duplicates/ports.ts';
import type { VisionOwner } from '../processes/visionOwner.ts';
import { catalogEmbedding } from './catalogEmbedding.ts';
import type { OpenCatalog } from './openCatalog.ts';

/** Enough to keep the decoders busy; cancelled, so many are waited for. */
const drawnAtOnce = 64;

export function createLocalDuplicates(catalog: OpenCatalog, vision: VisionOwner): DuplicatesPort {
  const { rows, files, database } = catalog;
  const store = catalog.curation.duplicates;
  const sketches = createSketchStore(database, files.database);

  /** Of pictures that were imported before there were sketches. */
  async function drawMissing(imageIds: readonly string[], signal: { aborted: boolean }): Promise<void> {
    const pictures = sketches.missing(imageIds).flatMap((imageId) => {
      const file = thumbnailPath(files.thumbnails, imageId);
      return existsSync(file) ? [{ imageId, file }] : [];
    });
    for (let start = 0; start < pictures.length; start += drawnAtOnce) {
      if (signal.aborted) throw new Failure('cancelled', 'It was cancelled; nothing was changed.');
      const some = pictures.slice(start, start + drawnAtOnce);
      const outcomes = await vision.use(catalogEmbedding(catalog, {}), files.thumbnails, (worker) =>
        worker.process(
          some.map((picture) => ({
            ...picture,
            bytes: null,
            wantsThumbnail: false,
            wantsVector: false,
            wantsSketch: true,
          })),
        ),
      );
      sketches.add(
        some.flatMap(({ imageId }, at) => {
          const outcome = outcomes[at];
          return outcome?.ok === true && outcome.sketch !== undefined
            ? [{ imageId, sketch: outcome.sketch }]
            : [];
        }),
      );
    }
  }

  return {
    async sketchesOf(imageIds, signal) {
      await drawMissing(imageIds, signal);
      return sketches.of(imageIds);
    },
    async decided() {
      const { hidden, distinct } = store.decided();
      const isThere = (id: string): boolean => rows.rowOf(id) !== undefined;
      return { hidden: new Map([...hidden].filter((ids) => ids.every(isThere))), distinct };
    },
    countMemberships: async (commands) => store.countMemberships(commands),
    async keep(commands) {
      const moved = store.keep(commands);
      rows.setHidden(store.decided().hidden);
      catalog.refresh(commands.map(({ keep }) => keep));
      return moved;
    },
    sayDistinct: async (ids) => store.sayDistinct(ids),
    async show(id) {
      if (!store.show(id)) throw new Failure('not-found', `${id} is not hidden.`);
      rows.setHidden(store.decided().hidden);
    },
  };
}
