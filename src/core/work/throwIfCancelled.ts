import { Failure } from '../../contract/failure.ts';
import type { Cancellation } from '../imports/ports.ts';

/** @throws Failure `cancelled` */
export function throwIfCancelled(signal: Cancellation): void {
  if (signal.aborted) throw new Failure('cancelled', 'It was cancelled; nothing was changed.');
}
