import type { BenchListeners } from './benchOrder.ts';
import type { BenchPlace } from './benchPlace.ts';

/** Draws a sample to measure with; the same every time. @returns its folder */
export function drawImages(
  place: BenchPlace,
  count: number,
  onStep: BenchListeners['onStep'],
): Promise<string> {
  onStep(`Drawing ${count} images`);
  return place.withEngine(async (engine) => {
    const { folder } = await engine.call('catalogs.drawSample', {
      folder: place.path('drawn'),
      count,
      seed: 1,
    });
    return folder;
  });
}
