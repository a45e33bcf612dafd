/** One list while it is being made: what its rule still lets in, candidate by candidate. */
import type { Filter } from '../../../contract/products.ts';
import type { ProductTable } from './productTable.ts';
import type { PlacedRule } from './rules.ts';

/** What lists are made over, and compete for. */
export interface FillGround {
  readonly table: ProductTable;
  /** By row: in how many lists of the type it is. */
  readonly exposure: Uint32Array;
  /** By row: the group of products that look nearly the same; null where no rule asks. */
  readonly variantGroups: Int32Array | null;
}

export interface ListFill {
  /** Of the product whose list it is. */
  readonly row: number;
  readonly rule: PlacedRule;
  /** Rows of what was decided and stays, and of what was chosen, in order. */
  readonly kept: readonly number[];
  readonly chosen: number[];
  /** Rows of rejected products. */
  readonly rejected: readonly number[];
  /** Empty places. */
  missing: number;
  /** Takes the candidate, the next in order, where the rule lets it in. */
  offer(candidate: number, score: number): void;
  /** What can be in it no more, as filters: values of which it has its share. */
  saturated(): Filter[];
  /** The same as it stands, to see how far candidates would reach. */
  copy(change?: Partial<Pick<ListStart, 'rule' | 'rejected' | 'missing'>>): ListFill;
}

export interface ListStart {
  readonly row: number;
  readonly rule: PlacedRule;
  readonly kept: readonly number[];
  readonly chosen: readonly number[];
  readonly rejected: readonly number[];
  readonly missing: number;
}

export function createListFill(ground: FillGround, start: ListStart): ListFill {
  const { table, exposure, variantGroups } = ground;
  const { row, rule, kept, rejected } = start;
  const isIn = new Set<number>([row, ...kept]);
  const chosen: number[] = [];
  const caps = Object.entries(rule.atMostPer).map(([field, most]) => ({
    field,
    most,
    column: table.column(field),
    counts: new Map<number, number>(),
  }));
  const differing = rule.different
    .map((field) => ({ column: table.column(field), own: table.column(field).codeAt(row) }))
    .filter(({ own }) => own !== 0);
  const groups = new Set<number>();

  function count(entry: number): void {
    for (const { column, counts } of caps) {
      const code = column.codeAt(entry);
      if (code !== 0) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    const group = variantGroups?.[entry];
    if (rule.onePerVariantGroup && group !== undefined) groups.add(group);
  }

  function take(entry: number): void {
    isIn.add(entry);
    chosen.push(entry);
    count(entry);
  }

  function admits(candidate: number, score: number): boolean {
    if (isIn.has(candidate)) return false;
    if (rule.minScore !== undefined && score < rule.minScore) return false;
    if (rule.exposureCap !== undefined && (exposure[candidate] ?? 0) >= rule.exposureCap) return false;
    if (differing.some(({ column, own }) => column.codeAt(candidate) === own)) return false;
    if (caps.some(({ column, counts, most }) => (counts.get(column.codeAt(candidate)) ?? 0) >= most))
      return false;
    const group = variantGroups?.[candidate];
    return !rule.onePerVariantGroup || group === undefined || !groups.has(group);
  }

  for (const entry of kept) count(entry);
  for (const entry of start.chosen) take(entry);

  const fill: ListFill = {
    row,
    rule,
    kept,
    chosen,
    rejected,
    missing: start.missing,
    offer(candidate, score) {
      if (fill.missing === 0 || !admits(candidate, score)) return;
      take(candidate);
      fill.missing--;
    },
    saturated: () =>
      caps.flatMap(({ field, column, counts, most }): Filter[] => {
        const values = [...counts]
          .filter(([, used]) => used >= most)
          .map(([code]) => column.values[code] ?? '');
        return values.length === 0 ? [] : [{ field, values: values.sort() }];
      }),
    copy: (change) =>
      createListFill(ground, { row, rule, kept, chosen, rejected, missing: fill.missing, ...change }),
  };
  return fill;
}
