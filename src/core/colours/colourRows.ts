/** The colours of an index's pictures in memory: 99 bytes each, so 4 MB at 44,000. */
import type { VectorIndex } from '../search/ports.ts';
import { coloursLength } from './drawColours.ts';
import type { ColourRows, StoredColours } from './ports.ts';

export interface ColourFacts {
  /** Those stored behind a key, in the order of their keys. */
  after(key: number): Iterable<StoredColours>;
  /** Pictures of which nothing can be read. */
  readonly unreadable: ReadonlySet<string>;
}

export function createColourRows(index: VectorIndex, { after, unreadable }: ColourFacts): ColourRows {
  let bytes = new Uint8Array(0);
  /** By which a row's bytes have the norm 1; 0 for one without colours. */
  let scales = new Float64Array(0);
  let isKnown = new Uint8Array(0);
  let known = 0;
  let lastKey = 0;
  let state = '';

  /** A picture that joined the index may have been stored long before: all are read again. */
  function beginAnew(): void {
    bytes = new Uint8Array(index.slotCount * coloursLength);
    scales = new Float64Array(index.slotCount);
    isKnown = new Uint8Array(index.slotCount);
    known = 0;
    lastKey = 0;
  }

  function take(imageId: string, colours: Uint8Array | null): void {
    const slot = index.slotOf(imageId);
    if (slot === undefined) return;
    if (isKnown[slot] !== 1) known++;
    isKnown[slot] = 1;
    if (colours === null) return;
    bytes.set(colours.subarray(0, coloursLength), slot * coloursLength);
    scales[slot] = scaleOf(colours);
  }

  function follow(): number {
    const now = `${index.slotCount} ${index.count}`;
    if (state !== now) beginAnew();
    state = now;
    for (const { key, imageId, colours } of after(lastKey)) {
      take(imageId, colours);
      lastKey = key;
    }
    for (const imageId of unreadable) take(imageId, null);
    return index.count - known;
  }

  return {
    follow,
    unknown() {
      if (follow() === 0) return [];
      const slots = Array.from(isKnown.keys()).filter((slot) => isKnown[slot] !== 1);
      return slots.flatMap((slot) => index.imageAt(slot) ?? []);
    },
    at(slot) {
      const row = bytes.subarray(slot * coloursLength, (slot + 1) * coloursLength);
      return Float32Array.from(row, (byte) => byte * (scales[slot] ?? 0));
    },
    multiply(colours) {
      const products = new Float64Array(scales.length);
      const query = Float64Array.from(colours);
      for (let slot = 0; slot < products.length; slot++) {
        const first = slot * coloursLength;
        // Two sums: an addition then need not wait for the one before it.
        let even = 0;
        let odd = 0;
        for (let i = 0; i < coloursLength; i += 2) {
          even += (bytes[first + i] ?? 0) * (query[i] ?? 0);
          odd += (bytes[first + i + 1] ?? 0) * (query[i + 1] ?? 0);
        }
        products[slot] = (even + odd) * (scales[slot] ?? 0);
      }
      return products;
    },
  };
}

/** L2-normalised; zeros for nothing. */
export function normaliseColours(colours: Uint8Array | undefined): Float32Array {
  if (colours === undefined) return new Float32Array(coloursLength);
  const scale = scaleOf(colours);
  return Float32Array.from(colours, (byte) => byte * scale);
}

function scaleOf(colours: Uint8Array): number {
  let squares = 0;
  for (const byte of colours) squares += byte * byte;
  return squares === 0 ? 0 : 1 / Math.sqrt(squares);
}
