/** What is chosen in the sheet, in the words of the contract and in a sentence. */
import type { Input } from '../../../../contract/contract.ts';
import type { GenerationRules } from '../../../../contract/generation.ts';
import { nameOfValue } from '../../products/facets/filterWords.ts';
import { fieldName } from '../../products/fieldName.ts';
import type { OfferedType } from '../listTypes.ts';

export interface PlanCondition {
  readonly field: string;
  readonly value: string;
}

/** Empty fields and zeros stand for what is not asked. */
export interface PlanRule {
  /** Tells rules apart while they are edited. */
  readonly key: number;
  readonly source: readonly PlanCondition[];
  readonly target: readonly PlanCondition[];
  readonly same: readonly string[];
  readonly different: readonly string[];
  readonly capField: string;
  readonly capMost: number;
  readonly onePerVariantGroup: boolean;
  /** Per cent. */
  readonly minScore: number;
  readonly exposureCap: number;
}

export interface GenerationPlan {
  readonly type: OfferedType;
  readonly length: number;
  readonly mutualProximity: boolean;
  readonly rules: readonly PlanRule[];
}

export function emptyRule(key: number): PlanRule {
  return {
    key,
    source: [],
    target: [],
    same: [],
    different: [],
    capField: '',
    capMost: 2,
    onePerVariantGroup: false,
    minScore: 0,
    exposureCap: 0,
  };
}

export function toOrder({ type, length, rules }: GenerationPlan): Input<'lists.generate'>['order'] {
  return { type, length, rules: rules.map(toRule) };
}

function toRule(rule: PlanRule): GenerationRules['rules'][number] {
  return {
    source: toFilters(rule.source),
    target: toFilters(rule.target),
    same: [...rule.same],
    different: [...rule.different],
    atMostPer: rule.capField === '' ? {} : { [rule.capField]: rule.capMost },
    onePerVariantGroup: rule.onePerVariantGroup,
    exclude: [],
    ...(rule.minScore > 0 && { minScore: rule.minScore / 100 }),
    ...(rule.exposureCap > 0 && { exposureCap: rule.exposureCap }),
  };
}

/** Values of one field are alternatives, fields are conditions. */
function toFilters(conditions: readonly PlanCondition[]): { field: string; values: string[] }[] {
  const byField = new Map<string, string[]>();
  for (const { field, value } of conditions) byField.set(field, [...(byField.get(field) ?? []), value]);
  return [...byField].map(([field, values]) => ({ field, values }));
}

/** "Shirts get Trousers of the same gender, at most 2 per brand". */
export function ruleInWords(rule: PlanRule): string {
  const parts = [
    `${nameConditions(rule.source, 'All products')} get ${nameConditions(rule.target, 'products')}`,
    ...(rule.same.length > 0 ? [`of the same ${nameFields(rule.same)}`] : []),
    ...(rule.different.length > 0 ? [`of another ${nameFields(rule.different)}`] : []),
  ];
  const limits = [
    ...(rule.capField === '' ? [] : [`at most ${rule.capMost} per ${nameFields([rule.capField])}`]),
    ...(rule.onePerVariantGroup ? ['one of nearly identical ones'] : []),
    ...(rule.minScore > 0 ? [`at least ${rule.minScore} % alike`] : []),
    ...(rule.exposureCap > 0 ? [`none in more than ${rule.exposureCap} lists`] : []),
  ];
  return [parts.join(' '), ...limits].join(', ');
}

function nameConditions(conditions: readonly PlanCondition[], all: string): string {
  return conditions.length === 0 ? all : conditions.map(({ value }) => nameOfValue(value)).join(' or ');
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
