/** Where boards and users are shown: which one. */
import type { View } from '../../../contract/products.ts';
import { type Address, decodePart, type Place } from '../../shell/address.ts';

export interface BoardsAddress extends Address {
  readonly page: 'boards';
  /** Null: the first there is, unless it is a user that is shown. */
  readonly board: string | null;
  readonly user: string | null;
}

export const boardsPlace: Place<BoardsAddress> = {
  name: 'boards',
  paths: ['boards', 'users'],
  read({ path, rest, view, product }) {
    const name = rest === '' ? null : decodePart(rest);
    const shown = path === 'users' ? { board: null, user: name } : { board: name, user: null };
    return { page: 'boards', view, product, ...shown };
  },
  write({ board, user }) {
    if (user !== null) return `users/${encodeURIComponent(user)}`;
    return board === null ? 'boards' : `boards/${encodeURIComponent(board)}`;
  },
  enter: ({ view }, last) => (last === null ? boardAddress(view, null) : { ...last, view }),
};

export function boardAddress(view: View, board: string | null): BoardsAddress {
  return { page: 'boards', view, product: null, board, user: null };
}

export function userAddress(view: View, user: string): BoardsAddress {
  return { page: 'boards', view, product: null, board: null, user };
}
