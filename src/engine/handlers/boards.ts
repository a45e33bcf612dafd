import type { BoardProduct, boardMethods } from '../../contract/boards.ts';
import type { Handlers } from '../../contract/contract.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function boardHandlers(context: EngineContext): Handlers<keyof typeof boardMethods> {
  const boards = () => requireCatalog(context).boards;
  const tell = (): void => context.events.emit('boards.changed', {});

  async function describe(ids: readonly string[]): Promise<BoardProduct[]> {
    const records = await requireCatalog(context).products.recordsOf(ids, []);
    return ids.map((id, at) => {
      const record = records[at] ?? null;
      return {
        id,
        name: record?.name ?? id,
        imageId: record?.images[0]?.imageId ?? null,
        isResting: record === null,
      };
    });
  }

  return {
    'boards.list': async () => ({ boards: [...(await boards().list())] }),
    'boards.get': async ({ name }) => {
      const board = await boards().get(name);
      return { name, liked: await describe(board.liked), disliked: await describe(board.disliked) };
    },
    'boards.create': async ({ name }) => {
      const board = await boards().create(name);
      tell();
      return board;
    },
    'boards.rename': async ({ name, to }) => {
      const board = await boards().rename(name, to);
      tell();
      return board;
    },
    'boards.remove': async ({ name }) => {
      await boards().remove(name);
      tell();
      return {};
    },
    'boards.mark': async (command) => {
      const marked = await boards().mark(command);
      if (marked.changed > 0) tell();
      return marked;
    },
  };
}
