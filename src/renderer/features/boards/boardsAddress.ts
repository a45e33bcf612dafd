/** Where boards are shown: which one. */
import type { View } from '../../../contract/products.ts';
import { type Address, decodePart, type Place } from '../../shell/address.ts';

export interface BoardsAddress extends Address {
  readonly page: 'boards';
  /** Null: the first there is. */
  readonly board: string | null;
}

export const boardsPlace: Place<BoardsAddress> = {
  name: 'boards',
  paths: ['boards'],
  read: ({ rest, view, product }) => boardAddress(view, rest === '' ? null : decodePart(rest), product),
  write: ({ board }) => (board === null ? 'boards' : `boards/${encodeURIComponent(board)}`),
  enter: ({ view }, last) => (last === null ? boardAddress(view, null) : { ...last, view }),
};

export function boardAddress(view: View, board: string | null, product: string | null = null): BoardsAddress {
  return { page: 'boards', view, board, product };
}
