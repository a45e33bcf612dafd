/** Which image has which slot: dense numbers from 0, of which those of removed images stay empty. */

import { createImageIds, type PackedImageIds, type ReadImageIds } from '../../core/columns/imageIds.ts';

export interface Slots {
  /** Slots ever used. */
  readonly length: number;
  /** Images held. */
  readonly count: number;
  of(imageId: string): number | undefined;
  /** As in `VectorIndex`. */
  ofAll(images: ReadImageIds): Int32Array;
  imageAt(slot: number): string | undefined;
  isHeld(slot: number): boolean;
  /** Where the slot's vector is stored, 0 where that is not known. */
  keyOf(slot: number): number;
  setKey(slot: number, key: number): void;
  /** The image has its slot, or the next. @param key where its vector is stored, 0 where that is not known */
  take(imageId: string, key: number): void;
  drop(imageId: string): void;
  /** Those held and allowed, ascending; as it was given while nothing changes. */
  list(allowed: Uint8Array | null): Uint32Array;
  /** Stretches of slots without an empty one. */
  stretches(): Generator<[start: number, end: number]>;
  /** Of all images held, in order. */
  imageIds(): PackedImageIds;
  /** The same of `keyOf`. */
  keys(): Float64Array;
}

/** @param filled each named once */
export function createSlots(filled?: PackedImageIds, storedAt?: Float64Array): Slots {
  const images = createImageIds();
  if (filled !== undefined) images.append(filled);
  const empty = new Set<number>();
  let keys = storedAt ?? new Float64Array(images.length);
  let all: Uint32Array | null = null;
  /** By mask: many searches share one. */
  let byMask = new WeakMap<Uint8Array, Uint32Array>();

  function noteChange(): void {
    all = null;
    byMask = new WeakMap();
  }

  const isHeld = (slot: number): boolean => slot >= 0 && slot < images.length && !empty.has(slot);

  function of(imageId: string): number | undefined {
    const slot = images.first(imageId);
    return slot < 0 ? undefined : slot;
  }

  function list(allowed: Uint8Array | null): Uint32Array {
    const known = allowed === null ? all : byMask.get(allowed);
    if (known != null) return known;
    const listed = new Uint32Array(images.length - empty.size);
    const end = Math.min(images.length, allowed?.length ?? images.length);
    let count = 0;
    for (let slot = 0; slot < end; slot++) {
      if ((allowed === null || allowed[slot] !== 0) && isHeld(slot)) listed[count++] = slot;
    }
    const found = listed.subarray(0, count);
    if (allowed === null) all = found;
    else byMask.set(allowed, found.slice());
    return found;
  }

  return {
    get length() {
      return images.length;
    },
    get count() {
      return images.length - empty.size;
    },
    of,
    ofAll(asked) {
      const slots = new Int32Array(asked.length);
      // Images mostly come in the order of the slots, and comparing two ids is faster than finding one.
      let likely = 0;
      for (let number = 0; number < slots.length; number++) {
        const slot = images.isSame(likely, asked, number) ? likely : images.firstSame(asked, number);
        slots[number] = slot;
        if (slot >= 0) likely = slot + 1;
      }
      return slots;
    },
    imageAt: (slot) => (isHeld(slot) ? images.at(slot) : undefined),
    isHeld,
    keyOf: (slot) => keys[slot] ?? 0,
    setKey(slot, key) {
      keys[slot] = key;
    },
    take(imageId, key) {
      noteChange();
      const slot = of(imageId) ?? images.length;
      if (slot >= keys.length) {
        const larger = new Float64Array(Math.max(1024, 2 * keys.length));
        larger.set(keys);
        keys = larger;
      }
      keys[slot] = key;
      if (slot === images.length) images.set(slot, imageId);
    },
    drop(imageId) {
      const slot = of(imageId);
      if (slot === undefined) return;
      noteChange();
      empty.add(slot);
      images.clear(slot);
    },
    list,
    *stretches() {
      let start = 0;
      for (let slot = 0; slot <= images.length; slot++) {
        if (isHeld(slot)) continue;
        if (slot > start) yield [start, slot];
        start = slot + 1;
      }
    },
    imageIds: () => images.pack(list(null)),
    keys: () => Float64Array.from(list(null), (slot) => keys[slot] ?? 0),
  };
}
