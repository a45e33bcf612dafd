/** Dragging a product's picture out of the window, into another program: as the file that it is. */
import { asFailure } from '../../../../contract/failure.ts';
import { client, transport } from '../../../api/client.ts';
import { showToast } from '../../../shell/toasts.ts';

/** A browser would hand out an address instead of the file. */
export const canDragOut = transport.kind === 'electron';

/** The contract's limit on one drag. */
const most = 200;

export async function dragOut(ids: readonly string[]): Promise<void> {
  try {
    await client.call('host.startDrag', { ids: ids.slice(0, most) });
  } catch (thrown) {
    showToast(asFailure(thrown).message, { kind: 'error' });
  }
}
