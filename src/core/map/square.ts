/** From a layout's own coordinates to the square of the contract. */
import { mapEdge } from '../../contract/insight/map.ts';

/** x and y in turn, whole numbers over the square of the contract: as large as fits, in the middle, not stretched. */
export function fitToSquare(positions: ArrayLike<number>): Uint16Array {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < positions.length; i++) {
    const value = positions[i] ?? 0;
    low[i % 2] = Math.min(low[i % 2] ?? 0, value);
    high[i % 2] = Math.max(high[i % 2] ?? 0, value);
  }
  const middle = low.map((least, axis) => (least + (high[axis] ?? 0)) / 2);
  const span = Math.max(...low.map((least, axis) => (high[axis] ?? 0) - least));
  const scale = span > 0 ? mapEdge / span : 0;
  return Uint16Array.from(positions, (value, i) => {
    const place = Math.round(mapEdge / 2 + (value - (middle[i % 2] ?? 0)) * scale);
    return Math.min(mapEdge, Math.max(0, place));
  });
}
