/** Where metadata is repaired: which suggestions are shown, and which of them is seen. */
import {
  type SuggestionKind,
  suggestionKindSchema,
  usualConfidence,
} from '../../../contract/insight/repair.ts';
import type { Address, Place } from '../../shell/address.ts';

export interface RepairAddress extends Address {
  readonly page: 'repair';
  /** Null: suggestions of all fields. */
  readonly field: string | null;
  /** Null: both kinds. */
  readonly kind: SuggestionKind | null;
  /** From which confidence on, from 0 to 1. */
  readonly min: number;
  /** Place of the suggestion among those shown, from 0. */
  readonly at: number;
}

export const repairPlace: Place<RepairAddress> = {
  name: 'repair',
  paths: ['repair'],
  read: ({ view, product, params }) => ({
    page: 'repair',
    view,
    product,
    field: params.get('of') || null,
    kind: suggestionKindSchema.safeParse(params.get('kind')).data ?? null,
    min: readShare(params.get('from')),
    at: readPlace(params.get('suggestion')),
  }),
  write({ field, kind, min, at }, params) {
    if (field !== null) params.set('of', field);
    if (kind !== null) params.set('kind', kind);
    if (min !== usualConfidence) params.set('from', String(min));
    if (at !== 0) params.set('suggestion', String(at + 1));
    return 'repair';
  },
  enter: ({ view, product }, last) => ({
    page: 'repair',
    field: last?.field ?? null,
    kind: last?.kind ?? null,
    min: last?.min ?? usualConfidence,
    at: last?.at ?? 0,
    view,
    product,
  }),
};

export function isRepair(address: Address): address is RepairAddress {
  return address.page === repairPlace.name;
}

function readShare(text: string | null): number {
  return text !== null && /^(0(\.\d{1,4})?|1)$/.test(text) ? Number(text) : usualConfidence;
}

/** From 1 in the address. */
function readPlace(text: string | null): number {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) - 1 : 0;
}
