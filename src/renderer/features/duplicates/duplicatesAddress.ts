/** Where duplicates are reviewed: what is looked for, which group is seen, and by which rule one of it is kept. */
import {
  type DuplicateMode,
  duplicateModeSchema,
  type KeepRule,
  keepRuleSchema,
} from '../../../contract/insight/duplicates.ts';
import type { Address, Place } from '../../shell/address.ts';

/** Its `product` is the one that is kept by hand; one that is not in the group says nothing. */
export interface DuplicatesAddress extends Address {
  readonly page: 'duplicates';
  /** Null: what was looked for last. */
  readonly mode: DuplicateMode | null;
  /** Scores from 0 to 1; null: the usual ones. */
  readonly min: number | null;
  readonly max: number | null;
  readonly rule: KeepRule;
  /** Place of the group among those that are open, from 0. */
  readonly at: number;
}

const usualRule: KeepRule = 'resolution';

export const duplicatesPlace: Place<DuplicatesAddress> = {
  name: 'duplicates',
  paths: ['duplicates'],
  read: ({ view, product, params }) => ({
    page: 'duplicates',
    view,
    product,
    mode: duplicateModeSchema.safeParse(params.get('mode')).data ?? null,
    min: readScore(params.get('min')),
    max: readScore(params.get('max')),
    rule: keepRuleSchema.safeParse(params.get('keep')).data ?? usualRule,
    at: readPlace(params.get('group')),
  }),
  write({ mode, min, max, rule, at }, params) {
    if (mode !== null) params.set('mode', mode);
    if (min !== null) params.set('min', String(min));
    if (max !== null) params.set('max', String(max));
    if (rule !== usualRule) params.set('keep', rule);
    if (at !== 0) params.set('group', String(at + 1));
    return 'duplicates';
  },
  enter: ({ view, product }, last) => ({
    page: 'duplicates',
    mode: last?.mode ?? null,
    min: last?.min ?? null,
    max: last?.max ?? null,
    rule: last?.rule ?? usualRule,
    at: last?.at ?? 0,
    view,
    product,
  }),
};

export function isDuplicates(address: Address): address is DuplicatesAddress {
  return address.page === duplicatesPlace.name;
}

function readScore(text: string | null): number | null {
  return text !== null && /^(0(\.\d{1,4})?|1)$/.test(text) ? Number(text) : null;
}

/** From 1 in the address. */
function readPlace(text: string | null): number {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) - 1 : 0;
}
