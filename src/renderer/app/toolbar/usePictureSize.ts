import { useSettings } from '../../shell/settings.ts';

export const smallestThumbnailPx = 80;
export const largestThumbnailPx = 400;
const stepPx = 32;

/** Makes the pictures of the grids larger and smaller, by a step. */
export function usePictureSize(): { enlarge(): void; reduce(): void } {
  const [settings, change] = useSettings();

  function resize(by: number): void {
    const size = Math.min(largestThumbnailPx, Math.max(smallestThumbnailPx, settings.thumbnailSize + by));
    change({ thumbnailSize: size });
  }

  return { enlarge: () => resize(stepPx), reduce: () => resize(-stepPx) };
}
