/** The window's size in CSS pixels, followed as it changes: at twice the zoom it is half as large. */
import { useSyncExternalStore } from 'react';

export function useWindowWidth(): number {
  return useSyncExternalStore(follow, () => window.innerWidth);
}

/** Rendered anew only where the window gets smaller, or not any more, than one of the limits. */
export function useIsSmallerThan({ width = 0, height = 0 }: { width?: number; height?: number }): boolean {
  return useSyncExternalStore(follow, () => window.innerWidth < width || window.innerHeight < height);
}

function follow(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}
