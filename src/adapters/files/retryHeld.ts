/**
 * Windows refuses to rename over a file that another program has open, and virus scanners and indexers open every new
 * file for a moment: such a rename is tried again a few times. Elsewhere the same codes mean a real refusal.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { systemErrorCode } from './systemError.ts';

/** About a second in all; who holds a file for longer holds it for good. */
const delaysMs = [10, 20, 50, 100, 200, 300, 400];
const heldCodes = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** @throws what the last try throws */
export async function retryHeld(rename: () => Promise<void>, platform = process.platform): Promise<void> {
  for (const delayMs of delaysMs) {
    try {
      await rename();
      return;
    } catch (thrown) {
      if (!isHeld(thrown, platform)) throw thrown;
      await sleep(delayMs);
    }
  }
  await rename();
}

/** The same without a turn of the event loop: the thread sleeps meanwhile. */
export function retryHeldSync(rename: () => void, platform = process.platform): void {
  for (const delayMs of delaysMs) {
    try {
      rename();
      return;
    } catch (thrown) {
      if (!isHeld(thrown, platform)) throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs);
    }
  }
  rename();
}

function isHeld(thrown: unknown, platform: NodeJS.Platform): boolean {
  return platform === 'win32' && heldCodes.has(systemErrorCode(thrown));
}
