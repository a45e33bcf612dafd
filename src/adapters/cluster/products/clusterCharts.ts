/** Counts over a shared catalog: its products are fetched once, and counted here. */
import type { View } from '../../../contract/products.ts';
import { chartFields } from '../../../core/charts/chartFields.ts';
import { countValues, maskOfView } from '../../../core/charts/countValues.ts';
import { crossFields } from '../../../core/charts/crossFields.ts';
import { createPictureCount, hasTrait } from '../../../core/charts/pictureTraits.ts';
import type { ChartsPort, PictureFact } from '../../../core/charts/ports.ts';
import type { MutableProductRows } from '../../../core/products/productRows.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { type BesideCluster, filterSource, settleView } from './filterSource.ts';

export function createClusterCharts(catalog: ClusterCatalog, beside: Required<BesideCluster>): ChartsPort {
  const sourceFor = ({ where }: View) => filterSource(catalog, beside, where);
  const settle = (given: View): View => settleView(given, beside.idsOfSelection);

  async function settled(given: View): Promise<readonly [rows: MutableProductRows, view: View]> {
    const { rows } = await beside.readWhole(await sourceFor(given));
    return [rows, settle(given)];
  }

  async function picturesIn(given: View): Promise<PictureFact[]> {
    const source = await sourceFor(given);
    const { rows } = await beside.readWhole(source);
    const pictures = await beside.readPictures(source);
    const mask = maskOfView(rows, settle(given));
    return pictures.filter(({ productId }) => mask[rows.rowOf(productId) ?? -1] === 1);
  }

  return {
    fields: async (given) => chartFields(...(await settled(given))),
    values: async (given, field) => countValues(...(await settled(given)), field),
    cross: async (given, field, by, most) => crossFields(...(await settled(given)), field, by, most),
    async pictures(given) {
      const count = createPictureCount();
      for (const picture of await picturesIn(given)) count.add(picture);
      return count.result();
    },
    async withPicture(given, trait, key) {
      const found = (await picturesIn(given)).filter((picture) => hasTrait(picture, trait, key));
      return [...new Set(found.map(({ productId }) => productId))];
    },
  };
}
