/** What is kept of a picture to find its copies: a small, softened lightness plane and two coarse planes of colour. */

/** Edge of the lightness plane. */
export const sketchEdge = 32;
/** Edge of each plane of colour. */
export const colourEdge = 8;

export const lightLength = sketchEdge * sketchEdge;
export const colourLength = colourEdge * colourEdge;
export const sketchLength = lightLength + 2 * colourLength;

/** Each plane row by row, 0 to 255; 128 is no colour. The picture fills the square, whatever its proportions. */
export interface Sketch {
  readonly light: Float32Array;
  /** Blue and red difference (Cb, Cr of ITU-R BT.601). */
  readonly blue: Float32Array;
  readonly red: Float32Array;
}

/**
 * Draws the sketch of a square picture, softened so that a shift by part of a pixel changes it little.
 * @param rgb `edge × edge × 3` bytes, `edge` at least 32
 * @returns light, blue and red, a byte per number
 */
export function drawSketch(rgb: Uint8Array, edge: number): Uint8Array<ArrayBuffer> {
  const small = shrink(rgb, edge, sketchEdge);
  const coarse = shrink(small, sketchEdge, colourEdge);
  const light = new Float32Array(lightLength);
  for (let i = 0; i < lightLength; i++) {
    const at = i * 3;
    light[i] = 0.299 * (small[at] ?? 0) + 0.587 * (small[at + 1] ?? 0) + 0.114 * (small[at + 2] ?? 0);
  }
  const bytes = new Uint8Array(sketchLength);
  const softened = soften(light);
  for (let i = 0; i < lightLength; i++) bytes[i] = Math.round(softened[i] ?? 0);
  for (let i = 0; i < colourLength; i++) {
    const at = i * 3;
    const [r = 0, g = 0, b = 0] = [coarse[at], coarse[at + 1], coarse[at + 2]];
    bytes[lightLength + i] = Math.round(127.5 - 0.168736 * r - 0.331264 * g + 0.5 * b);
    bytes[lightLength + colourLength + i] = Math.round(127.5 + 0.5 * r - 0.418688 * g - 0.081312 * b);
  }
  return bytes;
}

/** Room for a sketch, to be read into again and again. */
export function sketchRoom(): Sketch {
  return {
    light: new Float32Array(lightLength),
    blue: new Float32Array(colourLength),
    red: new Float32Array(colourLength),
  };
}

export function readSketch(bytes: Uint8Array, into: Sketch = sketchRoom()): Sketch {
  into.light.set(bytes.subarray(0, lightLength));
  into.blue.set(bytes.subarray(lightLength, lightLength + colourLength));
  into.red.set(bytes.subarray(lightLength + colourLength, sketchLength));
  return into;
}

/** The sketch that the picture seen in a mirror would have. */
export function mirrorSketch({ light, blue, red }: Sketch): Sketch {
  return {
    light: mirrorPlane(light, sketchEdge),
    blue: mirrorPlane(blue, colourEdge),
    red: mirrorPlane(red, colourEdge),
  };
}

export function mirrorPlane(plane: Float32Array, edge: number): Float32Array {
  const mirrored = new Float32Array(plane.length);
  for (let row = 0; row < plane.length; row += edge)
    for (let x = 0; x < edge; x++) mirrored[row + x] = plane[row + edge - 1 - x] ?? 0;
  return mirrored;
}

/**
 * The mean of each field of an `edge × edge` grid, three channels, borders of fields counted by the part that lies in each. Sums are rounded to float32
 * at each step: sketches that are compared were made so.
 */
function shrink(bytes: ArrayLike<number>, from: number, to: number): Float32Array {
  const { starts, most, weights, pixels, rows } = fieldsOf(from, to);
  pixels.set(bytes);
  let target = 0;
  for (let y = 0; y < from; y++) {
    for (let x = 0; x < to; x++, target += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let at = (y * from + (starts[x] ?? 0)) * 3;
      for (let tap = x * most; tap < (x + 1) * most; tap++, at += 3) {
        const weight = weights[tap] ?? 0;
        red = Math.fround(red + weight * (pixels[at] ?? 0));
        green = Math.fround(green + weight * (pixels[at + 1] ?? 0));
        blue = Math.fround(blue + weight * (pixels[at + 2] ?? 0));
      }
      rows[target] = red;
      rows[target + 1] = green;
      rows[target + 2] = blue;
    }
  }
  const rowLength = to * 3;
  const small = new Float32Array(to * rowLength);
  for (let y = 0; y < to; y++) {
    for (let tap = 0; tap < most; tap++) {
      const weight = weights[y * most + tap] ?? 0;
      const row = ((starts[y] ?? 0) + tap) * rowLength;
      for (let i = 0; i < rowLength; i++)
        small[y * rowLength + i] = (small[y * rowLength + i] ?? 0) + weight * (rows[row + i] ?? 0);
    }
  }
  return small;
}

/** For each field the first of `most` positions, and the parts of it that they are: 0 for those that lie beyond it. */
interface Fields {
  readonly most: number;
  readonly starts: Int32Array;
  readonly weights: Float64Array;
  /** What is shrunk, and its rows made shorter: room that is used again, since V8 would look for garbage after every thirty pictures. */
  readonly pixels: Float32Array;
  readonly rows: Float32Array;
}

function planFields(from: number, to: number): Fields {
  const step = from / to;
  const most = Math.ceil(step) + 1;
  const starts = new Int32Array(to);
  const weights = new Float64Array(to * most);
  for (let field = 0; field < to; field++) {
    const [begin, end] = [field * step, (field + 1) * step];
    const first = Math.min(Math.floor(begin), from - most);
    starts[field] = first;
    for (let at = Math.floor(begin); at < Math.min(from, Math.ceil(end)); at++)
      weights[field * most + at - first] = (Math.min(end, at + 1) - Math.max(begin, at)) / step;
  }
  const pixels = new Float32Array(from * from * 3);
  return { most, starts, weights, pixels, rows: new Float32Array(from * to * 3) };
}

const planned = new Map<number, Fields>();

/** A network has one edge, and all sketches the same: few are ever planned. */
function fieldsOf(from: number, to: number): Fields {
  const name = from * 1000 + to;
  const known = planned.get(name) ?? planFields(from, to);
  planned.set(name, known);
  return known;
}

/** Quarter, half, quarter, both ways. */
function soften(plane: Float32Array): Float32Array {
  return softenAlong(softenAlong(plane, 1), sketchEdge);
}

/** @param step from a place to the next one that way */
function softenAlong(plane: Float32Array, step: number): Float32Array {
  const soft = new Float32Array(lightLength);
  for (let at = 0; at < lightLength; at++) {
    const along = Math.floor(at / step) % sketchEdge;
    const before = plane[along === 0 ? at : at - step] ?? 0;
    const after = plane[along === sketchEdge - 1 ? at : at + step] ?? 0;
    soft[at] = 0.25 * before + 0.5 * (plane[at] ?? 0) + 0.25 * after;
  }
  return soft;
}
