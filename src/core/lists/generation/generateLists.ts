/** Lists of many products by rules, around what was decided; nothing is kept here. */
import type { GenerationRules, Shortfall } from '../../../contract/generation.ts';
import type { ProductsPort, SelectionsPort } from '../../products/ports.ts';
import type { DecisionStore, GeneratedList } from '../ports.ts';
import { createCandidateSearch } from './candidateSearch.ts';
import { type FillSources, fillAlone, fillInOrder } from './fillLists.ts';
import { linkBack } from './linkBack.ts';
import { createListFill, type FillGround, type ListFill } from './listFill.ts';
import { measureSpreads, orderByMutualProximity, poolOf } from './mutualProximity.ts';
import { type CountedGround, findProductKinds, type ProductKinds } from './productKinds.ts';
import { type ProductTable, readProductTable } from './productTable.ts';
import { checkRules, fieldsOf, idsThatPass, type PlacedRule, placeRules, plainRule } from './rules.ts';
import type { SearchSources } from './searchAll.ts';
import { explainShortfall } from './shortfall.ts';
import { findVariantGroups } from './variantGroups.ts';

export interface GenerationSources extends SearchSources {
  readonly products: Pick<ProductsPort, 'check' | 'recordsOf' | 'ids'>;
  readonly selections: Pick<SelectionsPort, 'hold' | 'release'>;
  readonly decisions: DecisionStore;
  /** Lists of the type that stand already. */
  readonly standing: readonly GeneratedList[];
  /** Told how much is done, of how much. */
  tell(done: number, total: number): void;
}

export interface GenerationOrder {
  readonly rules: GenerationRules;
  readonly mutualProximity: boolean;
  /** Products that no list shows are linked back from those that they show. */
  readonly reverseLinks: boolean;
  /** All products', in the catalog's order. */
  readonly allIds: readonly string[];
  /** Those whose lists are made. */
  readonly ids: readonly string[];
}

export interface Generated {
  /** In the catalog's order. */
  readonly lists: readonly GeneratedList[];
  readonly kept: number;
  readonly full: number;
  /** Products that no list would show, but for reverse links. */
  readonly linked: number;
  readonly shortfall: readonly Shortfall[];
  readonly notes: readonly string[];
}

/** @throws Failure `bad-input` that names what cannot hold, `cancelled` */
export async function generateLists(sources: GenerationSources, order: GenerationOrder): Promise<Generated> {
  const { rules: asked, allIds } = order;
  const known = new Set(allIds);
  const notes = await checkRules(sources.products, asked, (id) => known.has(id));
  const rules = placeRules(asked.rules);
  const table = await readProductTable(sources, allIds, new Set(rules.flatMap(fieldsOf)));
  const ruleOf = await assignRules(sources.products, table, rules);
  const progress = countProgress(sources, order);
  const kinds = new Map<number | null, ProductKinds>();
  const ground: CountedGround = {
    table,
    exposure: new Uint32Array(allIds.length),
    variantGroups: rules.some(({ onePerVariantGroup }) => onePerVariantGroup)
      ? await findVariantGroups(sources, table, progress)
      : null,
    kinds,
  };
  const fills = startLists(sources, order, ground, ruleOf);
  countStanding(sources, ground, fills);
  const countKinds = async (): Promise<void> => {
    for (const rule of new Set(fills.map((fill) => fill.rule))) {
      const target = await idsThatPass(sources.products, rule.target);
      kinds.set(rule.place, findProductKinds(ground, rule, new Set(target)));
    }
  };
  await countKinds();
  const fillSources: FillSources = {
    ground,
    candidates: createCandidateSearch(sources, table, progress),
    selections: sources.selections,
    order: order.mutualProximity
      ? orderByMutualProximity(await measureSpreads(sources, table, progress), poolOf(asked.length))
      : null,
  };
  await fillAlone(
    fillSources,
    fills.filter(({ rule }) => rule.exposureCap === undefined),
  );
  await fillInOrder(fillSources, fills);
  const linked = order.reverseLinks ? await linkBack(fillSources, fills) : 0;
  if (linked > 0) await countKinds();
  return {
    lists: fills.map(({ row, rule, chosen }) => ({
      productId: table.ids[row] ?? '',
      rule: rule.place,
      entries: chosen.map((entry) => table.ids[entry] ?? ''),
    })),
    kept: fills.reduce((sum, { kept }) => sum + kept.length, 0),
    full: fills.reduce((sum, { missing }) => sum + (missing === 0 ? 1 : 0), 0),
    linked,
    shortfall: await explainShortfall({ ...sources, ...fillSources }, fills),
    notes: [...notes, ...idleRules(rules, fills)],
  };
}

