/** What is done with lists as a whole: said to be done or not, and the next one found. */
import { mostDoneAtOnce } from '../../../contract/queue.ts';
import { client } from '../../api/client.ts';
import { formatCounted } from '../../components/format.ts';
import { navigate, textOf } from '../../shell/navigation.ts';
import { openPaneThere } from '../../shell/panes/openPaneThere.ts';
import { showToast, tellFailure } from '../../shell/toasts.ts';
import { offerUndo } from '../lists/offerUndo.ts';
import { viewInOrder } from '../search/list/queueOrder.ts';
import { listOf, lookAlikesPlace } from '../search/lookAlikesAddress.ts';
import type { QueueAddress } from './queueAddress.ts';

export async function setDone(ids: readonly string[], type: string, isDone: boolean): Promise<void> {
  if (ids.length > mostDoneAtOnce) {
    const what = `${formatCounted(ids.length, 'product')} are selected`;
    showToast(`${what}. Select at most ${formatCounted(mostDoneAtOnce, 'product')} at once.`, {
      kind: 'error',
    });
    return;
  }
  try {
    const { changed, begun } = await client.call('queue.setDoneAll', { ids: [...ids], type, isDone });
    const lacking =
      begun === 0
        ? ''
        : ` ${formatCounted(begun, 'list counts', 'lists count')} as begun all the same: something chosen is gone or sold out.`;
    if (changed === 0) showToast(`Nothing was changed: so it was already.${lacking}`);
    else {
      await offerUndo({
        operation: isDone ? 'finish' : 'reopen',
        done: `${formatCounted(changed, 'list')} ${isDone ? 'done' : 'not done any more'}.${lacking}`,
        takenBack: 'The lists are as they were.',
      });
    }
  } catch (thrown) {
    tellFailure('The lists were left as they were.', thrown);
  }
}

/** Goes to a product's list: its look-alikes, with the list beside them. */
export function curate(address: QueueAddress, id: string): void {
  const { view, type, order } = address;
  openPaneThere('list');
  const from = lookAlikesPlace.enter({ view, product: id }, null);
  if (from !== null) navigate(listOf({ ...from, type, order, above: textOf(address) }, id));
}

/** The next list of the library's view that is not done, in the order of the queue, after the product with the focus. */
export async function curateNext(address: QueueAddress): Promise<void> {
  const { type, product, order } = address;
  const view = viewInOrder(address.view, type, order);
  try {
    const { id } = await client.call('queue.next', { type, view, after: product });
    if (id === null) showToast('All other lists of this view are done.');
    else curate(address, id);
  } catch (thrown) {
    tellFailure('The next list was not found.', thrown);
  }
}
