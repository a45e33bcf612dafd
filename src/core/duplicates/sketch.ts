/** What is kept of a picture to find its copies: a small, softened lightness plane and two coarse planes of colour. */

/** Edge of the lightness plane. */
export const sketchEdge = 32;
/** Edge of each plane of colour. */
export const colourEdge = 8;

const lightLength = sketchEdge * sketchEdge;
const colourLength = colourEdge * colourEdge;
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
  for (const [i, value] of soften(light).entries()) bytes[i] = Math.round(value);
  for (let i = 0; i < colourLength; i++) {
    const at = i * 3;
    const [r = 0, g = 0, b = 0] = [coarse[at], coarse[at + 1], coarse[at + 2]];
    bytes[lightLength + i] = Math.round(127.5 - 0.168736 * r - 0.331264 * g + 0.5 * b);
    bytes[lightLength + colourLength + i] = Math.round(127.5 + 0.5 * r - 0.418688 * g - 0.081312 * b);
  }
  return bytes;
}

export function readSketch(bytes: Uint8Array): Sketch {
  return {
    light: Float32Array.from(bytes.subarray(0, lightLength)),
    blue: Float32Array.from(bytes.subarray(lightLength, lightLength + colourLength)),
    red: Float32Array.from(bytes.subarray(lightLength + colourLength, sketchLength)),
  };
}

/** The sketch that the picture seen in a mirror would have. */
export function mirrorSketch({ light, blue, red }: Sketch): Sketch {
  return {
    light: mirror(light, sketchEdge),
    blue: mirror(blue, colourEdge),
    red: mirror(red, colourEdge),
  };
}

function mirror(plane: Float32Array, edge: number): Float32Array {
  return plane.map((_, at) => plane[at - (at % edge) + (edge - 1 - (at % edge))] ?? 0);
}

/** The mean of each field of an `edge × edge` grid, three channels, borders of fields counted by the part that lies in each. */
function shrink(pixels: ArrayLike<number>, from: number, to: number): Float32Array {
  const parts = partsOf(from, to);
  const rows = new Float32Array(from * to * 3);
  for (let y = 0; y < from; y++) {
    for (const [x, taps] of parts.entries()) {
      for (const { at, weight } of taps) {
        for (let c = 0; c < 3; c++) {
          const target = (y * to + x) * 3 + c;
          rows[target] = (rows[target] ?? 0) + weight * (pixels[(y * from + at) * 3 + c] ?? 0);
        }
      }
    }
  }
  const small = new Float32Array(to * to * 3);
  for (const [y, taps] of parts.entries()) {
    for (const { at, weight } of taps) {
      for (let i = 0; i < to * 3; i++) {
        const target = y * to * 3 + i;
        small[target] = (small[target] ?? 0) + weight * (rows[at * to * 3 + i] ?? 0);
      }
    }
  }
  return small;
}

interface Tap {
  readonly at: number;
  readonly weight: number;
}

function partsOf(from: number, to: number): Tap[][] {
  const step = from / to;
  return Array.from({ length: to }, (_, field) => {
    const [begin, end] = [field * step, (field + 1) * step];
    const taps: Tap[] = [];
    for (let at = Math.floor(begin); at < Math.min(from, Math.ceil(end)); at++)
      taps.push({ at, weight: (Math.min(end, at + 1) - Math.max(begin, at)) / step });
    return taps;
  });
}

/** Quarter, half, quarter, both ways. */
function soften(plane: Float32Array): Float32Array {
  const last = sketchEdge - 1;
  const alongRows = plane.map((value, at) => {
    const x = at % sketchEdge;
    const [before, after] = [plane[x === 0 ? at : at - 1] ?? 0, plane[x === last ? at : at + 1] ?? 0];
    return 0.25 * before + 0.5 * value + 0.25 * after;
  });
  return alongRows.map((value, at) => {
    const above = alongRows[at < sketchEdge ? at : at - sketchEdge] ?? 0;
    const below = alongRows[at >= last * sketchEdge ? at : at + sketchEdge] ?? 0;
    return 0.25 * above + 0.5 * value + 0.25 * below;
  });
}
