/** Counts over a catalog on this machine: fields from its rows, pictures from its database. */
import { createPictureStore } from '../../../adapters/sqlite/catalog/pictureStore.ts';
import type { View } from '../../../contract/products.ts';
import { chartFields } from '../../../core/charts/chartFields.ts';
import { countValues, maskOfView } from '../../../core/charts/countValues.ts';
import { crossFields } from '../../../core/charts/crossFields.ts';
import { createPictureCount, hasTrait } from '../../../core/charts/pictureTraits.ts';
import type { ChartsPort, PictureFact } from '../../../core/charts/ports.ts';
import { inTurns } from '../../inTurns.ts';
import type { OpenCatalog } from '../loadCatalog.ts';

export function createLocalCharts({ rows, database }: OpenCatalog): ChartsPort {
  const store = createPictureStore(database);

  async function eachPicture(view: View, look: (picture: PictureFact, row: number) => void): Promise<void> {
    const mask = maskOfView(rows, view);
    await inTurns(store.pages(), (page) => {
      for (const picture of page) {
        const row = rows.rowOf(picture.productId);
        if (row !== undefined && mask[row] === 1) look(picture, row);
      }
    });
  }

  return {
    fields: async (view) => chartFields(rows, view),
    values: async (view, field) => countValues(rows, view, field),
    cross: async (view, field, by, most) => crossFields(rows, view, field, by, most),
    async pictures(view) {
      const count = createPictureCount();
      await eachPicture(view, count.add);
      return count.result();
    },
    async withPicture(view, trait, key) {
      const found = new Set<string>();
      await eachPicture(view, (picture) => {
        if (hasTrait(picture, trait, key)) found.add(picture.productId);
      });
      return [...found];
    },
  };
}
