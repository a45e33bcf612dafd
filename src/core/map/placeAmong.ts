/** Places for what came after a layout was made. */
import type { Failure } from '../../contract/failure.ts';
import type { NearestRequest, VectorIndex } from '../search/ports.ts';

/** As many neighbours have a say in where a newcomer lies: an odd number, so that the median is one of theirs. */
const asked = 5;

/**
 * Where each newcomer lies: at the median, along each axis, of its nearest that were laid out (as openTSNE begins). A mean would
 * put what looks like two groups into the empty space between them.
 * @param placeOf x and y of a slot that was laid out
 * @returns x and y in turn; null for one that has left the index, or where nothing is left that was laid out
 */
export async function placeAmong(
  index: VectorIndex,
  newcomers: readonly number[],
  placeOf: ReadonlyMap<number, readonly [x: number, y: number]>,
  onFallback: (reason: Failure) => void,
): Promise<(readonly [x: number, y: number] | null)[]> {
  const allowed = new Uint8Array(index.slotCount);
  for (const slot of placeOf.keys()) allowed[slot] = 1;
  const requests: NearestRequest[] = newcomers.map((slot) => ({ slots: [slot], k: asked, allowed }));
  const places: (readonly [number, number] | null)[] = [];
  for await (const { neighbours } of index.nearestOfEach(requests, 'cosine', onFallback)) {
    const near = (neighbours[0] ?? []).flatMap(({ slot }) => {
      const place = placeOf.get(slot);
      return place === undefined ? [] : [place];
    });
    places.push(near.length === 0 ? null : [median(near.map(([x]) => x)), median(near.map(([, y]) => y))]);
  }
  return places;
}

/** Of an even number the lower one of the two in the middle. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}
