/** The exact neighbour graph that layouts start from. */
import type { Failure } from '../../contract/failure.ts';
import type { Cancellation } from '../imports/ports.ts';
import type { NearestRequest, VectorIndex } from '../search/ports.ts';
import { mapCancelled } from './mapFailures.ts';
import type { NeighbourGraph } from './ports.ts';

interface PointRequest extends NearestRequest {
  readonly slots: readonly [number];
}

/**
 * The `k` nearest of these images to each of them, or all others where they are fewer; ties by slot.
 * @param slots of the images, each once
 * @param onDone told of every point that is done
 * @throws Failure `cancelled`
 * @returns null where one of the images left the index meanwhile
 */
export async function findNeighbourGraph(
  index: VectorIndex,
  slots: Uint32Array,
  k: number,
  signal: Cancellation,
  onDone: (points: number) => void,
  onFallback: (reason: Failure) => void,
): Promise<NeighbourGraph | null> {
  const count = slots.length;
  const kept = Math.min(k, count - 1);
  const allowed = new Uint8Array(index.slotCount);
  const pointAt = new Int32Array(index.slotCount);
  for (const [point, slot] of slots.entries()) {
    allowed[slot] = 1;
    pointAt[slot] = point;
  }
  const neighbours = new Int32Array(count * kept);
  const distances = new Float32Array(count * kept);

  function* requests(): Generator<PointRequest> {
    for (const slot of slots) yield { slots: [slot], k: kept + 1, allowed };
  }

  let point = 0;
  for await (const { request, neighbours: found } of index.nearestOfEach(requests(), 'cosine', onFallback)) {
    if (signal.aborted) throw mapCancelled();
    const [own] = request.slots;
    // Of many equal vectors its own need not be among the nearest.
    const others = (found[0] ?? []).filter(({ slot }) => slot !== own).slice(0, kept);
    if (others.length < kept) return null;
    for (const [at, { slot, distance }] of others.entries()) {
      neighbours[point * kept + at] = pointAt[slot] ?? 0;
      // Of vectors of length 1, from 1 − cosine.
      distances[point * kept + at] = Math.sqrt(Math.max(0, 2 * distance));
    }
    point++;
    onDone(point);
  }
  return { count, k: kept, neighbours, distances };
}
