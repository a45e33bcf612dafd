/** Products that a rule cannot tell apart, counted together: what keeps a place empty is a matter of kinds, not of single pictures. */
import type { FillGround } from './listFill.ts';
import { fieldsOf, type PlacedRule } from './rules.ts';

export interface ProductKind {
  /** The code of its value, by field. */
  readonly codes: ReadonlyMap<string, number>;
  readonly isTarget: boolean;
  readonly isExcluded: boolean;
  /** Of products that look nearly the same; null: it is like no other, or the rule does not ask. */
  readonly group: number | null;
  /** Products with a picture that another list may still show, and those that are in as many as the rule allows. */
  readonly open: number;
  readonly full: number;
}

export interface ProductKinds {
  readonly all: readonly ProductKind[];
  /** Of a product by its row; undefined without a picture. */
  kindOf(row: number): ProductKind | undefined;
  /** Whether it is in as many lists as the rule allows. */
  isFull(row: number): boolean;
  /** To be told after the product came into one more list. */
  noteShown(row: number): void;
}

/** Where it can be counted what a list may yet take. */
export interface CountedGround extends FillGround {
  /** By the rule's place: of every rule that makes a list. */
  readonly kinds: ReadonlyMap<number | null, ProductKinds>;
}

/** @param target ids of the products that the rule's target lets in */
export function findProductKinds(
  { table, exposure, variantGroups }: FillGround,
  rule: PlacedRule,
  target: ReadonlySet<string>,
): ProductKinds {
  const columns = fieldsOf(rule).map((field) => ({ field, column: table.column(field) }));
  const excluded = new Set(rule.exclude);
  const groups = rule.onePerVariantGroup && variantGroups !== null ? variantGroups : null;
  const members = new Map<number, number>();
  for (const group of groups ?? []) members.set(group, (members.get(group) ?? 0) + 1);
  const cap = rule.exposureCap ?? Number.POSITIVE_INFINITY;
  const isFull = (row: number): boolean => (exposure[row] ?? 0) >= cap;

  const placeOf = new Int32Array(table.ids.length).fill(-1);
  const places = new Map<string, number>();
  const all: (ProductKind & { open: number; full: number })[] = [];
  for (const [row, id] of table.ids.entries()) {
    if (!table.hasPicture(row)) continue;
    const group = groups?.[row] ?? -1;
    const known = {
      isTarget: target.has(id),
      isExcluded: excluded.has(id),
      group: (members.get(group) ?? 0) > 1 ? group : null,
    };
    const codes = columns.map(({ column }) => column.codeAt(row));
    const key = [...codes, ...Object.values(known)].join('/');
    let place = places.get(key);
    if (place === undefined) {
      const byField = new Map(columns.map(({ field }, at) => [field, codes[at] ?? 0]));
      place = all.push({ ...known, codes: byField, open: 0, full: 0 }) - 1;
      places.set(key, place);
    }
    placeOf[row] = place;
    const kind = all[place];
    if (kind !== undefined) kind[isFull(row) ? 'full' : 'open']++;
  }
  return {
    all,
    kindOf: (row) => all[placeOf[row] ?? -1],
    isFull,
    noteShown(row) {
      const kind = all[placeOf[row] ?? -1];
      if (kind === undefined || exposure[row] !== cap) return;
      kind.open--;
      kind.full++;
    },
  };
}
