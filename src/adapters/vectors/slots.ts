/** Which image has which slot: dense numbers from 0, of which those of removed images stay empty. */

export interface Slots {
  /** Slots ever used. */
  readonly length: number;
  /** Images held. */
  readonly count: number;
  of(imageId: string): number | undefined;
  imageAt(slot: number): string | undefined;
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
  imageIds(): string[];
  /** Of all images held, in order. */
  keys(): Float64Array;
}

export function createSlots(imageIds: readonly string[], storedAt?: Float64Array): Slots {
  const images: (string | undefined)[] = [...imageIds];
  const slots = new Map<string, number>();
  images.forEach((imageId, slot) => {
    if (imageId !== undefined) slots.set(imageId, slot);
  });
  let keys = storedAt ?? new Float64Array(imageIds.length);
  let all: Uint32Array | null = null;
  /** By mask: many searches share one. */
  let byMask = new WeakMap<Uint8Array, Uint32Array>();

  function noteChange(): void {
    all = null;
    byMask = new WeakMap();
  }

  function list(allowed: Uint8Array | null): Uint32Array {
    const known = allowed === null ? all : byMask.get(allowed);
    if (known != null) return known;
    const listed = new Uint32Array(slots.size);
    const end = Math.min(images.length, allowed?.length ?? images.length);
    let count = 0;
    for (let slot = 0; slot < end; slot++) {
      if (images[slot] !== undefined && (allowed === null || allowed[slot] !== 0)) listed[count++] = slot;
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
      return slots.size;
    },
    of: (imageId) => slots.get(imageId),
    imageAt: (slot) => images[slot],
    keyOf: (slot) => keys[slot] ?? 0,
    setKey(slot, key) {
      keys[slot] = key;
    },
    take(imageId, key) {
      noteChange();
      const slot = slots.get(imageId) ?? images.length;
      if (slot >= keys.length) {
        const larger = new Float64Array(Math.max(1024, 2 * keys.length));
        larger.set(keys);
        keys = larger;
      }
      keys[slot] = key;
      slots.set(imageId, slot);
      images[slot] = imageId;
    },
    drop(imageId) {
      const slot = slots.get(imageId);
      if (slot === undefined) return;
      noteChange();
      slots.delete(imageId);
      images[slot] = undefined;
    },
    list,
    *stretches() {
      let start = 0;
      for (let slot = 0; slot <= images.length; slot++) {
        if (images[slot] !== undefined) continue;
        if (slot > start) yield [start, slot];
        start = slot + 1;
      }
    },
    imageIds: () => images.filter((imageId) => imageId !== undefined),
    keys: () => Float64Array.from(list(null), (slot) => keys[slot] ?? 0),
  };
}
