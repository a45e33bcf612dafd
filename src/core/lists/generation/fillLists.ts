/** Fills lists from their nearest candidates, and looks farther only for those that did not fill. */
import type { Filter } from '../../../contract/products.ts';
import type { SelectionsPort } from '../../products/ports.ts';
import type { CandidateSearch, Candidates } from './candidateSearch.ts';
import type { ListFill } from './listFill.ts';
import type { CandidateOrder } from './mutualProximity.ts';
import { countRoom } from './partGains.ts';
import type { CountedGround } from './productKinds.ts';

export interface FillSources {
  readonly ground: CountedGround;
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
  /** Empty places when it was last asked. */
  missing: number;
}

/** Candidates asked for at first, per empty place: what is left out by anything but filters has its share. */
const spareWithCaps = 4;
const growth = 4;
/** Holding the full products anew costs about as much as so many searches. */
const searchesPerRenewal = 50;

/** Fills lists that take nothing from each other: exposure stands as it is. */
export async function fillAlone(sources: FillSources, fills: readonly ListFill[]): Promise<void> {
  const full = createFullFilters(sources);
  try {
    let open = await reachFirst(sources, fills, full);
    for (;;) {
      for (const reach of open) offerAll(reach.fill, reach.found);
      open = open.filter((reach) => isOpen(sources, reach));
      if (open.length === 0) return;
      await reachFarther(sources, open, full);
    }
  } finally {
    await full.renew();
  }
}

/**
 * Fills lists in their order, each one's entries counted before the next one is filled.
 * @param fills of all products, in the catalog's order; those whose rule has no exposure cap are filled already
 */
export async function fillInOrder(sources: FillSources, fills: readonly ListFill[]): Promise<void> {
  const { exposure, kinds } = sources.ground;
  const capped = fills.filter(({ rule }) => rule.exposureCap !== undefined);
  const full = createFullFilters(sources);
  try {
    const reaches = new Map((await reachFirst(sources, capped, null)).map((reach) => [reach.fill, reach]));
    let searches = 0;
    for (const fill of fills) {
      const reach = reaches.get(fill);
      if (reach !== undefined) {
        offerAll(fill, reach.found);
        while (isOpen(sources, reach)) {
          // Nothing came in: what was found may have become full meanwhile.
          if (fill.missing === reach.missing || ++searches % searchesPerRenewal === 0) await full.renew();
          await reachFarther(sources, [reach], full);
          offerAll(fill, reach.found);
        }
      }
      for (const row of fill.chosen) {
        exposure[row] = (exposure[row] ?? 0) + 1;
        for (const each of kinds.values()) each.noteShown(row);
      }
    }
  } finally {
    await full.renew();
  }
}

function isOpen({ ground }: FillSources, { fill, found }: Reach): boolean {
  return fill.missing > 0 && !found.areAll && countRoom(ground, fill) > 0;
}

/** Filters that products pass which are in as many lists as a cap allows, held as selections; none where there are none. */
interface FullFilters {
  /** As it was when first asked: what became full since passes only once it is renewed. */
  of(exposureCap: number | undefined): Promise<readonly Filter[]>;
  /** Gives back what is held. */
  renew(): Promise<void>;
}

function createFullFilters({ ground: { table, exposure }, selections }: FillSources): FullFilters {
  const byCap = new Map<number, readonly Filter[]>();
  return {
    async of(exposureCap) {
      if (exposureCap === undefined) return [];
      const known = byCap.get(exposureCap);
      if (known !== undefined) return known;
      const full = table.ids.filter((_, row) => (exposure[row] ?? 0) >= exposureCap);
      const filters: Filter[] =
        full.length === 0 ? [] : [{ kind: 'selection', id: (await selections.hold(full)).id }];
      byCap.set(exposureCap, filters);
      return filters;
    },
    async renew() {
      const held = [...byCap.values()].flat();
      byCap.clear();
      for (const filter of held) if (filter.kind === 'selection') await selections.release(filter.id);
    },
  };
}

/** @param full null: full products are found too */
async function reachFirst(
  sources: FillSources,
  fills: readonly ListFill[],
  full: FullFilters | null,
): Promise<Reach[]> {
  const requests = [];
  for (const fill of fills) {
    if (fill.missing === 0) continue;
    const count = Math.max(firstCount(fill), sources.order?.pool ?? 0);
    requests.push({ fill, count, without: (await full?.of(fill.rule.exposureCap)) ?? [] });
  }
  const found = await sources.candidates.find(requests);
  return requests.map(({ fill, count }, at) => {
    const candidates = found[at] ?? none;
    return {
      fill,
      asked: count,
      found: sources.order?.arrange(fill.row, candidates) ?? candidates,
      missing: fill.missing,
    };
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

/**
 * Looks for what a list as it stands may take yet: what is full or has its share in it is let in no more, so a few more of the
 * others do, and only where none of those came in it is asked for more at once.
 */
async function reachFarther(
  { candidates }: FillSources,
  reaches: readonly Reach[],
  full: FullFilters,
): Promise<void> {
  const requests = [];
  for (const reach of reaches) {
    const { fill } = reach;
    const cameIn = fill.missing < reach.missing;
    reach.asked = cameIn ? firstCount(fill) : reach.asked * growth;
    reach.missing = fill.missing;
    const without = [...(await full.of(fill.rule.exposureCap)), ...fill.saturated()];
    requests.push({ fill, count: reach.asked, without });
  }
  const found = await candidates.find(requests);
  for (const [at, reach] of reaches.entries()) reach.found = found[at] ?? none;
}

const none: Candidates = { rows: new Int32Array(0), scores: new Float64Array(0), areAll: true };

function offerAll(fill: ListFill, { rows, scores }: Candidates): void {
  for (let at = 0; at < rows.length && fill.missing > 0; at++) {
    fill.offer(rows[at] ?? -1, scores[at] ?? 0);
  }
}
