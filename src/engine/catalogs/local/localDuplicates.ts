/** Duplicates of a catalog on this machine: sketches beside its pictures, and rows that follow what was decided. */
import { createSketchStore } from '../../../adapters/sqlite/catalog/sketchStore.ts';
import type { Square } from '../../../core/duplicates/fields.ts';
import type { DuplicatesPort } from '../../../core/duplicates/ports.ts';
import { keepTraces, readThumbnails } from '../../colours/readThumbnails.ts';
import type { VisionOwner } from '../../processes/visionOwner.ts';
import type { OpenCatalog } from '../loadCatalog.ts';

export function createLocalDuplicates(catalog: OpenCatalog, vision: VisionOwner): DuplicatesPort {
  const { rows, files, database } = catalog;
  const store = catalog.curation.duplicates;
  const sketches = createSketchStore(database, files.database);

  return {
    async sketchesOf(imageIds, signal) {
      // Those of pictures that were imported before there were sketches.
      for await (const _ of keepTraces(catalog, vision, sketches.missing(imageIds), signal));
      return sketches.of(imageIds);
    },
    async squaresOf(imageIds, signal) {
      const squares = new Map<string, Square>();
      for await (const some of readThumbnails(catalog, vision, imageIds, signal, { wantsSquare: true })) {
        for (const { imageId, outcome } of some) {
          const rgb = outcome?.ok === true ? outcome.square : undefined;
          if (rgb !== undefined) squares.set(imageId, { rgb, edge: Math.sqrt(rgb.length / 3) });
        }
      }
      return imageIds.map((imageId) => squares.get(imageId) ?? null);
    },
    search: async () => catalog.snapshot().search,
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
