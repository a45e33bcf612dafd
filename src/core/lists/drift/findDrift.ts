/** Lists to look at again: what was chosen for them is gone or sold out, or something clearly nearer has come. */
import type { DriftedList } from '../../../contract/queue.ts';
import { kindOf } from '../listKinds.ts';
import { type CuratedList, type CurationPort, type StandingDecision, substitute } from '../ports.ts';
import { type ListOrder, type ListSources, showList } from '../showList.ts';

/** By so much of the cosine similarity a newcomer must be nearer than the weakest entry that was chosen. */
const clearly = 0.03;

export interface DriftSources extends ListSources, Pick<ListOrder, 'ranking'> {
  readonly curation: ListSources['curation'] & Pick<CurationPort, 'curatedLists' | 'seenIn'>;
  /** Lets others be answered; called after every list. */
  pause(): Promise<void>;
}

/**
 * Most vanished entries first, then by the products' ids.
 * @param isBetterAsked whether what is nearer now is looked for too
 */
export async function findDrift(sources: DriftSources, isBetterAsked: boolean): Promise<DriftedList[]> {
  const { products, curation } = sources;
  const types = new Set((await curation.types()).map(({ type }) => type));
  const drifted: DriftedList[] = [];
  for (const list of await curation.curatedLists()) {
    const [owner = null] = types.has(list.type) ? await products.recordsOf([list.productId], []) : [];
    // What was decided for a product that is gone rests.
    if (owner === null) continue;
    const decisions = await curation.decisionsOf(list.productId, list.type);
    const vanished = await findVanished(sources, decisions);
    const better = isBetterAsked ? await findBetter(sources, list) : [];
    await sources.pause();
    if (vanished.length + better.length === 0) continue;
    drifted.push({ id: owner.id, name: owner.name, type: list.type, vanished, better });
  }
  return drifted.sort((one, other) => other.vanished.length - one.vanished.length);
}

async function findVanished(
  { products, curation }: DriftSources,
  decisions: readonly StandingDecision[],
): Promise<DriftedList['vanished']> {
  const vanished: DriftedList['vanished'] = [];
  for (const { id, state, isResting } of decisions) {
    if (state === 'rejected') continue;
    if (isResting) vanished.push({ id, name: id, reason: 'gone' });
    else if (await curation.isSoldOut(id)) {
      const [record = null] = await products.recordsOf([id], []);
      vanished.push({ id, name: record?.name ?? id, reason: 'sold-out' });
    }
  }
  return vanished;
}

/** Of a list that is done: suggestions that it did not have then. */
async function findBetter(
  sources: DriftSources,
  { productId, type }: CuratedList,
): Promise<DriftedList['better']> {
  const seen = type === substitute ? await sources.curation.seenIn(productId, type) : null;
  if (seen === null) return [];
  const top = Math.min(200, kindOf(await sources.curation.types(), type).length);
  const { ranking } = sources;
  const order = { id: productId, type, top, metric: 'cosine' as const, where: [], same: [], ranking };
  const { entries } = await showList(sources, order);
  const weakest = Math.min(
    ...entries.filter(({ state, pin }) => state !== 'suggested' && pin !== 'hard').map(({ score }) => score),
  );
  return entries
    .filter(
      ({ id, state, score }) => state === 'suggested' && !seen.includes(id) && score >= weakest + clearly,
    )
    .map(({ id, name, score }) => ({ id, name, score }));
}
