/** Which places of so many hold what was asked for last, by slot: lists in arrays, since a Map's order takes as long as comparing two vectors. */

const none = -1;

export interface LastUsed {
  /** The place of a slot, now the one that was used last; −1 where it has none. */
  use(slot: number): number;
  /** The place for a slot that has none: a free one, or that of what was used longest ago. */
  next(): number;
  /** Gives that place to a slot. */
  give(place: number, slot: number): void;
  clear(): void;
}

/** @param capacity of places, at least 2 */
export function trackLastUsed(capacity: number): LastUsed {
  /** By slot. */
  let places = new Int32Array(0);
  /** By place: its slot, and who was used right before and after it. */
  const slots = new Int32Array(capacity).fill(none);
  const earlier = new Int32Array(capacity);
  const later = new Int32Array(capacity);
  let taken = 0;
  let first = none;
  let last = none;

  function unlink(place: number): void {
    const before = earlier[place] ?? none;
    const after = later[place] ?? none;
    if (before === none) first = after;
    else later[before] = after;
    if (after === none) last = before;
    else earlier[after] = before;
  }

  function append(place: number): void {
    earlier[place] = last;
    later[place] = none;
    if (last === none) first = place;
    else later[last] = place;
    last = place;
  }

  function reserve(count: number): void {
    if (count <= places.length) return;
    const larger = new Int32Array(Math.max(count, 2 * places.length, capacity)).fill(none);
    larger.set(places);
    places = larger;
  }

  return {
    use(slot) {
      const place = places[slot] ?? none;
      if (place !== none && place !== last) {
        unlink(place);
        append(place);
      }
      return place;
    },
    next: () => (taken < capacity ? taken : first),
    give(place, slot) {
      if (place === taken) taken++;
      else {
        places[slots[place] ?? 0] = none;
        unlink(place);
      }
      reserve(slot + 1);
      places[slot] = place;
      slots[place] = slot;
      append(place);
    },
    clear() {
      places.fill(none);
      taken = 0;
      first = none;
      last = none;
    },
  };
}
