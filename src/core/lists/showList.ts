/** One product's list as a curator is shown it. */
import type { Parsed } from '../../contract/contract.ts';
import type { MissingEntry, RejectedEntry, ShownListEntry } from '../../contract/lists.ts';
import type { ListState } from '../../contract/listWords.ts';
import type { ProductReader } from '../products/ports.ts';
import type { ListsOptions, SearchPort, SeenPicture } from '../search/ports.ts';
import { kindOf } from './listKinds.ts';
import type { CurationPort, StandingDecision } from './ports.ts';
import { askForList, buildRecommendationList, today } from './recommendationList.ts';

export interface ShownList {
  readonly state: ListState;
  readonly entries: ShownListEntry[];
  readonly missing: MissingEntry[];
  readonly rejected: RejectedEntry[];
}

export interface ListSources {
  readonly products: Pick<ProductReader, 'recordsOf'>;
  readonly search: SearchPort;
  readonly curation: Pick<CurationPort, 'decisionsOf' | 'generatedOf' | 'types' | 'stateOf' | 'isSoldOut'>;
}

type Order = Parsed<'lists.show'>;

/** What is not said is not wished. */
export type ListOrder = Pick<Order, 'id' | 'type' | 'metric' | 'where' | 'same'> &
  Partial<Order> &
  Pick<ListsOptions, 'ranking'>;

/**
 * @param order `id` is the product's own; it is there
 * @param part the part of its picture that is asked for
 * @throws Failure `bad-input` for an unknown field
 */
export async function showList(
  sources: ListSources,
  order: ListOrder,
  part?: SeenPicture,
): Promise<ShownList> {
  const { products, search, curation } = sources;
  const { id, type, where } = order;
  const decisions = await curation.decisionsOf(id, type);
  const reasons = new Map(decisions.map((decision) => [decision.id, decision.reason]));
  const top = order.top ?? kindOf(await curation.types(), type).length;
  const generated = await curation.generatedOf(id, type);
  const asked = {
    ...askForList(id, decisions, generated, { type, top, onlyCurated: false }, today()),
    ...(part !== undefined && { part }),
  };
  const options = { ...order, top, isExplained: true, onFallback: () => undefined };
  const entries: ShownListEntry[] = [];
  for await (const { query, found } of search.listsOf([asked], where, options)) {
    const list = found === null ? [] : buildRecommendationList(query, found, options);
    const records = await products.recordsOf(
      list.map(({ match }) => match.id),
      [],
    );
    for (const [i, { match, state, pin }] of list.entries()) {
      entries.push({
        rank: i + 1,
        id: match.id,
        name: records[i]?.name ?? match.id,
        score: match.score,
        state,
        pin,
        reason: reasons.get(match.id) ?? null,
        imageId: match.imageId,
        ...(match.parts !== undefined && { parts: match.parts }),
        ...(match.chance !== undefined && { chance: match.chance }),
      });
    }
  }
  const shown = new Set(entries.map((entry) => entry.id));
  const missing = await findMissing(
    sources,
    decisions.filter((decision) => !shown.has(decision.id)),
  );
  return {
    state: await curation.stateOf(id, type),
    entries,
    missing,
    rejected: await findRejected(sources, decisions),
  };
}

async function findRejected(
  { products }: ListSources,
  decisions: readonly StandingDecision[],
): Promise<RejectedEntry[]> {
  const rejected = decisions.filter(({ state, isResting }) => state === 'rejected' && !isResting);
  const records = await products.recordsOf(
    rejected.map(({ id }) => id),
    [],
  );
  return rejected.map(({ id, reason }, at) => ({ id, name: records[at]?.name ?? id, reason }));
}

async function findMissing(
  { products, curation }: ListSources,
  decisions: readonly StandingDecision[],
): Promise<MissingEntry[]> {
  const chosen = decisions.flatMap(({ id, state, isResting }) =>
    state === 'rejected' ? [] : [{ id, state, isResting }],
  );
  const records = await products.recordsOf(
    chosen.map(({ id }) => id),
    [],
  );
  const missing: MissingEntry[] = [];
  for (const [at, { id, state, isResting }] of chosen.entries()) {
    const isSoldOut = !isResting && (await curation.isSoldOut(id));
    const reason = isResting ? 'gone' : isSoldOut ? 'sold-out' : 'left-out';
    missing.push({ id, name: records[at]?.name ?? id, state, reason });
  }
  return missing;
}
