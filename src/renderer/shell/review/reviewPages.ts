/** Where a review is: at one of what is open, of which a page is listed at a time. */
import { useEffect, useEffectEvent } from 'react';
import { formatCount } from '../../components/format.ts';
import { announce, showToast } from '../toasts.ts';

export const reviewPageLength = 50;

/** Of the page that a place is on. */
export const pageOffset = (at: number): number => Math.floor(at / reviewPageLength) * reviewPageLength;

/** @param total null while it is not known, or may be that of another choice */
export function useStayWithin(at: number, total: number | null, onAt: (at: number) => void): void {
  const goBack = useEffectEvent(onAt);
  // The last one was decided, or there are fewer since the address was made.
  useEffect(() => {
    if (total !== null && at > 0 && at >= total) goBack(Math.max(0, total - 1));
  }, [at, total]);
}

export interface ReviewSteps {
  goTo(at: number): void;
  goOn(by: 1 | -1): void;
}

/** @param thing one of what is open: "suggestion" */
export function reviewSteps(
  thing: string,
  at: number,
  total: number | null,
  onAt: (at: number) => void,
): ReviewSteps {
  function goTo(next: number): void {
    onAt(next);
    const name = thing.charAt(0).toUpperCase() + thing.slice(1);
    announce(`${name} ${formatCount(next + 1)} of ${formatCount(total ?? 0)}`);
  }
  return {
    goTo,
    goOn(by) {
      if (total === null || total === 0) return;
      const next = at + by;
      if (next < 0) showToast(`This is the first ${thing}.`);
      else if (next >= total && at === 0) showToast(`This is the only ${thing}.`);
      // After the last one the first comes again.
      else goTo(next % total);
    },
  };
}
