/** Which products are held out while a map is learned, and asked for their nearest then. */
import { createRandom } from '../map/random.ts';

export const foldCount = 5;
/** Of each product's nearest so many are looked at. */
export const nearestCount = 5;
/** Of each part: more would tell a gain more precisely than anyone needs. */
const mostQueries = 800;

export interface HeldOut {
  /** The part of each point: it is held out of the map of that part. */
  readonly folds: Uint8Array;
  /** Points whose nearest are looked for among the others of their part. */
  readonly queries: Uint32Array;
}

/** The same for the same number of points. */
export function holdOut(points: number): HeldOut {
  const random = createRandom(points);
  const order = Uint32Array.from({ length: points }, (_, point) => point);
  for (let last = points - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const moved = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = moved;
  }
  const folds = new Uint8Array(points);
  for (const [place, point] of order.entries()) folds[point] = place % foldCount;
  return { folds, queries: order.subarray(0, foldCount * mostQueries) };
}
