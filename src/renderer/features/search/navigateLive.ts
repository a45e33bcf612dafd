/** Goes along with a slider: one gesture is one step of the history. */
import type { Address } from '../../shell/address.ts';
import { navigate } from '../../shell/navigation.ts';

/** Changes that follow each other sooner belong to one gesture. */
const gestureMs = 1000;

let lastMs = Number.NEGATIVE_INFINITY;

export function navigateLive<A extends Address>(target: A): void {
  const now = performance.now();
  navigate(target, { replace: now - lastMs < gestureMs });
  lastMs = now;
}
