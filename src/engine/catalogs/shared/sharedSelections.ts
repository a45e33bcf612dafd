/** Selections of a shared catalog: held in this process, by ids. */
import { randomUUID } from 'node:crypto';
import type { HeldSelections } from '../../../core/products/heldSelections.ts';
import type { ProductsPort, SelectionsPort } from '../../../core/products/ports.ts';

export function createSharedSelections(
  selections: HeldSelections,
  products: Pick<ProductsPort, 'ids'>,
  findKnown: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
): SelectionsPort {
  return {
    hold: async (ids) => selections.hold(randomUUID(), ids),
    async holdView(view, except) {
      const id = randomUUID();
      selections.hold(id, await products.ids(view));
      return selections.remove(id, except);
    },
    add: async (id, ids) => selections.add(id, ids),
    remove: async (id, ids) => selections.remove(id, ids),
    async describe(id) {
      const held = selections.describe(id);
      const known = await findKnown([...selections.ids(id)]);
      return { ...held, gone: held.size - known.size };
    },
    release: async (id) => selections.release(id),
  };
}
