/** What is chosen in the sheet, in the words of the contract and in a sentence. */
import type { Input } from '../../../../contract/contract.ts';
import type { GenerationRules } from '../../../../contract/generation.ts';
import { type Filter, isValueFilter } from '../../../../contract/products.ts';
import type { Bounds } from '../../../../contract/scalars.ts';
import { formatCounted } from '../../../components/format.ts';
import { nameOfFilter, nameOfValue } from '../../products/facets/filterWords.ts';
import { fieldName } from '../../products/fieldName.ts';
import type { OfferedType } from '../listTypes.ts';

/** A field with one of its values, any at all (null), or within bounds; words; or products themselves. */
export type PlanCondition =
  | { readonly field: string; readonly value: string | null }
  | { readonly field: string; readonly range: Bounds }
  /** Of a field, or of names and ids (null). */
  | { readonly field: string | null; readonly text: string }
  /** As they are typed. */
  | { readonly ids: string }
  | { readonly isSelected: true };

/** How many entries may share a value of the field. */
export interface PlanShare {
  readonly field: string;
  readonly most: number;
}

/** Empty fields and zeros stand for what is not asked. */
export interface PlanRule {
  /** Tells rules apart while they are edited. */
  readonly key: number;
  readonly source: readonly PlanCondition[];
  readonly target: readonly PlanCondition[];
  readonly same: readonly string[];
  readonly different: readonly string[];
  /** Each of another field. */
  readonly shares: readonly PlanShare[];
  readonly onePerVariantGroup: boolean;
  /** Per cent. */
  readonly minScore: number;
  readonly exposureCap: number;
  /** Ids, as they are typed. */
  readonly exclude: string;
}

export interface GenerationPlan {
  readonly type: OfferedType;
  readonly length: number;
  readonly mutualProximity: boolean;
  readonly reverseLinks: boolean;
  readonly rules: readonly PlanRule[];
}

export function emptyRule(key: number): PlanRule {
  return {
    key,
    source: [],
    target: [],
    same: [],
    different: [],
    shares: [],
    onePerVariantGroup: false,
    minScore: 0,
    exposureCap: 0,
    exclude: '',
  };
}

/** @param selected the selected products; null where none are */
export function toOrder(
  { type, length, rules }: GenerationPlan,
  selected: Filter | null,
): Input<'lists.generate'>['order'] {
  return { type, length, rules: rules.map((rule) => toRule(rule, selected)) };
}

/** Whether a rule is about the selected products. */
export function asksForSelection({ rules }: GenerationPlan): boolean {
  return rules.some(({ source, target }) => [...source, ...target].some((each) => 'isSelected' in each));
}

function toRule(rule: PlanRule, selected: Filter | null): GenerationRules['rules'][number] {
  return {
    source: toFilters(rule.source, selected),
    target: toFilters(rule.target, selected),
    same: [...rule.same],
    different: [...rule.different],
    atMostPer: Object.fromEntries(rule.shares.map(({ field, most }) => [field, most])),
    onePerVariantGroup: rule.onePerVariantGroup,
    exclude: readIds(rule.exclude),
    ...(rule.minScore > 0 && { minScore: rule.minScore / 100 }),
    ...(rule.exposureCap > 0 && { exposureCap: rule.exposureCap }),
  };
}

/** Ids between commas or on lines of their own, each once. */
export function readIds(typed: string): string[] {
  const ids = typed.split(/[,\n]/).map((id) => id.trim());
  return [...new Set(ids)].filter((id) => id !== '');
}

/** The ids with more of them, as they would be typed. */
export function addIds(typed: string, more: readonly string[]): string {
  return [...new Set([...readIds(typed), ...more])].join(', ');
}

/** The rules with one of them a place earlier (-1) or later (1), where there is such a place. */
export function moveRule(rules: readonly PlanRule[], key: number, by: -1 | 1): readonly PlanRule[] {
  const from = rules.findIndex((rule) => rule.key === key);
  const [rule, other] = [rules[from], rules[from + by]];
  if (rule === undefined || other === undefined) return rules;
  return rules.map((each) => (each === rule ? other : each === other ? rule : each));
}

