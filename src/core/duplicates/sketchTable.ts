/** Sketches of many pictures in memory that threads share: a byte per number, a quarter of what it takes to compare them. */
import type { KeptSketch } from './ports.ts';
import { sketchLength } from './sketch.ts';

export interface SketchTable {
  /** `sketchLength` of each picture. */
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** Width and height of each, in pixels. */
  readonly sizes: Uint32Array<SharedArrayBuffer>;
}

export function makeSketchTable(pictures: number): SketchTable {
  return {
    bytes: new Uint8Array(new SharedArrayBuffer(pictures * sketchLength)),
    sizes: new Uint32Array(new SharedArrayBuffer(pictures * 2 * Uint32Array.BYTES_PER_ELEMENT)),
  };
}

export function putSketch(
  { bytes, sizes }: SketchTable,
  place: number,
  { sketch, width, height }: KeptSketch,
): void {
  bytes.set(sketch.subarray(0, sketchLength), place * sketchLength);
  sizes.set([width, height], 2 * place);
}

/** In the table's own memory. */
export function keptAt({ bytes, sizes }: SketchTable, place: number): KeptSketch {
  const [width = 0, height = 0] = sizes.subarray(2 * place, 2 * place + 2);
  return { sketch: bytes.subarray(place * sketchLength, (place + 1) * sketchLength), width, height };
}
