/** Which slots' vectors a file of copies has, and where. */
import type { OpenVectors, VectorRoom, VectorsFile } from './cache/vectorsFile.ts';
import { type CopyPlaces, emptyPlaces, noPlace } from './copyPlaces.ts';

export interface VectorCopies {
  /** Null before there is one. */
  readonly file: VectorsFile | null;
  /** Places that the file has, also of vectors that are gone. */
  readonly length: number;
  /** Slots whose vectors it has. */
  readonly count: number;
  has(slot: number): boolean;
  /** The file has the vector that is stored for the slot now. */
  note(slot: number, place: number, sum: number): void;
  /** The vector is another, or gone. */
  forget(slot: number): void;
  /** Another file, which has none of them yet. */
  begin(file: VectorsFile): void;
  /** Of these slots, in their order. */
  placesOf(slots: Uint32Array): CopyPlaces;
  /** The file may be open until what is answered is called, once, and what runs then has ended: who asks again at once need not open it anew. */
  hold(): () => void;
  /** While it is held, or still open. @returns false where the file does not have it */
  copy(slot: number, into: VectorRoom): boolean;
}

export function createVectorCopies(
  first: VectorsFile | null = null,
  { places: firstPlaces, sums: firstSums } = emptyPlaces(0),
): VectorCopies {
  let file = first;
  let places = firstPlaces;
  let sums = firstSums;
  let length = 0;
  let count = 0;
  for (const place of places) {
    if (place === noPlace) continue;
    length = Math.max(length, place + 1);
    count++;
  }
  let opened: OpenVectors | null = null;
  let holders = 0;

  function reserve(count: number): void {
    if (count <= places.length) return;
    const larger = emptyPlaces(Math.max(count, 1024, 2 * places.length));
    larger.places.set(places);
    larger.sums.set(sums);
    ({ places, sums } = larger);
  }

  function close(): void {
    opened?.close();
    opened = null;
  }

  function closeUnheld(): void {
    if (holders === 0) close();
  }

  const placeOf = (slot: number): number => places[slot] ?? noPlace;

  function forget(slot: number): void {
    if (placeOf(slot) === noPlace) return;
    places[slot] = noPlace;
    count--;
  }

  return {
    get file() {
      return file;
    },
    get length() {
      return length;
    },
    get count() {
      return count;
    },
    has: (slot) => placeOf(slot) !== noPlace,
    note(slot, place, sum) {
      reserve(slot + 1);
      if (placeOf(slot) === noPlace) count++;
      places[slot] = place;
      sums[slot] = sum;
      length = Math.max(length, place + 1);
    },
    forget,
    begin(next) {
      close();
      file = next;
      places.fill(noPlace);
      length = 0;
      count = 0;
    },
    placesOf: (slots) => ({
      places: Uint32Array.from(slots, placeOf),
      sums: Uint32Array.from(slots, (slot) => sums[slot] ?? 0),
    }),
    hold() {
      holders++;
      return () => {
        holders--;
        if (holders === 0) setImmediate(closeUnheld);
      };
    },
    copy(slot, into) {
      const place = placeOf(slot);
      if (place === noPlace || file === null || (holders === 0 && opened === null)) return false;
      opened ??= file.open();
      if (opened?.copy(place, sums[slot] ?? 0, into) === true) return true;
      // Written anew with the next that are missing.
      forget(slot);
      return false;
    },
  };
}
