import { createRandom } from '../map/random.ts';

const seed = 20_26;

/** Some of them, the same ones every time, in the order in which they were given; all where there are no more. */
export function drawSample<T>(all: readonly T[], count: number): T[] {
  if (count >= all.length) return [...all];
  const random = createRandom(seed);
  const places = Int32Array.from(all, (_, at) => at);
  for (let at = 0; at < count; at++) {
    const other = at + Math.floor(random() * (places.length - at));
    [places[at], places[other]] = [places[other] ?? 0, places[at] ?? 0];
  }
  return Array.from(places.subarray(0, count).toSorted(), (place) => all[place]).filter(
    (one) => one !== undefined,
  );
}
