/** Rules before they are applied: whether they can hold, in which order they are tried, and what each consists of. */
import { Failure } from '../../../contract/failure.ts';
import { type GenerationRules, type Rule, ruleSchema } from '../../../contract/generation.ts';
import { type Filter, fieldOfFilter } from '../../../contract/products.ts';
import { allOf } from '../../products/allOf.ts';
import type { ProductReader, ProductsPort } from '../../products/ports.ts';

export interface PlacedRule extends Rule {
  /** Among the rules asked for, from 0; null: no rule fits, and the nearest look-alikes are the list. */
  readonly place: number | null;
}

/** One thing that a rule asks. */
export type RulePart =
  | { readonly name: 'target' | 'onePerVariantGroup' | 'minScore' | 'exclude' | 'exposureCap' }
  | { readonly name: 'same' | 'different' | 'atMostPer'; readonly field: string };

export interface Condition {
  readonly part: RulePart;
  /** As in the rules: "rules[0].same.gender". */
  readonly path: string;
  /** The rule without it. */
  readonly relaxed: PlacedRule;
}

/** The list of a product that no rule fits. */
export const plainRule: PlacedRule = { ...ruleSchema.parse({}), place: null };

/** In the order in which they are tried. */
export function placeRules(rules: readonly Rule[]): PlacedRule[] {
  const priorityOf = ({ priority }: Rule): number => priority ?? Number.POSITIVE_INFINITY;
  return rules
    .map((rule, place) => ({ ...rule, place }))
    .sort((a, b) => (priorityOf(a) === priorityOf(b) ? a.place - b.place : priorityOf(a) - priorityOf(b)));
}

/** @throws Failure `bad-input` for a filter that cannot be */
export function idsThatPass(
  products: Pick<ProductsPort, 'ids'>,
  where: readonly Filter[],
): Promise<readonly string[]> {
  return products.ids(allOf([...where]));
}

/** Every field that the rule compares values of. */
export function fieldsOf({ same, different, atMostPer }: Rule): string[] {
  return [...new Set([...same, ...different, ...Object.keys(atMostPer)])];
}

export function conditionsOf(rule: PlacedRule): Condition[] {
  const { target, same, different, atMostPer, onePerVariantGroup, minScore, exclude, exposureCap } = rule;
  const conditions: Condition[] = [];
  const add = (part: RulePart, change: Partial<Rule>): void => {
    const path = `rules[${rule.place}].${part.name}${'field' in part ? `.${part.field}` : ''}`;
    conditions.push({ part, path, relaxed: { ...rule, ...change } });
  };
  if (target.length > 0) add({ name: 'target' }, { target: [] });
  for (const field of same) add({ name: 'same', field }, { same: without(same, field) });
  for (const field of different) add({ name: 'different', field }, { different: without(different, field) });
  for (const field of Object.keys(atMostPer)) {
    const { [field]: _, ...others } = atMostPer;
    add({ name: 'atMostPer', field }, { atMostPer: others });
  }
  if (onePerVariantGroup) add({ name: 'onePerVariantGroup' }, { onePerVariantGroup: false });
  if (minScore !== undefined) add({ name: 'minScore' }, { minScore: undefined });
  if (exclude.length > 0) add({ name: 'exclude' }, { exclude: [] });
  if (exposureCap !== undefined) add({ name: 'exposureCap' }, { exposureCap: undefined });
  return conditions;
}

function without(fields: readonly string[], field: string): string[] {
  return fields.filter((other) => other !== field);
}

/**
 * @param knows whether the catalog has a product
 * @returns what is asked for and has no effect, by rule
 * @throws Failure `bad-input` that names, by rule, all that cannot hold
 */
export async function checkRules(
  products: Pick<ProductReader, 'check'>,
  { rules }: GenerationRules,
  knows: (id: string) => boolean,
): Promise<string[]> {
  const problems: string[] = [];
  const notes: string[] = [];
  for (const [index, rule] of rules.entries()) {
    const name = `Rule ${index + 1}`;
    for (const problem of await problemsOf(products, rule)) problems.push(`${name}: ${problem}`);
    const unknown = rule.exclude.filter((id) => !knows(id));
    if (unknown.length > 0) {
      const named = unknown.slice(0, idsNamed).join(', ');
      const more = unknown.length > idsNamed ? ` and ${unknown.length - idsNamed} more` : '';
      notes.push(`${name}: it excludes products that this catalog does not have: ${named}${more}.`);
    }
  }
  if (problems.length > 0) {
    throw new Failure('bad-input', `${problems.join(' ')} Nothing was generated: correct the rules.`);
  }
  return notes;
}

/** Ids that a note names. */
const idsNamed = 5;

async function problemsOf(products: Pick<ProductReader, 'check'>, rule: Rule): Promise<string[]> {
  const problems: string[] = [];
  for (const field of rule.same)
    if (rule.different.includes(field))
      problems.push(`"${field}" is to be the same and different at once; no product can be both.`);
  const filters = [...rule.source, ...rule.target].map((filter) => ({
    field: fieldOfFilter(filter),
    check: () => products.check([filter], []),
  }));
  const fields = fieldsOf(rule).map((field) => ({ field, check: () => products.check([], [field]) }));
  const told = new Set<string>();
  for (const { check } of [...filters, ...fields]) {
    try {
      await check();
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      if (!told.has(thrown.message)) problems.push(thrown.message);
      told.add(thrown.message);
    }
  }
  return problems;
}
