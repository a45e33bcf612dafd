/** What a curator makes of a catalog: products by any id of theirs, and rows that follow what was said. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../../../contract/failure.ts';
import type { ListState } from '../../../contract/listWords.ts';
import { changesHidden } from '../../../core/duplicates/changesHidden.ts';
import { type CurationPort, type JournalAnswer, substitute } from '../../../core/lists/ports.ts';
import { compareList } from '../../../core/lists/roundTrip/compareList.ts';
import { requireId } from '../../../core/search/queryVectors.ts';
import { requireField } from '../../../core/search/sameFilters.ts';
import { decisionsAtHand } from './decisionsAtHand.ts';
import type { StoredCatalog } from './storedCatalog.ts';

/** Generated lists that are written before others have their turn: about 10 ms. */
const listsAtOnce = 1000;
/** Decisions that are read before others have their turn: some 10 ms. */
const thingsAtOnce = 500;

/** Every change but a generation is made within the call: of two that are asked for one after the other, the first is made first. */
export function createStoredCuration({
  rows,
  curation,
  listStates,
  listSummaries,
  exposure,
  refresh,
  countResting,
}: StoredCatalog): CurationPort {
  const isThere = (id: string): boolean => rows.rowOf(id) !== undefined;
  const ownId = (id: string): string => requireId({ rows }, id);

  function stateOf(productId: string, type: string): ListState {
    const { begun, done } = listStates.statesOf(type);
    return done.has(productId) ? 'done' : begun.has(productId) ? 'begun' : 'untouched';
  }

  /** Attributes may be others than before. */
  function follow(answer: JournalAnswer): JournalAnswer {
    const isOfHidden = answer.steps.some(({ operation }) => changesHidden(operation));
    if (isOfHidden) rows.setHidden(curation.duplicates.decided().hidden);
    if (isOfHidden || answer.steps.some(({ field }) => field !== null)) refresh(answer.productIds);
    if (answer.steps.some(({ operation }) => operation === 'name-sold-out'))
      rows.setSoldOut(curation.soldOut());
    return answer;
  }

  return {
    decisions: async (type) => decisionsAtHand(curation, type),
    allDecisions: async (type) => curation.allDecisions(type),
    async decisionsOf(id, type) {
      const decisions = curation.decisionsOf(ownId(id), type);
      return decisions.map((one) => ({ ...one, isResting: !isThere(one.id) }));
    },
    async decide({ productId: id, lookAlikeId: other, ...command }) {
      const productId = ownId(id);
      const lookAlikeId = command.state === null && !isThere(other) ? other : ownId(other);
      if (productId === lookAlikeId) {
        throw decidesOnItself(id);
      }
      return { ...curation.decide({ ...command, productId, lookAlikeId }), productId };
    },
    async decideAll({ productId: id, lookAlikeIds: others, ...command }) {
      const productId = ownId(id);
      const lookAlikeIds = others.map((other) =>
        command.state === null && !isThere(other) ? other : ownId(other),
      );
      if (lookAlikeIds.includes(productId)) throw decidesOnItself(id);
      return { ...curation.decideAll({ ...command, productId, lookAlikeIds }), productId };
    },
    types: async () => curation.types(),
    saveType: async (kind) => curation.saveType(kind),
    async removeType(type) {
      if (type === substitute) {
        throw new Failure(
          'bad-input',
          'Every catalog has lists of look-alikes. Rename them, or change their length.',
        );
      }
      const resting = curation.removeType(type);
      if (resting === null) throw new Failure('not-found', `This catalog has no lists of the type ${type}.`);
      return resting;
    },
    listStates: async (type) => listStates.statesOf(type),
    stateOf: async (id, type) => stateOf(ownId(id), type),
    setDone: async (type, lists) =>
      curation.setDone(
        type,
        lists.map(({ productId, seen }) => ({ productId: ownId(productId), seen })),
      ),
    async summariesOf(type, productIds) {
      const ids = productIds.map(ownId);
      return listSummaries
        .of(type, ids)
        .map((counts, at) => ({ state: stateOf(ids[at] ?? '', type), ...counts }));
    },
    seenIn: async (id, type) => curation.seenIn(id, type),
    reasons: async () => curation.reasons(),
    soldOut: async () => curation.soldOut(),
    async nameSoldOut(soldOut) {
      if (soldOut !== null) requireField(rows, soldOut.field);
      curation.nameSoldOut(soldOut);
      rows.setSoldOut(soldOut);
    },
    async isSoldOut(id) {
      const row = rows.rowOf(id);
      return row !== undefined && rows.soldOut()?.[row] === 1;
    },
    curatedLists: async () => curation.curatedLists(),
    listsOfGeneration: async (name) => betweenTurns(curation.listsOfGeneration(name)),
    everyThing: async () => inTurns(curation.everyThing(), thingsAtOnce),
    compareLists: async (type, lists) =>
      lists.map((list) => compareList(list, curation.decisionsOf(list.productId, type))),
    importLists: async (type, lists) => curation.importLists(type, lists),
    generatedOf: async (id, type) => curation.generatedOf(ownId(id), type)?.entries ?? null,
    allGenerated: async (type) => curation.allGenerated(type),
    keepExposure: async (type, count) => exposure.keep(type, count),
    async exposureCounted(type) {
      const counted = exposure.of(type);
      return counted === null ? null : { at: counted.at, top: counted.top };
    },
    async keepGenerated(type, rules, lists) {
      const generation = curation.beginGeneration(type, rules);
      for (let start = 0; start < lists.length; start += listsAtOnce) {
        curation.addGenerated(generation, type, lists.slice(start, start + listsAtOnce));
        await nextTurn();
      }
      curation.applyGeneration(generation, type);
    },
    undo: async (count) => follow(curation.undo(count)),
    redo: async (count) => follow(curation.redo(count)),
    history: async () => ({
      ...curation.history(),
      decisions: curation.count(),
      resting: countResting(),
    }),
  };
}

/** A few at a time. */
async function* inTurns<T>(all: Iterable<T>, atOnce: number): AsyncGenerator<readonly T[]> {
  let some: T[] = [];
  for (const one of all) {
    some.push(one);
    if (some.length < atOnce) continue;
    yield some;
    some = [];
    await nextTurn();
  }
  if (some.length > 0) yield some;
}

async function* betweenTurns<T>(all: Iterable<T>): AsyncGenerator<T> {
  for (const one of all) {
    yield one;
    await nextTurn();
  }
}

function decidesOnItself(id: string): Failure {
  return new Failure('bad-input', `${id} is the product itself; decide on another one's place in its list.`);
}
