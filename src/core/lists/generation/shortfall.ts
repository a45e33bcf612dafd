/** Why places of lists stay empty: for each list the part of its rule without which it would gain the most. */
import type { Shortfall } from '../../../contract/generation.ts';
import { type FillSources, fillAlone } from './fillLists.ts';
import type { ListFill } from './listFill.ts';
import { type Condition, conditionsOf, type PlacedRule } from './rules.ts';

/** What a list without a part of its rule would gain, over all lists as they stand. */
interface Gain {
  readonly path: string;
  readonly gain: number;
}

/**
 * @param fills lists as they were filled; those with empty places are explained, in their order
 * @throws Failure as a search does
 */
export async function explainShortfall(
  sources: FillSources,
  fills: readonly ListFill[],
): Promise<Shortfall[]> {
  const { table } = sources.ground;
  const short = fills.filter(({ missing }) => missing > 0);
  const gains = new Map(short.map((fill): [ListFill, Gain[]] => [fill, []]));
  const conditions = new Map<PlacedRule, readonly Condition[]>();
  const trials: { fill: ListFill; path: string; trial: ListFill }[] = [];
  for (const fill of short) {
    if (!table.hasPicture(fill.row)) continue;
    const own = conditions.get(fill.rule) ?? conditionsOf(fill.rule);
    conditions.set(fill.rule, own);
    for (const { path, relaxed } of own) trials.push({ fill, path, trial: fill.copy(relaxed) });
    if (fill.rejected.length > 0) trials.push({ fill, path: 'rejected', trial: fill.copy(fill.rule, []) });
  }
  await fillAlone(
    { ...sources, order: null },
    trials.map(({ trial }) => trial),
  );
  for (const { fill, path, trial } of trials)
    gains.get(fill)?.push({ path, gain: fill.missing - trial.missing });
  const pictured = table.ids.reduce((sum, _, row) => sum + (table.hasPicture(row) ? 1 : 0), 0);
  return short.map((fill) => {
    const { path, gain } = bindingOf(fill, gains.get(fill) ?? [], pictured, table.hasPicture(fill.row));
    return { id: table.ids[fill.row] ?? '', missing: fill.missing, rule: path, gain };
  });
}

/** Of equal gains that of the part that stands first. */
function bindingOf(fill: ListFill, gains: readonly Gain[], pictured: number, hasPicture: boolean): Gain {
  if (!hasPicture) return { path: 'picture', gain: 0 };
  const [first, ...others] = gains;
  const areAllIn = fill.kept.length + fill.chosen.length + fill.rejected.length >= pictured - 1;
  if (first === undefined || (areAllIn && fill.rejected.length === 0)) return { path: 'products', gain: 0 };
  const best = others.reduce((most, one) => (one.gain > most.gain ? one : most), first);
  // Where no part alone makes a difference, several bind at once.
  return best.gain > 0 || fill.rule.place === null ? best : { path: `rules[${fill.rule.place}]`, gain: 0 };
}