/** Values of one field are alternatives, all else are conditions; what is not filled in is none. */
function toFilters(conditions: readonly PlanCondition[], selected: Filter | null): Filter[] {
  const byField = new Map<string, string[]>();
  const others: Filter[] = [];
  for (const condition of conditions) {
    if ('isSelected' in condition) others.push(...(selected === null ? [] : [selected]));
    else if ('ids' in condition) {
      const ids = readIds(condition.ids);
      if (ids.length > 0) others.push({ kind: 'ids', ids });
    } else if ('text' in condition) {
      const { field, text } = condition;
      if (text.trim() !== '') others.push({ kind: 'text', text, ...(field !== null && { field }) });
    } else if ('range' in condition) {
      const { field, range } = condition;
      if (!isOpen(range)) others.push({ kind: 'range', field, ...range });
    } else if (condition.value === null) others.push({ kind: 'has', field: condition.field });
    else byField.set(condition.field, [...(byField.get(condition.field) ?? []), condition.value]);
  }
  return [...[...byField].map(([field, values]) => ({ field, values })), ...others];
}

function isOpen({ min, max }: Bounds): boolean {
  return min === undefined && max === undefined;
}

/** "Shirts get Trousers of the same gender, at most 2 per brand and 3 per colour, without 2 products". */
export function ruleInWords(rule: PlanRule): string {
  const parts = [
    `${nameConditions(rule.source, 'All products', 'Selected products')} get ${nameConditions(rule.target, 'any products', 'selected products')}`,
    ...(rule.same.length > 0 ? [`of the same ${nameFields(rule.same)}`] : []),
    ...(rule.different.length > 0 ? [`of another ${nameFields(rule.different)}`] : []),
  ];
  const limits = [
    ...(rule.shares.length === 0
      ? []
      : [
          `at most ${rule.shares.map(({ field, most }) => `${most} per ${nameFields([field])}`).join(' and ')}`,
        ]),
    ...(rule.onePerVariantGroup ? ['one of nearly identical ones'] : []),
    ...(rule.minScore > 0 ? [`at least ${rule.minScore}\u00a0% alike`] : []),
    ...(rule.exposureCap > 0 ? [`none in more than ${rule.exposureCap} lists`] : []),
  ];
  const excluded = readIds(rule.exclude).length;
  const without = excluded === 0 ? [] : [`without ${formatCounted(excluded, 'product')}`];
  return [parts.join(' '), ...limits, ...without].join(', ');
}

/** Stands for the selection in words, before the engine holds it. */
const someSelection: Filter = { kind: 'selection', id: 'selected' };

function nameConditions(conditions: readonly PlanCondition[], all: string, selected: string): string {
  const asked = toFilters(conditions, someSelection);
  if (asked.length === 0) return all;
  return asked
    .map((filter) => {
      if (filter.kind === 'selection') return selected;
      return isValueFilter(filter) ? filter.values.map(nameOfValue).join(' or ') : nameOfFilter(filter);
    })
    .join(' and ');
}

function nameFields(fields: readonly string[]): string {
  return fields.map((field) => fieldName(field).toLowerCase()).join(' and ');
}

/** What a rule of the shortfall is called: "Rule 1: at most so many per Base colour". */
export function shortfallInWords(rule: string): string {
  const special: Readonly<Record<string, string>> = {
    products: 'The catalog has no more products',
    picture: 'The product has no usable picture',
    rejected: 'You rejected others',
  };
  const [, place, part, field = ''] = /^rules\[(\d+)\](?:\.([a-zA-Z]+))?(?:\.(.+))?$/.exec(rule) ?? [];
  if (place === undefined) return special[rule] ?? rule;
  return `Rule ${Number(place) + 1}: ${nameOfPart(part, field)}`;
}

function nameOfPart(part: string | undefined, field: string): string {
  const its = fieldName(field).toLowerCase();
  switch (part) {
    case 'target':
      return 'which products may be in the list';
    case 'same':
      return `the same ${its}`;
    case 'different':
      return `another ${its}`;
    case 'atMostPer':
      return `at most so many per ${its}`;
    case 'onePerVariantGroup':
      return 'one of nearly identical ones';
    case 'minScore':
      return 'how alike they must be';
    case 'exclude':
      return 'excluded products';
    case 'exposureCap':
      return 'in how many lists a product may be';
    default:
      return 'several parts at once';
  }
}
