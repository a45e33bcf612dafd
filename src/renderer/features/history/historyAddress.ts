/** Where the imports of the catalog are looked at, and which of them. */
import type { Address, Arrival, Place } from '../../shell/address.ts';

export interface HistoryAddress extends Address {
  readonly page: 'imports';
  /** Null: the last one. */
  readonly number: number | null;
}

export const historyPlace: Place<HistoryAddress> = {
  name: 'imports',
  paths: ['imports'],
  read: ({ rest, view, product }) => historyOf({ view, product }, /^\d+$/.test(rest) ? Number(rest) : null),
  write: ({ number }) => (number === null ? 'imports' : `imports/${number}`),
  enter: (from) => historyOf(from, null),
};

export function historyOf({ view, product }: Arrival, number: number | null): HistoryAddress {
  return { page: 'imports', view, product, number };
}
