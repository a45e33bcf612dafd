/** The boards of a catalog: products by any id of theirs. */
import type { Board } from '../../../contract/boards.ts';
import { Failure } from '../../../contract/failure.ts';
import type { BoardsPort, KeptBoard } from '../../../core/boards/ports.ts';
import { requireId } from '../../../core/search/queryVectors.ts';
import type { StoredCatalog } from './storedCatalog.ts';

/** Every change is made within the call: of two that are asked for one after the other, the first is made first. */
export function createStoredBoards({ rows, curation }: Pick<StoredCatalog, 'rows' | 'curation'>): BoardsPort {
  const { boards } = curation;
  const isThere = (id: string): boolean => rows.rowOf(id) !== undefined;

  function describe({ name, liked, disliked }: KeptBoard): Board {
    const resting = [...liked, ...disliked].filter((id) => !isThere(id));
    return { name, liked: [...liked], disliked: [...disliked], resting };
  }

  function requireBoard(name: string): Board {
    const board = boards.get(name);
    if (board === null) {
      throw new Failure(
        'not-found',
        `There is no board "${name}". Look at the list of boards, or like a product on it: that makes it.`,
      );
    }
    return describe(board);
  }

  function requireFree(name: string): void {
    if (boards.get(name) === null) return;
    throw new Failure('bad-input', `There is a board "${name}" already. Choose another name.`);
  }

  return {
    list: async () => boards.list().map(describe),
    get: async (name) => requireBoard(name),
    async create(name) {
      requireFree(name);
      boards.create(name);
      return requireBoard(name);
    },
    async rename(name, to) {
      requireBoard(name);
      if (name === to) return requireBoard(name);
      requireFree(to);
      boards.rename(name, to);
      return requireBoard(to);
    },
    async remove(name) {
      requireBoard(name);
      boards.remove(name);
    },
    async mark({ name, ids, opinion }) {
      const standing = new Set(opinion === null ? [...requireBoard(name).resting] : []);
      const ownIds = ids.map((id) => (standing.has(id) ? id : requireId({ rows }, id)));
      const marked = boards.mark({ name, ids: ownIds, opinion });
      return { ...marked, board: requireBoard(name) };
    },
  };
}
