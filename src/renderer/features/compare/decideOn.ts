import { queryClient } from '../../api/queries.ts';
import { callQuery } from '../../api/useCall.ts';
import { showToast } from '../../shell/toasts.ts';
import type { Command, ListOwner } from '../search/deciding.ts';
import { obey } from '../search/decisions.ts';
import type { Compared } from './useCompared.ts';

/** Decides on a compared product in the list that one came from; where that cannot be, it is said why. */
export async function decideOn(list: ListOwner | null, compared: Compared, command: Command): Promise<void> {
  const { id, score } = compared;
  const { name, imageId } = await whenKnown(compared);
  if (list === null)
    showToast('Decisions belong to the list of a product. Compare from its look-alikes, and decide here.');
  else if (id === list.id) showToast(`${name} cannot be in its own list.`);
  else if (imageId === null) showToast(`${name} has no picture, so it can be in no list.`);
  else await obey(list, [{ id, name, imageId, score: score ?? 0 }], command);
}

/** Who decides as soon as a product is in sight need not wait until all of it is here. */
async function whenKnown(compared: Compared): Promise<Pick<Compared, 'name' | 'imageId'>> {
  const { id, imageId, product, failure } = compared;
  if (imageId !== null || product !== null || failure !== null) return compared;
  try {
    const found = await queryClient.ensureQueryData(callQuery('products.get', { id }));
    return { name: found.name || id, imageId: found.imageId };
  } catch {
    // The page says what is wrong with it.
    return compared;
  }
}
