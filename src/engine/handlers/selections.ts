import { randomUUID } from 'node:crypto';
import type { Handlers } from '../../contract/contract.ts';
import type { selectionMethods } from '../../contract/selections.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function selectionHandlers(context: EngineContext): Handlers<keyof typeof selectionMethods> {
  const selections = () => requireCatalog(context).rows.selections;
  return {
    'selections.hold': (input) => {
      // A name that no earlier catalog gave either: an address may still hold one.
      const id = randomUUID();
      if ('ids' in input) return selections().hold(id, input.ids);
      selections().hold(id, requireCatalog(context).queries.ids(input.view));
      return selections().remove(id, input.except);
    },
    'selections.add': ({ id, ids }) => selections().add(id, ids),
    'selections.remove': ({ id, ids }) => selections().remove(id, ids),
    'selections.size': ({ id }) => selections().describe(id),
    'selections.release': ({ id }) => {
      selections().release(id);
      return {};
    },
  };
}
