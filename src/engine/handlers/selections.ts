import type { Handlers } from '../../contract/contract.ts';
import type { selectionMethods } from '../../contract/selections.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function selectionHandlers(context: EngineContext): Handlers<keyof typeof selectionMethods> {
  const selections = () => requireCatalog(context).selections;
  return {
    'selections.hold': (input) =>
      'ids' in input ? selections().hold(input.ids) : selections().holdView(input.view, input.except),
    'selections.add': ({ id, ids }) => selections().add(id, ids),
    'selections.remove': ({ id, ids }) => selections().remove(id, ids),
    'selections.size': ({ id }) => selections().describe(id),
    'selections.release': async ({ id }) => {
      await selections().release(id);
      return {};
    },
  };
}
