/** How sharp pictures are: what is between neighbouring pixels when both are seen in one size. */
import type { Pixels } from '../../compare/difference/findDifference.ts';

/** The mean step from a pixel to the mean of its four neighbours, of 255; a picture that was enlarged has little of it. */
export function measureSharpness({ width, height, data }: Pixels): number {
  const light = new Float32Array(width * height);
  for (let at = 0; at < light.length; at++) {
    const from = at * 4;
    light[at] = 0.299 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.114 * (data[from + 2] ?? 0);
  }
  let sum = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const beside = (light[at - 1] ?? 0) + (light[at + 1] ?? 0);
      const upright = (light[at - width] ?? 0) + (light[at + width] ?? 0);
      sum += Math.abs((light[at] ?? 0) - (beside + upright) / 4);
    }
  }
  return sum / Math.max(1, (width - 2) * (height - 2));
}

/** The sharpest is 1; all are 1 where none has any detail. */
export function shareOfSharpest(measured: readonly number[]): number[] {
  const most = Math.max(...measured);
  return measured.map((each) => (most > 0 ? each / most : 1));
}
