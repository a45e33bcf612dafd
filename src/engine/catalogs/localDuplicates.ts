/** Duplicates of a catalog on this machine: sketches beside its pictures, and rows that follow what was decided. */
import { existsSync } from 'node:fs';
import { thumbnailPath } from '../../adapters/pictures/picturePaths.ts';
import { createSketchStore } from '../../adapters/sqlite/catalog/sketchStore.ts';
import { Failure } from '../../contract/failure.ts';
import type { Square } from '../../core/duplicates/closeLook.ts';
import type { DuplicatesPort } from '../../core/duplicates/ports.ts';
import type { Cancellation } from '../../core/imports/ports.ts';
import type { VisionRequest } from '../../core/models/ports.ts';
import type { VisionOwner } from '../processes/visionOwner.ts';
import { catalogEmbedding } from './catalogEmbedding.ts';
import type { OpenCatalog } from './openCatalog.ts';

/** Enough to keep the decoders busy; cancelled, so many are waited for. */
const drawnAtOnce = 64;

export function createLocalDuplicates(catalog: OpenCatalog, vision: VisionOwner): DuplicatesPort {
  const { rows, files, database } = catalog;
  const store = catalog.curation.duplicates;
  const sketches = createSketchStore(database, files.database);

  /** From their thumbnails, some at a time; those without one are left out. */
  async function* drawn(
    imageIds: readonly string[],
    signal: Cancellation,
    wants: Pick<VisionRequest, 'wantsSketch' | 'wantsSquare'>,
  ) {
    const pictures = imageIds.flatMap((imageId) => {
      const file = thumbnailPath(files.thumbnails, imageId);
      return existsSync(file) ? [{ imageId, file }] : [];
    });
    for (let start = 0; start < pictures.length; start += drawnAtOnce) {
      if (signal.aborted) throw new Failure('cancelled', 'It was cancelled; nothing was changed.');
      const some = pictures.slice(start, start + drawnAtOnce);
      const outcomes = await vision.use(catalogEmbedding(catalog, {}), files.thumbnails, (worker) =>
        worker.process(
          some.map((picture) => ({
            ...{ ...picture, ...wants },
            ...{ bytes: null, wantsThumbnail: false, wantsVector: false },
          })),
        ),
      );
      yield some.map(({ imageId }, at) => ({ imageId, outcome: outcomes[at] }));
    }
  }

  return {
    async sketchesOf(imageIds, signal) {
      // Those of pictures that were imported before there were sketches.
      for await (const some of drawn(sketches.missing(imageIds), signal, { wantsSketch: true })) {
        sketches.add(
          some.flatMap(({ imageId, outcome }) =>
            outcome?.ok === true && outcome.sketch !== undefined ? [{ imageId, sketch: outcome.sketch }] : [],
          ),
        );
      }
      return sketches.of(imageIds);
    },
    async squaresOf(imageIds, signal) {
      const squares = new Map<string, Square>();
      for await (const some of drawn(imageIds, signal, { wantsSquare: true })) {
        for (const { imageId, outcome } of some) {
          const rgb = outcome?.ok === true ? outcome.square : undefined;
          if (rgb !== undefined) squares.set(imageId, { rgb, edge: Math.sqrt(rgb.length / 3) });
        }
      }
      return imageIds.map((imageId) => squares.get(imageId) ?? null);
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
    async show(ids) {
      const shown = store.show(ids);
      rows.setHidden(store.decided().hidden);
      return shown;
    },
  };
}
