/** Where the catalog is seen in numbers, and which two fields are set against each other. */
import type { Address, Place } from '../../shell/address.ts';

export interface ChartsAddress extends Address {
  readonly page: 'insight';
  /** Null: the first two that make a table to look at. */
  readonly cross: { readonly field: string; readonly by: string } | null;
}

export const chartsPlace: Place<ChartsAddress> = {
  name: 'insight',
  paths: ['insight'],
  read({ view, product, params }) {
    const [field, by] = [params.get('field'), params.get('by')];
    return { page: 'insight', view, product, cross: field === null || by === null ? null : { field, by } };
  },
  write({ cross }, params) {
    if (cross !== null) {
      params.set('field', cross.field);
      params.set('by', cross.by);
    }
    return 'insight';
  },
  enter: ({ view, product }, last) => ({ page: 'insight', view, product, cross: last?.cross ?? null }),
};
