import { showToast } from '../../shell/toasts.ts';
import type { Command, ListOwner } from '../search/deciding.ts';
import { obey } from '../search/decisions.ts';
import type { Compared } from './useCompared.ts';

/** Decides on a compared product in the list that one came from; where that cannot be, it is said why. */
export function decideOn(list: ListOwner | null, compared: Compared, command: Command): void {
  const { id, name, imageId, score } = compared;
  if (list === null)
    showToast('Decisions belong to the list of a product. Compare from its look-alikes, and decide here.');
  else if (id === list.id) showToast(`${name} cannot be in its own list.`);
  else if (imageId === null) showToast(`${name} has no picture, so it can be in no list.`);
  else void obey(list, [{ id, name, imageId, score: score ?? 0 }], command);
}
