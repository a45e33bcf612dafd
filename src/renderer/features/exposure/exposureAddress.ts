/** Where it is shown how often products are recommended, and how that is counted. */
import type { Address, Place } from '../../shell/address.ts';
import { listTypeOptions, type OfferedType } from '../lists/listTypes.ts';

export interface ExposureAddress extends Address {
  readonly page: 'exposure';
  readonly type: OfferedType;
  /** How long the lists are. */
  readonly top: number;
  readonly mutualProximity: boolean;
  /** Whose values are told apart; null: none's. */
  readonly field: string | null;
}

export const mostTop = 200;
const usualTop = 10;

export const exposurePlace: Place<ExposureAddress> = {
  name: 'exposure',
  paths: ['exposure'],
  read: ({ view, product, params }) => ({
    page: 'exposure',
    view,
    product,
    type: listTypeOptions.find(({ value }) => value === params.get('type'))?.value ?? 'substitute',
    top: readTop(params.get('top')),
    mutualProximity: params.get('mutual') === 'yes',
    field: params.get('field'),
  }),
  write({ type, top, mutualProximity, field }, params) {
    if (type !== 'substitute') params.set('type', type);
    if (top !== usualTop) params.set('top', String(top));
    if (mutualProximity) params.set('mutual', 'yes');
    if (field !== null) params.set('field', field);
    return 'exposure';
  },
  enter: ({ view, product }, last) => ({
    page: 'exposure',
    type: last?.type ?? 'substitute',
    top: last?.top ?? usualTop,
    mutualProximity: last?.mutualProximity ?? false,
    field: last?.field ?? null,
    view,
    product,
  }),
};

function readTop(text: string | null): number {
  const top = Number(text ?? usualTop);
  return Number.isInteger(top) && top >= 1 && top <= mostTop ? top : usualTop;
}
