/** Duplicates of a shared catalog: found in a copy of it, and decided on together. */
import type { DuplicateStore, DuplicatesPort } from '../../../core/duplicates/ports.ts';
import type { InTurn } from './inTurn.ts';
import type { SharedProducts } from './sharedProducts.ts';

export function createSharedDuplicates(
  store: DuplicateStore,
  products: Pick<SharedProducts, 'hidden'>,
  inTurn: InTurn,
  copied: Pick<DuplicatesPort, 'sketchesOf' | 'squaresOf' | 'search'>,
): DuplicatesPort {
  return {
    ...copied,
    decided: async () => ({ hidden: await products.hidden(), distinct: store.decided().distinct }),
    countMemberships: async (commands) => store.countMemberships(commands),
    keep: (commands) => inTurn(async () => store.keep(commands)),
    sayDistinct: (ids) => inTurn(async () => store.sayDistinct(ids)),
    show: (ids) => inTurn(async () => store.show(ids)),
  };
}
