/** Counts over a shared catalog: its products are fetched once, and counted here. */
import type { View } from '../../../contract/products.ts';
import { chartFields } from '../../../core/charts/chartFields.ts';
import { countValues } from '../../../core/charts/countValues.ts';
import { crossFields } from '../../../core/charts/crossFields.ts';
import type { ChartsPort } from '../../../core/charts/ports.ts';
import type { MutableProductRows } from '../../../core/products/productRows.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { type BesideCluster, filterSource, settleView } from './filterSource.ts';

export function createClusterCharts(
  catalog: ClusterCatalog,
  beside: Required<BesideCluster>,
): Pick<ChartsPort, 'fields' | 'values' | 'cross'> {
  async function settled(given: View): Promise<readonly [rows: MutableProductRows, view: View]> {
    const { rows } = await beside.readWhole(await filterSource(catalog, beside, given.where));
    return [rows, settleView(given, beside.idsOfSelection)];
  }

  return {
    fields: async (given) => chartFields(...(await settled(given))),
    values: async (given, field) => countValues(...(await settled(given)), field),
    cross: async (given, field, by, most) => crossFields(...(await settled(given)), field, by, most),
  };
}