/** The first rule whose source fits, by row. */
async function assignRules(
  products: Pick<ProductsPort, 'ids'>,
  table: ProductTable,
  rules: readonly PlacedRule[],
): Promise<readonly PlacedRule[]> {
  const assigned = table.ids.map(() => plainRule);
  for (const rule of rules.toReversed()) {
    if (rule.source.length === 0) {
      assigned.fill(rule);
      continue;
    }
    for (const id of await idsThatPass(products, rule.source)) {
      const row = table.rowOf(id);
      if (row !== undefined) assigned[row] = rule;
    }
  }
  return assigned;
}

/** In the catalog's order, with what was decided in its place. */
function startLists(
  { decisions }: GenerationSources,
  { ids, rules: { length } }: GenerationOrder,
  ground: FillGround,
  ruleOf: readonly PlacedRule[],
): ListFill[] {
  const { table } = ground;
  const rowsOf = (listed: readonly { readonly id: string }[]): number[] =>
    listed.flatMap(({ id }) => table.rowOf(id) ?? []);
  const rows = rowsOf(ids.map((id) => ({ id }))).sort((a, b) => a - b);
  return rows.map((row) => {
    const decided = decisions.decisionsOf(table.ids[row] ?? '');
    const kept = rowsOf(decided.filter(({ state }) => state !== 'rejected')).filter(table.hasPicture);
    const rejected = rowsOf(decided.filter(({ state }) => state === 'rejected'));
    const missing = Math.max(0, length - kept.length);
    return createListFill(ground, {
      row,
      rule: ruleOf[row] ?? plainRule,
      kept,
      chosen: [],
      rejected,
      missing,
    });
  });
}

/** What stands in lists whatever is generated now: decided entries, and lists of products that are not asked for. */
function countStanding(
  { decisions, standing }: GenerationSources,
  { table, exposure }: FillGround,
  fills: readonly ListFill[],
): void {
  const count = (row: number | undefined): void => {
    if (row !== undefined) exposure[row] = (exposure[row] ?? 0) + 1;
  };
  const made = new Set(fills.map(({ row }) => row));
  for (const { kept } of fills) for (const row of kept) count(row);
  for (const { productId, entries } of standing) {
    const row = table.rowOf(productId);
    if (row === undefined || made.has(row)) continue;
    const decided = new Set(decisions.decisionsOf(productId).map(({ id }) => id));
    for (const id of entries) if (!decided.has(id)) count(table.rowOf(id));
  }
  for (const [row, id] of table.ids.entries()) {
    if (made.has(row)) continue;
    for (const { id: other, state } of decisions.decisionsOf(id))
      if (state !== 'rejected') count(table.rowOf(other));
  }
}

/** Rules that make no list, and why. */
function idleRules(rules: readonly PlacedRule[], fills: readonly ListFill[]): string[] {
  const used = new Set(fills.map(({ rule }) => rule.place));
  return rules
    .filter(({ place }) => !used.has(place))
    .map(
      ({ place }) =>
        `Rule ${(place ?? 0) + 1}: it makes no list, because its source fits none of these products, or earlier rules fit all of them.`,
    );
}

/** Told after every list that was looked for. */
function countProgress({ tell }: GenerationSources, order: GenerationOrder): () => void {
  const { rules, mutualProximity, allIds, ids } = order;
  const looks = rules.rules.some(({ onePerVariantGroup }) => onePerVariantGroup) ? allIds.length : 0;
  const measures = mutualProximity ? allIds.length : 0;
  const total = ids.length + looks + measures;
  let done = 0;
  return () => {
    // Lists that did not fill at first are looked for again: the end is told by the job's own.
    done = Math.min(done + 1, total);
    tell(done, total);
  };
}
