/** The boards of a shared catalog: kept in its replica on this machine, about products that the cluster has. */
import type { BoardStore, BoardsPort, KeptBoard } from '../../../core/boards/ports.ts';
import { createStoredBoards } from '../stored/storedBoards.ts';
import type { InTurn } from './inTurn.ts';
import type { SharedProducts } from './sharedProducts.ts';

export function createSharedBoards(
  boards: Pick<BoardStore, 'list' | 'get'>,
  products: Pick<SharedProducts, 'naming'>,
  inTurn: InTurn,
): BoardsPort {
  const on = (those: readonly (KeptBoard | null)[], others: readonly string[] = []): Promise<BoardsPort> => {
    const named = those.flatMap((board) => (board === null ? [] : [...board.liked, ...board.disliked]));
    return products.naming([...named, ...others]).then(createStoredBoards);
  };
  return {
    list: async () => (await on(boards.list())).list(),
    get: async (name) => (await on([boards.get(name)])).get(name),
    create: (name) => inTurn(async () => (await on([])).create(name)),
    rename: (name, to) => inTurn(async () => (await on([boards.get(name)])).rename(name, to)),
    remove: (name) => inTurn(async () => (await on([])).remove(name)),
    mark: (command) => inTurn(async () => (await on([boards.get(command.name)], command.ids)).mark(command)),
  };
}
