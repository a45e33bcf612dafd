import { showToast } from './toasts.ts';

/**
 * Whether keys may act on what is shown, which they may not on that of another subject.
 * @param isOfAnother as `useIsOfAnother` tells it
 * @param awaited said where they may not: what is on its way, and what to do
 */
export function mayActOnShown(isOfAnother: boolean, awaited: string): boolean {
  if (isOfAnother) showToast(awaited);
  return !isOfAnother;
}
