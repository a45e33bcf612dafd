/** The products of a shared catalog: from its copy where that is in step, and from the cluster else. */
import type { View } from '../../../../contract/products.ts';
import { allOf } from '../../../../core/products/allOf.ts';
import type { ProductsPort } from '../../../../core/products/ports.ts';
import { settleSelection } from '../../../../core/products/settleSelection.ts';
import type { CopiedViews } from './copiedViews.ts';

/** @param there as the cluster has them */
export function createCopiedProducts(
  there: ProductsPort,
  { recordsInTime, wholeInTime }: Pick<CopiedViews, 'recordsInTime' | 'wholeInTime'>,
  idsOf: (selectionId: string) => Iterable<string>,
): ProductsPort {
  const queriesInTime = async () => (await wholeInTime())?.queries ?? null;

  /** Rows know no selections. */
  function settle(view: View): View {
    return { ...view, where: view.where.map((filter) => settleSelection(filter, idsOf)) };
  }

  async function ids(view: View): Promise<string[]> {
    const here = await queriesInTime();
    return here === null ? there.ids(view) : here.ids(settle(view));
  }

  return {
    ...there,
    recordsOf: async (wanted, fields) =>
      ((await recordsInTime(wanted.length)) ?? there).recordsOf(wanted, fields),
    async ownId(id) {
      const [known] = (await (await recordsInTime(1))?.recordsOf([id], [])) ?? [];
      return known?.id ?? there.ownId(id);
    },
    async list(view, offset, limit) {
      const here = await queriesInTime();
      return here === null ? there.list(view, offset, limit) : here.list(settle(view), offset, limit);
    },
    ids,
    async facets(view) {
      const here = await queriesInTime();
      return here === null ? there.facets(view) : here.facets(settle(view));
    },
    async position(view, id) {
      const here = await queriesInTime();
      return here === null ? there.position(view, id) : here.position(settle(view), id);
    },
    async choose(what) {
      if (what.kind === 'all') return ids(allOf());
      return what.kind === 'view' ? ids(what.view) : there.choose(what);
    },
  };
}
