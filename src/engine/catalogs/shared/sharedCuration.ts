/** What a curator makes of a shared catalog: kept in its replica on this machine, about products that the cluster has. */

import { kindOf } from '../../../core/lists/listKinds.ts';
import type { CurationPort, CurationStore } from '../../../core/lists/ports.ts';
import { createStoredCuration } from '../stored/storedCuration.ts';
import type { InTurn } from './inTurn.ts';
import type { SharedProducts } from './sharedProducts.ts';

/** Those that may be suggested, whoever's list it is; so many at most. */
type FindSuggestible = (count: number) => Promise<readonly string[]>;

/** @param bare what needs no product of the catalog */
export function createSharedCuration(
  curation: CurationStore,
  products: SharedProducts,
  findSuggestible: FindSuggestible,
  inTurn: InTurn,
  bare: CurationPort,
): CurationPort {
  const about = async (ids: Iterable<string>, type?: string): Promise<CurationPort> =>
    createStoredCuration(await products.about(ids, type));

  const naming = async (ids: Iterable<string>): Promise<CurationPort> =>
    createStoredCuration(await products.naming(ids));

  /** Products whose lists are summarised, with what stands in them and as many others as could fill them. */
  async function namedInLists(type: string, productIds: readonly string[]): Promise<string[]> {
    const ids: string[] = [...productIds];
    let mostDecided = 0;
    for (const productId of productIds) {
      const decisions = curation.decisionsOf(productId, type);
      mostDecided = Math.max(mostDecided, decisions.length);
      ids.push(...decisions.map(({ id }) => id));
      ids.push(...(curation.generatedOf(productId, type)?.entries ?? []));
    }
    const { length } = kindOf(curation.types(), type);
    return [...ids, ...(await findSuggestible(length + 1 + mostDecided))];
  }

  return {
    ...bare,
    async decisionsOf(id, type) {
      const decided = curation.decisionsOf(id, type).map((one) => one.id);
      return (await naming([id, ...decided])).decisionsOf(id, type);
    },
    decide: (command) =>
      inTurn(async () => (await naming([command.productId, command.lookAlikeId])).decide(command)),
    decideAll: (command) =>
      inTurn(async () => (await naming([command.productId, ...command.lookAlikeIds])).decideAll(command)),
    saveType: (kind) => inTurn(() => bare.saveType(kind)),
    removeType: (type) => inTurn(() => bare.removeType(type)),
    listStates: products.listStates,
    stateOf: async (id, type) => (await about([id], type)).stateOf(id, type),
    setDone: (type, lists) =>
      inTurn(async () => (await naming(lists.map(({ productId }) => productId))).setDone(type, lists)),
    async summariesOf(type, productIds) {
      return (await about(await namedInLists(type, productIds), type)).summariesOf(type, productIds);
    },
    nameSoldOut: (soldOut) => inTurn(async () => (await about([])).nameSoldOut(soldOut)),
    isSoldOut: async (id) => (await about([id])).isSoldOut(id),
    importLists: (type, lists) => inTurn(() => bare.importLists(type, lists)),
    generatedOf: async (id, type) => (await naming([id])).generatedOf(id, type),
    undo: (count) => inTurn(() => bare.undo(count)),
    redo: (count) => inTurn(() => bare.redo(count)),
    history: async () => ({ ...(await bare.history()), resting: await products.countResting() }),
  };
}
