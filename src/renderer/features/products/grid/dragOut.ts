/** Dragging a product's picture out of the window, into another program: as the file that it is. */
import { asFailure } from '../../../../contract/failure.ts';
import { client, transport } from '../../../api/client.ts';
import { showToast } from '../../../shell/toasts.ts';

/** A browser would hand out an address instead of the file. */
export const canDragOut = transport.kind === 'electron';

/** The contract's limit on one drag. */
const most = 200;

let isUnderWay = false;

/** Whether what is dragged over the window came from it. */
export function isDraggedOut(): boolean {
  return isUnderWay;
}

/** From the page's own drag, which was prevented: the pointer is still held. */
export async function dragOut(ids: readonly string[]): Promise<void> {
  const release = new AbortController();
  window.addEventListener('pointerup', () => release.abort(), { signal: release.signal });
  try {
    await client.call('host.prepareDrag', { ids: ids.slice(0, most) });
    if (release.signal.aborted) return;
    isUnderWay = true;
    // While the system drags, the page hears of no pointer.
    window.addEventListener('pointermove', endWhenReleased);
    await client.call('host.startDrag', {});
  } catch (thrown) {
    end();
    showToast(asFailure(thrown).message, { kind: 'error' });
  } finally {
    release.abort();
  }
}

function endWhenReleased(event: PointerEvent): void {
  if (event.buttons === 0) end();
}

function end(): void {
  isUnderWay = false;
  window.removeEventListener('pointermove', endWhenReleased);
}
