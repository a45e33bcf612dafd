/** Fills lists from their nearest candidates, and looks farther only for those that did not fill. */
import type { Filter } from '../../../contract/products.ts';
import type { SelectionsPort } from '../../products/ports.ts';
import type { CandidateSearch, Candidates } from './candidateSearch.ts';
import type { FillGround, ListFill } from './listFill.ts';
import type { CandidateOrder } from './mutualProximity.ts';

export interface FillSources {
  readonly ground: FillGround;
  readonly candidates: CandidateSearch;
  readonly selections: Pick<SelectionsPort, 'hold' | 'release'>;
  /** Another order than by distance, within the nearest; null: none. */
  readonly order: CandidateOrder | null;
}

/** How far a list has been looked for. */
interface Reach {
  readonly fill: ListFill;
  found: Candidates;
  asked: number;
}

/** Candidates asked for at first, per empty place: what is left out by anything but filters has its share. */
const spareWithCaps = 4;
const growth = 4;
/** Lists looked farther for at a time, where lists wait for each other. */
const lookAhead = 2048;

/** Fills lists that take nothing from each other: exposure stands as it is. */
export async function fillAlone(sources: FillSources, fills: readonly ListFill[]): Promise<void> {
  const full = new Map<number | undefined, Filter[]>();
  for (const { rule } of fills) {
    const { exposureCap } = rule;
    if (!full.has(exposureCap)) full.set(exposureCap, await holdFull(sources, exposureCap));
  }
  const fullOf = ({ rule }: ListFill): readonly Filter[] => full.get(rule.exposureCap) ?? [];
  try {
    let open = await reachFirst(sources, fills, fullOf);
    for (;;) {
      for (const reach of open) offerAll(reach.fill, reach.found);
      open = open.filter(({ fill, found }) => fill.missing > 0 && !found.areAll);
      if (open.length === 0) return;
      // What has its share in a list as it stands is let in no more, so nothing is missed.
      await reachFarther(sources, open, ({ fill }) => [...fullOf(fill), ...fill.saturated()]);
    }
  } finally {
    for (const filters of full.values()) await release(sources, filters);
  }
}

/**
 * Fills lists in their order, each one's entries counted before the next one is filled.
 * @param fills of all products, in the catalog's order; those whose rule has no exposure cap are filled already
 */
export async function fillInOrder(sources: FillSources, fills: readonly ListFill[]): Promise<void> {
  const { exposure } = sources.ground;
  const capped = fills.filter(({ rule, missing }) => rule.exposureCap !== undefined && missing > 0);
  const reaches = await reachFirst(sources, capped, () => []);
  let next = 0;
  for (const fill of fills) {
    const reach = reaches[next]?.fill === fill ? reaches[next] : undefined;
    if (reach !== undefined) {
      await fillOne(sources, reaches, next);
      next++;
    }
    for (const row of fill.chosen) exposure[row] = (exposure[row] ?? 0) + 1;
  }
}

async function fillOne(sources: FillSources, reaches: readonly Reach[], place: number): Promise<void> {
  const reach = reaches[place];
  if (reach === undefined) return;
  const { fill } = reach;
  offerAll(fill, reach.found);
  for (let isFirst = true; fill.missing > 0 && !reach.found.areAll; isFirst = false) {
    const without = await holdFull(sources, fill.rule.exposureCap);
    try {
      // Exposure only grows: whoever cannot be filled by now will not be later, and is looked for at once.
      const others = isFirst ? reaches.slice(place + 1, place + lookAhead).filter(fallsShort) : [];
      const capped = others.filter(({ fill: { rule } }) => rule.exposureCap === fill.rule.exposureCap);
      await reachFarther(sources, [reach, ...capped], (one) =>
        one === reach && !isFirst ? [...without, ...fill.saturated()] : without,
      );
    } finally {
      await release(sources, without);
    }
    offerAll(fill, reach.found);
  }
}

/** Whether a list will need more than what was found for it. */
function fallsShort({ fill, found }: Reach): boolean {
  if (found.areAll) return false;
  const trial = fill.copy();
  offerAll(trial, found);
  return trial.missing > 0;
}

/** Holds the products that no list with this cap may show any more: a filter that they pass, or none where there are none. */
async function holdFull(
  { ground: { table, exposure }, selections }: FillSources,
  exposureCap: number | undefined,
): Promise<Filter[]> {
  if (exposureCap === undefined) return [];
  const full = table.ids.filter((_, row) => (exposure[row] ?? 0) >= exposureCap);
  if (full.length === 0) return [];
  const { id } = await selections.hold(full);
  return [{ kind: 'selection', id }];
}

async function release({ selections }: FillSources, held: readonly Filter[]): Promise<void> {
  for (const filter of held) if (filter.kind === 'selection') await selections.release(filter.id);
}

async function reachFirst(
  sources: FillSources,
  fills: readonly ListFill[],
  withoutOf: (fill: ListFill) => readonly Filter[],
): Promise<Reach[]> {
  const counted = fills
    .filter(({ missing }) => missing > 0)
    .map((fill) => ({
      fill,
      count: Math.max(firstCount(fill), sources.order?.pool ?? 0),
      without: withoutOf(fill),
    }));
  const found = await sources.candidates.find(counted);
  return counted.map(({ fill, count }, at) => {
    const candidates = found[at] ?? none;
    return { fill, asked: count, found: sources.order?.arrange(fill.row, candidates) ?? candidates };
  });
}

function firstCount({ missing, rule }: ListFill): number {
  const hasCaps =
    Object.keys(rule.atMostPer).length > 0 ||
    rule.onePerVariantGroup ||
    rule.exposureCap !== undefined ||
    rule.different.length > 0;
  return hasCaps ? missing * spareWithCaps : missing;
}

async function reachFarther(
  { candidates }: FillSources,
  reaches: readonly Reach[],
  withoutOf: (reach: Reach) => readonly Filter[],
): Promise<void> {
  const requests = reaches.map((reach) => ({
    fill: reach.fill,
    count: reach.asked * growth,
    without: withoutOf(reach),
  }));
  const found = await candidates.find(requests);
  for (const [at, reach] of reaches.entries()) {
    reach.asked = requests[at]?.count ?? reach.asked;
    reach.found = found[at] ?? none;
  }
}

const none: Candidates = { rows: new Int32Array(0), scores: new Float64Array(0), areAll: true };

function offerAll(fill: ListFill, { rows, scores }: Candidates): void {
  for (let at = 0; at < rows.length && fill.missing > 0; at++) {
    fill.offer(rows[at] ?? -1, scores[at] ?? 0);
  }
}
